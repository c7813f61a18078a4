import Encoding

/// Reads the lines of a note's text in order. Every line ends in LF; nothing may be left over.
struct NoteLines {
    private let lines: [ArraySlice<UInt8>]
    private var position = 0

    /// Nil where the text does not end in LF, has another number of lines or a CR.
    init?(_ text: String, count: Int) {
        let bytes = Array(text.utf8)
        guard bytes.last == 0x0A, !bytes.contains(0x0D) else { return nil }
        lines = bytes.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.count == count else { return nil }
    }

    /// The next line; empty behind the last.
    mutating func next() -> String {
        nextBytes().withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
    }

    /// True if the next line is exactly this one.
    mutating func matches(_ line: String) -> Bool { sameBytes(next(), line) }

    /// A decimal number below 2^63, which every language and our JSON can hold.
    mutating func number() -> UInt64? {
        DecimalText.parse(bytes: nextBytes()).flatMap { $0 >> 63 == 0 ? $0 : nil }
    }

    mutating func time() -> Timestamp? { Timestamp(next()) }

    private mutating func nextBytes() -> ArraySlice<UInt8> {
        guard position < lines.count else { return [] }
        defer { position += 1 }
        return lines[position]
    }
}
