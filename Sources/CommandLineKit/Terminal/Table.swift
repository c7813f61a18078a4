import Encoding

/// Rows in columns that fit the terminal. Cells are made safe to show, so that rows may hold anyone's text.
package struct Table: Sendable {
    /// One column.
    package struct Column: Sendable, Hashable {
        /// Where short cells stand.
        package enum Alignment: Sendable, Hashable {
            /// At the left, for words.
            case left
            /// At the right, for numbers.
            case right
        }

        let title: String
        let alignment: Alignment
        let canShrink: Bool
        let dropRank: Int?

        /// Declares a column.
        /// - Parameters:
        ///   - canShrink: false for what is useless in part, such as identifiers.
        ///   - dropRank: for what a narrow terminal may do without; the column with the highest rank goes first.
        package init(
            _ title: String, _ alignment: Alignment = .left, canShrink: Bool = true, dropRank: Int? = nil
        ) {
            self.title = title
            self.alignment = alignment
            self.canShrink = canShrink
            self.dropRank = dropRank
        }
    }

    /// One cell: its text and how it is painted.
    package struct Cell: Sendable, Hashable, ExpressibleByStringInterpolation {
        let text: String
        let paint: Style.Paint?

        /// Makes a cell of any text; what could drive the terminal becomes visible.
        package init(_ text: String, _ paint: Style.Paint? = nil) {
            self.text = visible(text)
            self.paint = paint
        }

        /// Makes a cell of a literal.
        package init(stringLiteral value: String) { self.init(value) }
    }

    /// Spaces between columns.
    static let gap = 2
    /// A shrunk column keeps at least this, an ellipsis and some letters.
    static let narrowestColumn = 6
    /// Before a column is shrunk below this, another one goes if it may.
    static let readableColumn = 12

    /// The columns from left to right.
    package let columns: [Column]
    private var rows: [[Cell]] = []

    /// Begins a table without rows.
    package init(_ columns: [Column]) { self.columns = columns }

    /// Adds a row; missing cells are empty, cells beyond the last column are left out.
    package mutating func add(_ cells: [Cell]) {
        let missing = max(0, columns.count - cells.count)
        rows.append(Array(cells.prefix(columns.count)) + Array(repeating: Cell(""), count: missing))
    }

    /// The number of rows without the header.
    package var count: Int { rows.count }

    /// The table as text, every line ending in a line feed and without spaces at the end.
    /// - Parameter width: the columns to fit into; nil, for files and pipes, truncates nothing.
    package func text(width: Int?, style: Style = .plain) -> String {
        if let width, let narrower = droppingColumn(for: width) {
            return narrower.text(width: width, style: style)
        }
        let widths = fittedWidths(width)
        let header = columns.map { Cell($0.title, .bold) }
        return ([header] + rows).map { line($0, widths, style) }.joined()
    }

    /// The table without the column that matters least; nil where all fit and can still be read, or none may go.
    private func droppingColumn(for width: Int) -> Table? {
        let least = zip(columns, wholeWidths).map { column, whole in
            column.canShrink ? min(whole, Self.readableColumn) : whole
        }
        guard least.reduce(0, +) + Self.gap * (columns.count - 1) > width,
            let last = columns.indices.filter({ columns[$0].dropRank != nil })
                .max(by: { columns[$0].dropRank ?? 0 < columns[$1].dropRank ?? 0 })
        else { return nil }
        var table = Table(columns.enumerated().filter { $0.offset != last }.map(\.element))
        table.rows = rows.map { row in row.enumerated().filter { $0.offset != last }.map(\.element) }
        return table
    }

    private var wholeWidths: [Int] {
        columns.indices.map { index in
            ([columns[index].title] + rows.map { $0[index].text }).map(UnicodeText.displayWidth).max() ?? 0
        }
    }

    private func fittedWidths(_ width: Int?) -> [Int] {
        var widths = wholeWidths
        guard let width else { return widths }
        var excess = widths.reduce(0, +) + Self.gap * (widths.count - 1) - width
        // The widest column gives way first, one step at a time, so that narrow ones stay whole longest.
        while excess > 0 {
            let shrinkable = columns.indices.filter {
                columns[$0].canShrink && widths[$0] > Self.narrowestColumn
            }
            guard let widest = shrinkable.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[widest] -= 1
            excess -= 1
        }
        return widths
    }

    private func line(_ cells: [Cell], _ widths: [Int], _ style: Style) -> String {
        var result = ""
        // Spaces wait until something follows them.
        var pending = 0
        for (index, cell) in cells.enumerated() {
            let text = TextWrap.truncated(cell.text, width: widths[index])
            let space = max(0, widths[index] - UnicodeText.displayWidth(text))
            if columns[index].alignment == .right { pending += space }
            if !text.isEmpty {
                result += String(repeating: " ", count: pending)
                result += cell.paint.map { style.paint(text, $0) } ?? text
                pending = 0
            }
            if columns[index].alignment == .left { pending += space }
            pending += Self.gap
        }
        return result + "\n"
    }
}
