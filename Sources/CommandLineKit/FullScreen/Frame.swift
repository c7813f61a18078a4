import Encoding

/// Columns and rows of a terminal.
package struct ScreenSize: Hashable, Sendable {
    package let columns: Int
    package let rows: Int
    package init(columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
    }
}

/// One row of a screen: pieces of text, each safe to show whoever wrote it.
package struct ScreenLine: Hashable, Sendable {
    /// A piece in one way of painting; what could drive the terminal becomes visible.
    package struct Span: Hashable, Sendable {
        let text: String
        let paints: [Style.Paint]
    }

    package private(set) var spans: [Span] = []

    package init() {}

    /// A row of one piece.
    package init(_ text: String, _ paints: Style.Paint...) { append(text, paints) }

    /// The row with a piece behind it.
    package func adding(_ text: String, _ paints: Style.Paint...) -> ScreenLine {
        var line = self
        line.append(text, paints)
        return line
    }

    private mutating func append(_ text: String, _ paints: [Style.Paint]) {
        guard !text.isEmpty else { return }
        spans.append(Span(text: visible(text), paints: paints))
    }

    /// The text without its paint.
    package var text: String { spans.map(\.text).joined() }

    /// The columns that it takes.
    package var width: Int { UnicodeText.displayWidth(text) }

    /// The row in the columns given: an ellipsis ends what does not fit; with `filling`, spaces in the last piece's
    /// paint fill it.
    package func fitted(_ columns: Int, filling: Bool = false) -> ScreenLine {
        var result = ScreenLine()
        var room = columns
        for (index, span) in spans.enumerated() {
            let rest = spans[(index + 1)...].contains { !$0.text.isEmpty }
            let size = UnicodeText.displayWidth(span.text)
            // A piece that fits exactly, with more to come, gives its last column to the ellipsis.
            let isLast = size > room || (size == room && rest)
            let text =
                isLast && size == room
                ? TextWrap.truncated(span.text + "…", width: room)
                : TextWrap.truncated(span.text, width: room)
            if !text.isEmpty { result.spans.append(Span(text: text, paints: span.paints)) }
            if isLast { return result }
            room -= size
        }
        if filling, room > 0 {
            result.spans.append(
                Span(text: String(repeating: " ", count: room), paints: spans.last?.paints ?? []))
        }
        return result
    }

    func text(in style: Style) -> String {
        spans.map { style.paint($0.text, $0.paints) }.joined()
    }
}

/// A whole screen: rows from the top, and where the cursor stands where there is one.
package struct Frame: Hashable, Sendable {
    /// A place on the screen, counted from 0.
    package struct Place: Hashable, Sendable {
        package let row: Int
        package let column: Int
        package init(row: Int, column: Int) {
            self.row = row
            self.column = column
        }
    }

    package var lines: [ScreenLine]
    package var cursor: Place?
    package init(_ lines: [ScreenLine], cursor: Place? = nil) {
        self.lines = lines
        self.cursor = cursor
    }

    /// The rows as text, for tests and logs.
    package var text: String { lines.map(\.text).joined(separator: "\n") }
}
