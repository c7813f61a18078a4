extension JSON {
    /// How deep lists and objects may nest; bounds the recursion on untrusted bytes.
    package static let maximumDepth = 32

    /// Reads canonical JSON; whatever is accepted is written again as the same bytes.
    ///
    /// Refuses space outside texts, invalid UTF-8, other escapes than the writer's, numbers that are not whole
    /// 64-bit, leading zeros, duplicate names, more than 32 levels and anything behind the value.
    package static func parseCanonical(_ bytes: some Collection<UInt8>) throws(JSONError) -> JSON {
        var parser = JSONParser(Array(bytes))
        let value = try parser.value(depth: 0)
        guard parser.isAtEnd else { throw parser.failure("there are bytes behind the value") }
        return value
    }
}

/// Recursive descent over canonical JSON.
private struct JSONParser {
    private let bytes: [UInt8]
    private var offset = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { offset == bytes.count }

    func failure(_ reason: String, at place: Int? = nil) -> JSONError {
        JSONError(place: "byte \(place ?? offset)", reason: reason)
    }

    mutating func value(depth: Int) throws(JSONError) -> JSON {
        guard depth <= JSON.maximumDepth else {
            throw failure("lists and objects nest more than \(JSON.maximumDepth) deep")
        }
        switch peek {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "{"): return .object(try members(depth: depth + 1))
        case UInt8(ascii: "["): return .array(try elements(depth: depth + 1))
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .integer(try integer())
        default: throw failure("a value must stand here, without space before it")
        }
    }

    private var peek: UInt8 { offset < bytes.count ? bytes[offset] : 0 }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: character), !isAtEnd else { return false }
        offset += 1
        return true
    }

    private mutating func word(_ text: String, _ value: JSON) throws(JSONError) -> JSON {
        guard bytes[offset...].starts(with: text.utf8) else { throw failure("expected \(text)") }
        offset += text.utf8.count
        return value
    }

    private mutating func elements(depth: Int) throws(JSONError) -> [JSON] {
        offset += 1
        if take("]") { return [] }
        var values: [JSON] = []
        repeat { values.append(try value(depth: depth)) } while take(",")
        guard take("]") else { throw failure("expected \",\" or \"]\"") }
        return values
    }

    private mutating func members(depth: Int) throws(JSONError) -> [JSON.Member] {
        offset += 1
        if take("}") { return [] }
        var members: [JSON.Member] = []
        var names = NameSet()
        repeat {
            let start = offset
            guard peek == UInt8(ascii: "\"") else { throw failure("a member's name must stand here") }
            let name = try string()
            guard names.insert(name) else {
                throw failure("the name \"\(name)\" occurs twice", at: start)
            }
            guard take(":") else { throw failure("expected \":\"") }
            members.append(JSON.Member(name, try value(depth: depth)))
        } while take(",")
        guard take("}") else { throw failure("expected \",\" or \"}\"") }
        return members
    }

    private mutating func integer() throws(JSONError) -> Int64 {
        let start = offset
        let isNegative = take("-")
        let digits = bytes[offset...].prefix { (0x30...0x39).contains($0) }
        offset = digits.endIndex
        guard let magnitude = DecimalText.parse(String(decoding: digits, as: UTF8.self)),
            magnitude <= UInt64(Int64.max) + (isNegative ? 1 : 0), !isNegative || magnitude > 0
        else { throw failure("the number is not a whole 64-bit number in its shortest form", at: start) }
        return isNegative ? Int64(truncatingIfNeeded: 0 &- magnitude) : Int64(magnitude)
    }

    private mutating func string() throws(JSONError) -> String {
        let start = offset
        offset += 1
        var unescaped: [UInt8] = []
        var runStart = offset
        while true {
            guard offset < bytes.count else {
                throw failure("the text that begins here does not end", at: start)
            }
            let byte = bytes[offset]
            if byte == UInt8(ascii: "\"") { break }
            if byte < 0x20 { throw failure("a control character stands in a text") }
            if byte == UInt8(ascii: "\\") {
                unescaped += bytes[runStart..<offset]
                unescaped.append(try escape())
                runStart = offset
            } else {
                offset += 1
            }
        }
        let text =
            unescaped.isEmpty ? self.text(runStart..<offset) : self.text(unescaped + bytes[runStart..<offset])
        offset += 1
        guard let text else { throw failure("the text is not valid UTF-8", at: start) }
        return text
    }

    private func text(_ range: Range<Int>) -> String? {
        bytes.withUnsafeBufferPointer {
            String(validating: UnsafeBufferPointer(rebasing: $0[range]), as: UTF8.self)
        }
    }

    private func text(_ unescaped: [UInt8]) -> String? { String(validating: unescaped, as: UTF8.self) }

    private mutating func escape() throws(JSONError) -> UInt8 {
        let start = offset
        let letter = offset + 1 < bytes.count ? bytes[offset + 1] : 0
        offset += 2
        switch letter {
        case UInt8(ascii: "b"): return 0x08
        case UInt8(ascii: "t"): return 0x09
        case UInt8(ascii: "n"): return 0x0A
        case UInt8(ascii: "f"): return 0x0C
        case UInt8(ascii: "r"): return 0x0D
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): return letter
        case UInt8(ascii: "u"):
            let digits = bytes[min(offset, bytes.count)...].prefix(4)
            offset = digits.endIndex
            if let value = Hex.decode(String(decoding: digits, as: UTF8.self)), value.count == 2,
                value[0] == 0,
                value[1] < 0x20, JSON.escapeLetter(for: value[1]) == nil
            {
                return value[1]
            }
            throw failure("this character must not be written as \\u", at: start)
        default: throw failure("there is no such escape", at: start)
        }
    }
}

/// The names of one object. Few are compared one by one; many are hashed, so that a hostile object costs no square.
private struct NameSet {
    private var few: [String] = []
    private var many: Set<ByteString> = []

    /// False if the name is already there.
    mutating func insert(_ name: String) -> Bool {
        if few.count < 16 {
            if few.contains(where: { sameBytes($0, name) }) { return false }
            few.append(name)
            return true
        }
        if many.isEmpty { many = Set(few.map(ByteString.init)) }
        return many.insert(ByteString(name)).inserted
    }
}
