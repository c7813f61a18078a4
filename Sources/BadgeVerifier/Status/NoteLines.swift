import Encoding

/// Reads the lines of a note's text in order. Every line ends in LF; nothing may be left over.
struct NoteLines {
    private var lines: ArraySlice<Substring>

    /// Nil where the text does not end in LF or has another number of lines.
    init?(_ text: String, count: Int) {
        var parts = text.split(separator: "\n" as Character, omittingEmptySubsequences: false)
        // CR LF is one Character, so a text with it splits into fewer lines and is refused here.
        guard parts.popLast()?.isEmpty == true, parts.count == count else { return nil }
        lines = parts[...]
    }

    /// The next line; empty behind the last.
    mutating func next() -> String { lines.popFirst().map(String.init) ?? "" }

    /// True if the next line is exactly this one.
    mutating func matches(_ line: String) -> Bool { sameBytes(next(), line) }

    /// A decimal number below 2^63, which every language and our JSON can hold.
    mutating func number() -> UInt64? {
        DecimalText.parse(next()).flatMap { $0 >> 63 == 0 ? $0 : nil }
    }

    mutating func time() -> Timestamp? { Timestamp(next()) }
}
