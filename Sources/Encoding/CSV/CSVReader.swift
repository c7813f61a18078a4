/// Reads tables as RFC 4180 has them, a record at a time: LF alone ends a line too, a byte order mark is skipped.
/// Cells come as they stand: an apostrophe that `CSV` put in front of a formula stays, since in a stranger's file it may
/// be the first letter of a name.
package struct CSVReader {
    /// What is wrong with a table, and in which line.
    package struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
        package let line: Int
        package let message: String
        package var description: String { "line \(line): \(message)" }

        /// A reader of the cells reports what they may not say in the same way.
        package init(line: Int, message: String) {
            self.line = line
            self.message = message
        }
    }

    /// One line of the table; with quotes it may take several lines of the file.
    package struct Record: Hashable, Sendable {
        /// The line of the file on which it begins, from 1.
        package let line: Int
        package let cells: [String]
    }

    private let bytes: [UInt8]
    private var place: Int
    private var line = 1
    /// Most cells of a record and bytes of a cell; register extracts have some hundred columns.
    private static let (mostCells, longestCell) = (4096, 1 << 20)

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
        place = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// The next record; nil at the end. Empty lines are skipped.
    package mutating func next() throws(Failure) -> Record? {
        while place < bytes.count, bytes[place] == 0x0A || bytes[place] == 0x0D {
            if bytes[place] == 0x0A { line += 1 }
            place += 1
        }
        guard place < bytes.count else { return nil }
        let start = line
        var cells: [String] = []
        while true {
            guard cells.count < Self.mostCells else { throw failure("more than \(Self.mostCells) cells") }
            cells.append(try cell())
            guard place < bytes.count, bytes[place] == 0x2C else { break }
            place += 1
        }
        if place < bytes.count, bytes[place] == 0x0D { place += 1 }
        if place < bytes.count {
            guard bytes[place] == 0x0A else { throw failure("text behind a closing quote, or a lone CR") }
            place += 1
            line += 1
        }
        return Record(line: start, cells: cells)
    }

    private mutating func cell() throws(Failure) -> String {
        guard place < bytes.count, bytes[place] == 0x22 else {
            let end = bytes[place...].firstIndex { $0 == 0x2C || $0 == 0x0A || $0 == 0x0D } ?? bytes.count
            defer { place = end }
            return try text(bytes[place..<end])
        }
        let opened = line
        place += 1
        var content: [UInt8] = []
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            if byte == 0x22 {
                guard place < bytes.count, bytes[place] == 0x22 else { return try text(content[...]) }
                place += 1
            }
            if byte == 0x0A { line += 1 }
            content.append(byte)
            guard content.count <= Self.longestCell else { throw failure("a cell of more than 1 MiB") }
        }
        throw Failure(line: opened, message: "a quote is not closed")
    }

    private func text(_ cell: ArraySlice<UInt8>) throws(Failure) -> String {
        guard cell.count <= Self.longestCell else { throw failure("a cell of more than 1 MiB") }
        guard let text = UnicodeText.text(cell) else { throw failure("a cell is not UTF-8") }
        return text
    }

    private func failure(_ message: String) -> Failure { Failure(line: line, message: message) }
}
