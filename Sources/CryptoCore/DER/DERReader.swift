/// Reads strict DER (X.690 section 10 and 8): definite minimal lengths, tags in one byte, nothing behind the last element, at
/// most 16 levels, within a byte budget.
///
/// One reader walks the elements of one level. The closures of `sequence` and its kin get a reader of the contents and
/// must use them up: what nobody read is an error, not ignored. Offsets in errors count from the start of the input.
package struct DERReader: Sendable {
    /// The deepest nesting that is read. X.509 needs about ten levels; the limit keeps hostile input from recursing.
    package static let maximumDepth = 16
    /// The largest input that is read unless the caller says otherwise.
    package static let defaultMaximumBytes = 65_536

    let bytes: [UInt8]
    var position: Int
    private let end: Int
    private let depth: Int

    /// Reads the whole of `bytes`. Throws ``DERError`` if there are more than `maximumBytes`.
    package init(_ bytes: [UInt8], maximumBytes: Int = defaultMaximumBytes) throws(DERError) {
        guard bytes.count <= maximumBytes else {
            throw DERError(offset: maximumBytes, reason: "more than \(maximumBytes) bytes")
        }
        self.init(bytes: bytes, range: 0..<bytes.count, depth: 0)
    }

    /// Reads a stretch of `bytes`; offsets in errors still count from the first byte.
    package init(_ bytes: [UInt8], in range: Range<Int>) {
        precondition(range.upperBound <= bytes.count, "a stretch behind the end")
        self.init(bytes: bytes, range: range, depth: 0)
    }

    private init(bytes: [UInt8], range: Range<Int>, depth: Int) {
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
        self.depth = depth
    }

    /// Reads all of `bytes` with `body`, which must leave nothing over.
    package static func read<Result>(
        _ bytes: [UInt8], maximumBytes: Int = defaultMaximumBytes,
        _ body: (inout DERReader) throws(DERError) -> Result
    ) throws(DERError) -> Result {
        var reader = try DERReader(bytes, maximumBytes: maximumBytes)
        let result = try body(&reader)
        try reader.finish()
        return result
    }

    /// True if this level has no further element.
    package var isAtEnd: Bool { position == end }

    /// The offset of the next element in the whole input.
    package var offset: Int { position }

    /// The tag of the next element; nil at the end of this level.
    package var peekTag: UInt8? { isAtEnd ? nil : bytes[position] }

    /// Throws unless everything on this level has been read.
    package func finish() throws(DERError) {
        guard isAtEnd else { throw error("\(end - position) bytes are left over") }
    }

    /// An error at the current position.
    package func error(_ reason: String) -> DERError { DERError(offset: position, reason: reason) }

    /// Moves past one element of any kind and gives its exact bytes, tag and length included. Looks only at its
    /// own header, not at what is inside.
    package mutating func rawElement() throws(DERError) -> [UInt8] {
        let start = position
        _ = try header()
        return [UInt8](bytes[start..<position])
    }

    /// Moves past the next element, which must have this tag, and gives where it stands, tag and length included.
    package mutating func rawRange(_ tag: UInt8) throws(DERError) -> Range<Int> {
        let start = position
        _ = try contentsRange(tag)
        return start..<position
    }

    /// Moves past the next element, which must have this tag, and gives where its contents stand.
    package mutating func contentsRange(_ tag: UInt8) throws(DERError) -> Range<Int> {
        try expect(tag)
        return try header()
    }

    /// Moves past the next element, which must have this tag, and gives a reader of what is inside. For code that runs
    /// for every badge; the caller has to call `finish` on it. Everything else uses `constructed`, which does so itself.
    package mutating func enter(_ tag: UInt8) throws(DERError) -> DERReader {
        try expect(tag)
        guard depth < Self.maximumDepth else { throw error("nested deeper than \(Self.maximumDepth) levels") }
        return DERReader(bytes: bytes, range: try header(), depth: depth + 1)
    }

    /// As ``rawElement()``, for one expected tag.
    package mutating func rawElement(_ tag: UInt8) throws(DERError) -> [UInt8] {
        try expect(tag)
        return try rawElement()
    }

    /// The contents of the next element, which must have this tag.
    package mutating func contents(_ tag: UInt8) throws(DERError) -> ArraySlice<UInt8> {
        bytes[try contentsRange(tag)]
    }

    /// Reads the elements inside the next one, which must have this tag, with `body`; it must leave nothing over.
    package mutating func constructed<Result>(
        _ tag: UInt8, _ body: (inout DERReader) throws(DERError) -> Result
    ) throws(DERError) -> Result {
        var inner = try enter(tag)
        let result = try body(&inner)
        try inner.finish()
        return result
    }

    /// Throws unless the next element has this tag.
    func expect(_ tag: UInt8) throws(DERError) {
        guard let found = peekTag else { throw error("\(DERTag.name(tag)) expected, nothing found") }
        guard found == tag else { throw error("\(DERTag.name(tag)) expected, \(DERTag.name(found)) found") }
    }

    /// Reads tag and length, moves behind the element and returns where its contents are.
    private mutating func header() throws(DERError) -> Range<Int> {
        guard end - position >= 2 else { throw error("an element is cut off") }
        guard bytes[position] & 0x1F != 0x1F else { throw error("a tag above 30") }
        let (count, headerCount) = try length(at: position + 1)
        let start = position + 1 + headerCount
        guard count <= end - start else { throw error("an element is longer than what contains it") }
        position = start + count
        return start..<position
    }

    /// The length at `index`, and the number of bytes that it takes itself.
    private func length(at index: Int) throws(DERError) -> (count: Int, headerCount: Int) {
        let first = bytes[index]
        guard first >= 0x80 else { return (Int(first), 1) }
        let byteCount = Int(first & 0x7F)
        guard byteCount > 0 else { throw error("an indefinite length") }
        // Four bytes reach 4 GiB, far above every budget.
        guard byteCount <= 4, end - index > byteCount else { throw error("a length is too large or cut off") }
        var count = 0
        for byte in bytes[(index + 1)...(index + byteCount)] { count = count << 8 | Int(byte) }
        let isMinimal = bytes[index + 1] != 0 && count >= 0x80
        guard isMinimal else { throw error("a length is not minimal") }
        return (count, 1 + byteCount)
    }
}
