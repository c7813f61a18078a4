/// Reads tables as RFC 4180 has them, a record at a time: LF alone ends a line too, a byte order mark is skipped.
/// Where the first line has no comma, but semicolons or tabs, those divide the cells: spreadsheets write them where a
/// comma stands in numbers.
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
    private let divider: UInt8
    /// Most cells of a record and bytes of a cell; register extracts have some hundred columns.
    private static let (mostCells, longestCell) = (4096, 1 << 20)

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
        place = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let heading = bytes[place...].prefix { $0 != 0x0A }
        divider = [0x2C, 0x3B, 0x09].first(where: heading.contains) ?? 0x2C
    }

    /// The next record; nil at the end. Empty lines are skipped.
    package mutating func next() throws(Failure) -> Record? {
        if let format = Self.otherFormat(bytes) {
            throw failure("the file is \(format), not CSV; save the table as CSV in UTF-8")
        }
        while place < bytes.count, bytes[place] == 0x0A || bytes[place] == 0x0D {
            if bytes[place] == 0x0A { line += 1 }
            place += 1
        }
        guard place < bytes.count else { return nil }
        let start = line
        var cells: [String] = []
        while true {
            guard cells.count < Self.mostCells else { throw failure("more than \(Self.mostCells) cells") }
            cells.append(try cell(cells.count + 1))
            guard place < bytes.count, bytes[place] == divider else { break }
            place += 1
        }
        let endsInCR = place < bytes.count && bytes[place] == 0x0D
        if endsInCR { place += 1 }
        if place < bytes.count {
            guard bytes[place] == 0x0A else {
                throw failure(
                    endsInCR
                        ? "a line ends in CR alone; save the table with line ends LF or CR LF"
                        : "text behind a closing quote; a quote inside a cell is written twice")
            }
            place += 1
            line += 1
        }
        return Record(line: start, cells: cells)
    }

    /// What the bytes are instead of a table, by how they begin; nil where they may be one.
    private static func otherFormat(_ bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return "UTF-16 text" }
        return bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) ? "a spreadsheet or an archive" : nil
    }

    /// The cell with this number in its line.
    private mutating func cell(_ number: Int) throws(Failure) -> String {
        guard place < bytes.count, bytes[place] == 0x22 else {
            let end = bytes[place...].firstIndex { $0 == divider || $0 == 0x0A || $0 == 0x0D } ?? bytes.count
            defer { place = end }
            return try text(bytes[place..<end], number)
        }
        let opened = line
        place += 1
        var content: [UInt8] = []
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            if byte == 0x22 {
                guard place < bytes.count, bytes[place] == 0x22 else { return try text(content[...], number) }
                place += 1
            }
            if byte == 0x0A { line += 1 }
            content.append(byte)
            guard content.count <= Self.longestCell else { throw failure("a cell of more than 1 MiB") }
        }
        throw Failure(line: opened, message: "a quote is not closed")
    }

    private func text(_ cell: ArraySlice<UInt8>, _ number: Int) throws(Failure) -> String {
        guard cell.count <= Self.longestCell else { throw failure("a cell of more than 1 MiB") }
        guard let text = UnicodeText.text(cell) else {
            throw failure("cell \(number) is not UTF-8; save the table as CSV in UTF-8")
        }
        return text
    }

    private func failure(_ message: String) -> Failure { Failure(line: line, message: message) }
}
