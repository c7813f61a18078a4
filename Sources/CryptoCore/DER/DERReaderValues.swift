import Encoding

/// The types of X.509, each in its one DER form.
extension DERReader {
    /// Reads a SEQUENCE with `body`.
    package mutating func sequence<Result>(
        _ body: (inout DERReader) throws(DERError) -> Result
    ) throws(DERError) -> Result {
        try constructed(DERTag.sequence, body)
    }

    /// Reads a SET with `body`. The order of several elements is not checked; X.509 names have one.
    package mutating func set<Result>(
        _ body: (inout DERReader) throws(DERError) -> Result
    ) throws(DERError) -> Result {
        try constructed(DERTag.set, body)
    }

    /// Reads what stands inside [number] EXPLICIT with `body`.
    package mutating func explicit<Result>(
        _ number: UInt8, _ body: (inout DERReader) throws(DERError) -> Result
    ) throws(DERError) -> Result {
        try constructed(DERTag.constructed(number), body)
    }

    /// The contents of a primitive [number] IMPLICIT.
    package mutating func implicit(_ number: UInt8) throws(DERError) -> [UInt8] {
        [UInt8](try contents(DERTag.primitive(number)))
    }

    /// An INTEGER of any size and sign: its minimal two's complement bytes.
    package mutating func integerBytes() throws(DERError) -> [UInt8] {
        [UInt8](bytes[try integerRange()])
    }

    /// Where the minimal two's complement bytes of an INTEGER stand.
    package mutating func integerRange() throws(DERError) -> Range<Int> {
        let start = position
        let range = try contentsRange(DERTag.integer)
        try Self.checkMinimal(bytes[range], at: start)
        return range
    }

    /// A non-negative INTEGER below 2^64.
    package mutating func integer() throws(DERError) -> UInt64 {
        let start = position
        return try Self.unsigned(bytes[try integerRange()], at: start)
    }

    /// A non-negative ENUMERATED below 2^64.
    package mutating func enumerated() throws(DERError) -> UInt64 {
        let start = position
        let contents = try contents(DERTag.enumerated)
        try Self.checkMinimal(contents, at: start)
        return try Self.unsigned(contents, at: start)
    }

    /// A BOOLEAN: 00 or FF.
    package mutating func boolean() throws(DERError) -> Bool {
        let start = position
        let contents = try contents(DERTag.boolean)
        guard contents.count == 1, let value = contents.first, value == 0x00 || value == 0xFF else {
            throw DERError(offset: start, reason: "a BOOLEAN is neither 00 nor FF")
        }
        return value == 0xFF
    }

    /// NULL.
    package mutating func null() throws(DERError) {
        let start = position
        guard try contents(DERTag.null).isEmpty else {
            throw DERError(offset: start, reason: "NULL is not empty")
        }
    }

    /// The contents of an OCTET STRING.
    package mutating func octetString() throws(DERError) -> [UInt8] {
        [UInt8](try contents(DERTag.octetString))
    }

    /// A BIT STRING of whole bytes, as keys and signatures are.
    package mutating func bitString() throws(DERError) -> [UInt8] {
        [UInt8](bytes[try bitStringRange()])
    }

    /// Where the bytes of a BIT STRING of whole bytes stand.
    package mutating func bitStringRange() throws(DERError) -> Range<Int> {
        let start = position
        let range = try contentsRange(DERTag.bitString)
        guard !range.isEmpty, bytes[range.lowerBound] == 0 else {
            throw DERError(offset: start, reason: "a BIT STRING is not made of whole bytes")
        }
        return range.lowerBound + 1..<range.upperBound
    }

    /// A BIT STRING of named bits, most significant first: no trailing zero bit, unused bits zero (X.690 11.2).
    package mutating func namedBits() throws(DERError) -> [UInt8] {
        let start = position
        let contents = try contents(DERTag.bitString)
        guard let unused = contents.first, unused < 8 else {
            throw DERError(offset: start, reason: "a BIT STRING has a wrong count of unused bits")
        }
        let bits = [UInt8](contents.dropFirst())
        // The last bit in use must be 1; that also makes the unused ones zero when they are trailing.
        let isMinimal = bits.last.map { UInt8($0.trailingZeroBitCount) == unused } ?? (unused == 0)
        guard isMinimal else { throw DERError(offset: start, reason: "a list of named bits is not minimal") }
        return bits
    }

    /// An OBJECT IDENTIFIER.
    package mutating func objectIdentifier() throws(DERError) -> ObjectIdentifier {
        ObjectIdentifier(read: bytes[try objectIdentifierRange()])
    }

    /// Where the contents of an OBJECT IDENTIFIER stand.
    package mutating func objectIdentifierRange() throws(DERError) -> Range<Int> {
        let start = position
        let range = try contentsRange(DERTag.objectIdentifier)
        guard ObjectIdentifier.isWellFormed(bytes[range]) else {
            throw DERError(
                offset: start, reason: "an OBJECT IDENTIFIER is malformed or has an arc above 64 bits")
        }
        return range
    }

    /// A UTF8String: valid UTF-8, any characters.
    package mutating func utf8String() throws(DERError) -> String {
        let start = position
        guard let text = UnicodeText.text(try contents(DERTag.utf8String)) else {
            throw DERError(offset: start, reason: "a UTF8String is not UTF-8")
        }
        return text
    }

    /// A PrintableString: letters, digits, space and ' ( ) + , - . / : = ?
    package mutating func printableString() throws(DERError) -> String {
        let start = position
        let contents = try contents(DERTag.printableString)
        guard contents.allSatisfy(DER.isPrintable), let text = UnicodeText.text(contents) else {
            throw DERError(offset: start, reason: "a PrintableString has a character that it must not have")
        }
        return text
    }

    /// An IA5String: ASCII.
    package mutating func ia5String() throws(DERError) -> String {
        try Self.ascii(try contents(DERTag.ia5String), at: position)
    }

    /// An IA5String under [number] IMPLICIT, as in general names.
    package mutating func implicitIA5String(_ number: UInt8) throws(DERError) -> String {
        try Self.ascii(try contents(DERTag.primitive(number)), at: position)
    }

    private static func ascii(_ contents: ArraySlice<UInt8>, at end: Int) throws(DERError) -> String {
        guard contents.withUnsafeBytes({ bytes in bytes.reduce(0) { $0 | $1 } < 0x80 }) else {
            throw DERError(offset: end - contents.count, reason: "an IA5String has a byte above 7F")
        }
        return contents.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }

    private static func checkMinimal(_ contents: ArraySlice<UInt8>, at start: Int) throws(DERError) {
        guard let first = contents.first else {
            throw DERError(offset: start, reason: "a number has no bytes")
        }
        if contents.count > 1, let second = contents.dropFirst().first {
            // The first nine bits of a minimal number are not all equal.
            let isPadded = (first == 0 && second < 0x80) || (first == 0xFF && second >= 0x80)
            guard !isPadded else { throw DERError(offset: start, reason: "a number is not minimal") }
        }
    }

    /// The value of bytes that are minimal.
    private static func unsigned(_ bytes: ArraySlice<UInt8>, at start: Int) throws(DERError) -> UInt64 {
        guard let first = bytes.first, first < 0x80 else {
            throw DERError(offset: start, reason: "a number is negative")
        }
        guard bytes.count <= 8 || (bytes.count == 9 && first == 0) else {
            throw DERError(offset: start, reason: "a number has more than 64 bits")
        }
        return bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
