extension JSON {
    /// How deep lists and objects may nest; bounds the recursion on untrusted bytes.
    package static let maximumDepth = 32

    /// Reads canonical JSON; whatever is accepted is written again as the same bytes.
    ///
    /// Refuses space outside texts, invalid UTF-8, other escapes than the writer's, numbers that are not whole
    /// 64-bit, leading zeros, duplicate names, more than 32 levels and anything behind the value.
    package static func parseCanonical(_ bytes: some Collection<UInt8>) throws(JSONError) -> JSON {
        try parse(Array(bytes), isCanonical: true)
    }

    /// Reads JSON as any program writes it: with space (RFC 8259 section 2), every escape (section 7), and the members
    /// in any order. Still refused: duplicate names, numbers that are not whole, and what nests too deep.
    package static func parse(_ bytes: some Collection<UInt8>) throws(JSONError) -> JSON {
        try parse(Array(bytes), isCanonical: false)
    }

    private static func parse(_ bytes: [UInt8], isCanonical: Bool) throws(JSONError) -> JSON {
        var parser = JSONParser(bytes, isCanonical: isCanonical)
        let value = try parser.value(depth: 0)
        parser.skipSpace()
        guard parser.isAtEnd else { throw parser.failure("there are bytes behind the value") }
        return value
    }
}

/// Recursive descent over canonical JSON, or over any.
private struct JSONParser {
    private let bytes: [UInt8]
    private let isCanonical: Bool
    private var offset = 0

    init(_ bytes: [UInt8], isCanonical: Bool) {
        self.bytes = bytes
        self.isCanonical = isCanonical
    }

    var isAtEnd: Bool { offset == bytes.count }

    func failure(_ reason: String, at place: Int? = nil) -> JSONError {
        JSONError(place: "byte \(place ?? offset)", reason: reason)
    }

    mutating func value(depth: Int) throws(JSONError) -> JSON {
        guard depth <= JSON.maximumDepth else {
            throw failure("lists and objects nest more than \(JSON.maximumDepth) deep")
        }
        skipSpace()
        switch peek {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "{"): return .object(try members(depth: depth + 1))
        case UInt8(ascii: "["): return .array(try elements(depth: depth + 1))
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .integer(try integer())
        default: throw failure("a value must stand here\(isCanonical ? ", without space before it" : "")")
        }
    }

    /// Passes over space where there may be any.
    mutating func skipSpace() {
        guard !isCanonical else { return }
        while offset < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[offset]) { offset += 1 }
    }

    private var peek: UInt8 { offset < bytes.count ? bytes[offset] : 0 }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
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
            skipSpace()
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
                unescaped += try escape()
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

    private mutating func escape() throws(JSONError) -> [UInt8] {
        let start = offset
        let letter = offset + 1 < bytes.count ? bytes[offset + 1] : 0
        offset += 2
        switch letter {
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): return [letter]
        case UInt8(ascii: "/") where !isCanonical: return [letter]
        case UInt8(ascii: "u"): return try unicodeEscape(from: start)
        default: throw failure("there is no such escape", at: start)
        }
    }

    /// The canonical text writes only the controls without a letter so.
    private mutating func unicodeEscape(from start: Int) throws(JSONError) -> [UInt8] {
        let unit = codeUnit(lowerCaseOnly: isCanonical)
        guard !isCanonical else {
            if let unit, unit < 0x20, JSON.escapeLetter(for: UInt8(unit)) == nil { return [UInt8(unit)] }
            throw failure("this character must not be written as \\u", at: start)
        }
        guard var value = unit else { throw failure("\\u needs four hexadecimal digits", at: start) }
        if (0xD800..<0xDC00).contains(value), bytes[min(offset, bytes.count)...].starts(with: #"\u"#.utf8) {
            offset += 2
            let low = codeUnit(lowerCaseOnly: false) ?? 0
            // Not of the lower half: stays a surrogate, and is refused below.
            if (0xDC00..<0xE000).contains(low) { value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00) }
        }
        guard let scalar = Unicode.Scalar(value) else {
            throw failure("half of a surrogate pair is no character", at: start)
        }
        return Array(String(Character(scalar)).utf8)
    }

    /// Four hexadecimal digits.
    private mutating func codeUnit(lowerCaseOnly: Bool) -> UInt32? {
        let digits = bytes[min(offset, bytes.count)...].prefix(4)
        offset = digits.endIndex
        let text = String(decoding: digits, as: UTF8.self)
        guard let value = Hex.decode(lowerCaseOnly ? text : text.lowercased()), value.count == 2 else {
            return nil
        }
        return UInt32(value[0]) << 8 | UInt32(value[1])
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
