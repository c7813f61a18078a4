/// Makes keys of the bytes that a terminal sends, however they are split over reads: UTF-8, the sequences of ECMA-48
/// and xterm for the other keys, bracketed paste.
///
/// Strict: what is no UTF-8 or no known sequence becomes `unknown` and is never taken for text. A lone Escape cannot be
/// told from the beginning of a sequence; `timeOut` decides that it was one.
package struct KeyDecoder {
    /// Longer sequences are no key of any terminal.
    static let mostSequenceBytes = 32
    /// More than this of one paste is dropped: it is a file, not something that a person wrote.
    package static let mostPastedBytes = 64 << 10

    private var pending: [UInt8] = []
    private var pasted: [UInt8]?

    private static let escape: UInt8 = 0x1B
    private static let pasteEnd = Array("\u{1b}[201~".utf8)

    package init() {}

    /// Whether a lone Escape waits for what may follow it.
    package var isWaiting: Bool { pasted == nil && pending == [Self.escape] }

    /// The keys that are complete with these bytes.
    package mutating func feed(_ bytes: some Sequence<UInt8>) -> [Key] {
        pending += bytes
        var keys: [Key] = []
        while !pending.isEmpty {
            let step = pasted == nil ? next() : nextOfPaste()
            guard let step else { break }
            pending.removeFirst(step.length)
            if let key = step.key { keys.append(key) }
        }
        return keys
    }

    /// Nothing came for a while: the Escape that waited was the key.
    package mutating func timeOut() -> [Key] {
        guard isWaiting else { return [] }
        pending = []
        return [.escape]
    }

    /// What the first bytes are: how many, and which key. Nil where more must come first.
    private typealias Step = (length: Int, key: Key?)

    private mutating func next() -> Step? {
        switch pending[0] {
        case Self.escape: afterEscape()
        case 0x0D, 0x0A: (1, .enter)
        case 0x09: (1, .tab)
        case 0x08, 0x7F: (1, .backspace)
        // Ctrl-A to Ctrl-Z are the letters' bytes without their upper bits.
        case 1...26: (1, .control(Unicode.Scalar(pending[0] | 0x60)))
        case 0..<0x20: (1, .control(Unicode.Scalar(pending[0] | 0x40)))
        default: character(at: 0).map { ($0.length, $0.scalar.map(Key.character) ?? .unknown) }
        }
    }

    private mutating func afterEscape() -> Step? {
        guard pending.count > 1 else { return nil }
        switch pending[1] {
        case Self.escape: return (1, .escape)
        case UInt8(ascii: "["): return controlSequence()
        case UInt8(ascii: "O"):
            guard pending.count > 2 else { return nil }
            let key = Self.key(final: pending[2], parameters: [])
            // A control character is a key of its own behind a sequence that was cut off.
            return pending[2] < 0x20 ? (2, .unknown) : (3, key)
        case 0..<0x20, 0x7F: return (1, .escape)
        default: return character(at: 1).map { (1 + $0.length, $0.scalar.map(Key.alt) ?? .unknown) }
        }
    }

    /// ECMA-48 5.4: `ESC [`, parameters 30–3F, intermediates 20–2F, one final byte 40–7E.
    private mutating func controlSequence() -> Step? {
        var index = 2
        while index < pending.count, (0x20...0x3F).contains(pending[index]) {
            index += 1
            if index > Self.mostSequenceBytes { return (index, .unknown) }
        }
        guard index < pending.count else { return nil }
        // What cannot belong to the sequence cuts it off and is looked at for itself.
        guard (0x40...0x7E).contains(pending[index]) else { return (index, .unknown) }
        let text = String(decoding: pending[2..<index], as: UTF8.self)
        let parameters = text.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
        if pending[index] == UInt8(ascii: "~"), parameters.first == 200 {
            pasted = []
            return (index + 1, nil)
        }
        return (index + 1, Self.key(final: pending[index], parameters: parameters))
    }

    private static func key(final: UInt8, parameters: [Int]) -> Key {
        switch final {
        case UInt8(ascii: "A"): .up
        case UInt8(ascii: "B"): .down
        case UInt8(ascii: "C"): .right
        case UInt8(ascii: "D"): .left
        case UInt8(ascii: "H"): .home
        case UInt8(ascii: "F"): .end
        case UInt8(ascii: "M"): .enter
        case UInt8(ascii: "Z"): .backTab
        case UInt8(ascii: "~"):
            switch parameters.first {
            case 1, 7: .home
            case 3: .delete
            case 4, 8: .end
            case 5: .pageUp
            case 6: .pageDown
            default: .unknown
            }
        default: .unknown
        }
    }

    /// One UTF-8 character; a nil scalar is a byte that begins none, or a control character of the second set.
    private func character(at start: Int) -> (length: Int, scalar: Unicode.Scalar?)? {
        let length: Int
        switch pending[start] {
        case 0..<0x80: length = 1
        case 0xC2...0xDF: length = 2
        case 0xE0...0xEF: length = 3
        case 0xF0...0xF4: length = 4
        default: return (1, nil)
        }
        let bytes = pending[start...].prefix(length)
        if let bad = bytes.dropFirst().firstIndex(where: { $0 & 0xC0 != 0x80 }) { return (bad - start, nil) }
        guard bytes.count == length else { return nil }
        guard let scalar = String(validating: bytes, as: UTF8.self)?.unicodeScalars.first,
            scalar.properties.generalCategory != .control
        else { return (length, nil) }
        return (length, scalar)
    }

    private mutating func nextOfPaste() -> Step? {
        guard let first = pending.firstIndex(of: Self.escape) else {
            take(pending[...])
            return (pending.count, nil)
        }
        if first > 0 {
            take(pending[..<first])
            return (first, nil)
        }
        let head = pending.prefix(Self.pasteEnd.count)
        guard Self.pasteEnd.starts(with: head) else {
            take(pending[..<1])
            return (1, nil)
        }
        guard head.count == Self.pasteEnd.count else { return nil }
        let text = String(decoding: pasted ?? [], as: UTF8.self)
        pasted = nil
        return (head.count, .paste(text))
    }

    private mutating func take(_ bytes: ArraySlice<UInt8>) {
        let room = max(0, Self.mostPastedBytes - (pasted?.count ?? 0))
        pasted?.append(contentsOf: bytes.prefix(room))
    }
}
