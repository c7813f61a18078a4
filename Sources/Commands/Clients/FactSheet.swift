import CommandLineKit
import Encoding

/// Labels on the left, values on the right, wrapped to the terminal: how a person reads facts about one thing.
///
/// Values are made visible, so they may be anyone's text.
struct FactSheet {
    private struct Row {
        let label: String
        let value: String
        let paint: Style.Paint?
    }

    /// Values stand at least this far right, so that short sheets line up with long ones.
    private static let narrowestLabel = 12
    private static let indent = 2

    private var rows: [Row] = []

    var isEmpty: Bool { rows.isEmpty }

    /// Adds a fact; nothing where there is no value.
    mutating func add(_ label: String, _ value: String?, _ paint: Style.Paint? = nil) {
        guard let value, !value.isEmpty else { return }
        rows.append(Row(label: label, value: visible(value), paint: paint))
    }

    /// Adds several values under one label.
    mutating func add(_ label: String, _ values: [String]) {
        for (position, value) in values.enumerated() { add(position == 0 ? label : "", value) }
    }

    /// The lines. `width` nil, for files and pipes, breaks nothing.
    func text(width: Int?, style: Style) -> String {
        let labels = rows.map { UnicodeText.displayWidth($0.label) }.max() ?? 0
        let column = Self.indent + max(labels, Self.narrowestLabel) + 2
        return rows.map { row in
            return Self.lines(row.value, width: width.map { max($0 - column, 20) }).enumerated().map {
                position, line in
                let label = String(repeating: " ", count: Self.indent) + (position == 0 ? row.label : "")
                let value = row.paint.map { style.paint(line, $0) } ?? line
                return style.dim(TextWrap.padded(label, width: column)) + value + "\n"
            }.joined()
        }.joined()
    }

    /// A key or hash without spaces stays in one piece, for copying; the terminal breaks it.
    private static func lines(_ value: String, width: Int?) -> [String] {
        guard let width, value.utf8.contains(UInt8(ascii: " ")) else { return [value] }
        return TextWrap.lines(value, width: width)
    }
}

/// Times as people say them, beside the exact ones.
enum TimeWords {
    /// "3 hours", from seconds; negative ones count as positive.
    static func span(_ seconds: Int64) -> String {
        let count = seconds.magnitude
        let units: [(UInt64, String)] = [(86_400, "day"), (3600, "hour"), (60, "minute"), (1, "second")]
        // Two of a unit, or exactly one: "90 minutes" says more than "1 hour".
        let (size, name) = units.first { count >= 2 * $0.0 || count == $0.0 } ?? (1, "second")
        let number = count / size
        return "\(number) \(name)\(number == 1 ? "" : "s")"
    }

    /// "3 hours ago" or "in 3 days".
    static func distance(_ time: Timestamp, from now: Timestamp) -> String {
        let (difference, overflow) = time.seconds.subtractingReportingOverflow(now.seconds)
        if overflow { return time < now ? "long ago" : "far ahead" }
        if difference == 0 { return "just now" }
        return difference < 0 ? "\(span(difference)) ago" : "in \(span(difference))"
    }
}
