import Encoding

/// A CSV file with a heading line: cells by the name of their column.
struct ListTable {
    private var reader: CSVReader
    private var columns: [String: Int] = [:]

    /// Reads the heading. `known` are the columns that are used, with other names that they go by; others are ignored
    /// where `ignoresOthers` says so, since a register's own extract has hundreds, and else refused, since a misspelt
    /// column would make a list that matches nothing.
    init(
        _ bytes: [UInt8], known: [(column: String, others: [String])], required: [String], ignoresOthers: Bool
    ) throws(CSVReader.Failure) {
        reader = CSVReader(bytes)
        guard let heading = try reader.next() else {
            throw .init(line: 1, message: "the file is empty; its first line must name the columns")
        }
        for (place, cell) in heading.cells.enumerated() {
            let name = cell.lowercased().filter { $0 != " " && $0 != "_" }
            guard
                let column = known.first(where: {
                    ([$0.column] + $0.others).contains { $0.lowercased() == name }
                })
            else {
                if ignoresOthers { continue }
                let near = nearest(name, in: known.map(\.column)).map { ", did you mean \"\($0)\"?" } ?? ""
                throw .init(
                    line: heading.line,
                    message:
                        "unknown column \"\(cell)\"\(near). Known: \(known.map(\.column).joined(separator: ", "))"
                )
            }
            guard columns.updateValue(place, forKey: column.column) == nil else {
                throw .init(line: heading.line, message: "two columns are \"\(column.column)\"")
            }
        }
        for column in required where columns[column] == nil {
            throw .init(line: heading.line, message: "there is no column \"\(column)\"")
        }
    }

    /// A line of the table.
    struct Row {
        let line: Int
        let cells: [String]
        let columns: [String: Int]
        /// The cell without outer spaces; empty where there is none.
        subscript(_ column: String) -> String {
            guard let place = columns[column], place < cells.count else { return "" }
            let scalars = cells[place].unicodeScalars
            let start = scalars.firstIndex { !$0.properties.isWhitespace }
            let end = scalars.lastIndex { !$0.properties.isWhitespace }
            guard let start, let end else { return "" }
            return String(scalars[start...end])
        }
    }

    mutating func next() throws(CSVReader.Failure) -> Row? {
        try reader.next().map { Row(line: $0.line, cells: $0.cells, columns: columns) }
    }
}
