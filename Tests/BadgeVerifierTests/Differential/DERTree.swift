/// DER as a tree that can be bent out of shape and written again.
///
/// Its reader knows only well-formed input and shares no code with ours, so that one mistake does not hide another.
struct DERTree: Sendable {
    /// What stands behind tag and length.
    enum Body: Sendable {
        case bytes([UInt8])
        /// Elements: of a constructed type, or DER inside an OCTET STRING.
        case children([DERTree])
    }

    /// How the length is written.
    enum LengthForm: Sendable {
        case minimal
        /// One byte or more longer than it has to be.
        case padded(Int)
        /// 80, ended by two zero bytes: BER.
        case indefinite
        /// Off by so many bytes.
        case wrong(Int)
    }

    var tag: UInt8
    var body: Body
    var lengthForm = LengthForm.minimal

    init(tag: UInt8, _ body: Body) {
        self.tag = tag
        self.body = body
    }

    /// From bytes that are known to be one element.
    init(_ der: [UInt8]) {
        self = Self.elements(der[...]).flatMap(\.first) ?? DERTree(tag: 0, .bytes(der))
    }

    /// All elements of a level; nil if the bytes are none.
    private static func elements(_ bytes: ArraySlice<UInt8>) -> [DERTree]? {
        var result: [DERTree] = []
        var rest = bytes
        while let tag = rest.first {
            guard let contents = contents(rest) else { return nil }
            let mayNest = tag & 0x20 != 0 || tag == 0x04
            let inner = mayNest && !contents.isEmpty ? elements(contents) : nil
            result.append(DERTree(tag: tag, inner.map { .children($0) } ?? .bytes(Array(contents))))
            rest = rest[contents.endIndex...]
        }
        return result
    }

    private static func contents(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let header = Array(bytes.prefix(5))
        guard header.count >= 2, header[0] & 0x1F != 0x1F else { return nil }
        var count = Int(header[1])
        var skip = 2
        if count >= 0x80 {
            let size = count & 0x7F
            guard size > 0, size < 4, header.count >= 2 + size else { return nil }
            count = header[2..<2 + size].reduce(0) { $0 << 8 | Int($1) }
            skip += size
        }
        guard bytes.count >= skip + count else { return nil }
        return bytes.dropFirst(skip).prefix(count)
    }

    /// The bytes, well formed or not.
    var bytes: [UInt8] {
        var output: [UInt8] = []
        write(to: &output)
        return output
    }

    private func write(to output: inout [UInt8]) {
        var contents: [UInt8] = []
        switch body {
        case .bytes(let bytes): contents = bytes
        case .children(let children): for child in children { child.write(to: &contents) }
        }
        output.append(tag)
        switch lengthForm {
        case .minimal: output += Self.length(contents.count, padding: 0)
        case .padded(let extra): output += Self.length(contents.count, padding: extra)
        case .wrong(let difference): output += Self.length(max(0, contents.count + difference), padding: 0)
        case .indefinite: output.append(0x80)
        }
        output += contents
        if case .indefinite = lengthForm { output += [0, 0] }
    }

    private static func length(_ count: Int, padding: Int) -> [UInt8] {
        guard count >= 0x80 || padding > 0 else { return [UInt8(count)] }
        var digits: [UInt8] = []
        var rest = count
        repeat {
            digits.insert(UInt8(rest & 0xFF), at: 0)
            rest >>= 8
        } while rest > 0
        // A short count in the long form is padding already.
        digits = [UInt8](repeating: 0, count: count < 0x80 ? padding - 1 : padding) + digits
        return [0x80 | UInt8(digits.count)] + digits
    }
}

extension DERTree {
    /// The elements below this one; none for a primitive.
    var children: [DERTree] {
        get {
            guard case .children(let children) = body else { return [] }
            return children
        }
        set { body = .children(newValue) }
    }

    /// The contents of a primitive; nil for others.
    var primitive: [UInt8]? {
        get {
            guard case .bytes(let bytes) = body else { return nil }
            return bytes
        }
        set { body = .bytes(newValue ?? []) }
    }

    /// An element by the indexes that lead to it.
    subscript(path: [Int]) -> DERTree {
        get { path.reduce(self) { $0.children[$1] } }
        set {
            guard let first = path.first else {
                self = newValue
                return
            }
            children[first][Array(path.dropFirst())] = newValue
        }
    }

    /// The way to every element, the root's (empty) first.
    var paths: [[Int]] {
        [[]] + children.enumerated().flatMap { index, child in child.paths.map { [index] + $0 } }
    }
}
