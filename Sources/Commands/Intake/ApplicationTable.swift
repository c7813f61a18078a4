import CommandLineKit
import Encoding
import Files
import Registry

/// Many applications in one file, filed on behalf: CSV with a line of field names, or JSON Lines with a form a line.
///
/// In CSV an object's field is written `address.country`; several accounts or representatives stand in one cell with
/// spaces between them; an empty cell of a field that may be missing is a missing one. An apostrophe at the beginning
/// of a cell is taken off: spreadsheets and our own `export` put it before what looks like a formula, such as `+49…`.
enum ApplicationTable {
    /// What a table is written in.
    enum Kind: String, CaseIterable {
        case csv
        case jsonl

        static let allNames = allCases.map(\.rawValue)

        /// By the ending of a file's name; nil for every other.
        init?(path: String) {
            switch path.utf8.split(separator: UInt8(ascii: ".")).last.flatMap({ String($0) })?.lowercased() {
            case "csv": self = .csv
            case "jsonl", "ndjson": self = .jsonl
            default: return nil
            }
        }

        init?(rawValue: String) {
            guard let kind = Self.allCases.first(where: { sameBytes($0.name, rawValue) }) else { return nil }
            self = kind
        }

        var rawValue: String { name }

        private var name: String {
            switch self {
            case .csv: "csv"
            case .jsonl: "jsonl"
            }
        }
    }

    /// Each application is a transaction and a key of its own; more than this is several tables.
    static let mostLines = 10_000
    /// As many forms of a usual size.
    static let maximumBytes = 64 << 20

    /// Reads a table: the applications that are in order, and for every other line what is wrong with it.
    static func read(
        _ path: String, _ kind: Kind, _ context: CommandContext, _ failures: inout [IntakeFailure]
    ) throws -> [IncomingApplication] {
        let bytes = try context.read(path, limit: maximumBytes)
        var reader = try Reader(path, bytes, kind)
        var incoming: [IncomingApplication] = []
        var lines = 0
        while let (line, form) = try reader.next() {
            lines += 1
            guard let form else {
                failures.append(IntakeFailure(path, line: line, reader.raggedLine(line)))
                continue
            }
            guard lines <= mostLines else {
                throw CommandFailure.usage(
                    "\(visible(path)) has more than \(mostLines) applications; divide it")
            }
            do throws(FormError) {
                let form = try ApplicationForm.parse(form)
                incoming.append(
                    IncomingApplication(path: path, line: line, form: form, request: nil, signed: nil))
            } catch {
                // The column is that of a form which was put together from cells: only the line is the person's.
                let column = kind == .jsonl ? ", column \(error.column)" : ""
                failures.append(
                    IntakeFailure(
                        path, line: line, .usage("\(visible(path)), line \(line)\(column): \(error.message)"))
                )
            }
        }
        guard lines > 0 else { throw CommandFailure.usage("\(visible(path)) has no application in it") }
        return incoming
    }

    /// The line of field names that a table of applications may have, and a line to show how they are filled in.
    static func template() throws -> String {
        let sample = try ApplicationForm.parse(Array(ApplicationForm.template.utf8)).json
        let names = CSVForm.fields.map(\.name)
        return CSV.line(names) + CSV.line(names.map { CSVForm.cell(of: $0, in: sample) })
    }

    /// A table's forms, a line at a time.
    private struct Reader {
        private let path: String
        private var csv: CSVReader?
        private var columns: [CSVForm.Field] = []
        /// Of the line that was read last.
        private var cells = 0
        private var lines: ArraySlice<ArraySlice<UInt8>> = []
        private var line = 0

        init(_ path: String, _ bytes: [UInt8], _ kind: Kind) throws {
            self.path = path
            guard kind == .csv else {
                lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)[...]
                return
            }
            var table = CSVReader(bytes)
            guard let head = try Self.placing(path, { () throws(CSVReader.Failure) in try table.next() })
            else {
                return
            }
            columns = try head.cells.map { try CSVForm.field($0, path) }
            var seen = Set<ByteString>()
            for column in columns where !seen.insert(ByteString(column.name)).inserted {
                throw CommandFailure.usage(
                    "\(visible(path)), line \(head.line): the field \(column.name) is named twice")
            }
            let missing = CSVForm.fields.filter { $0.isNeeded && !seen.contains(ByteString($0.name)) }
            guard missing.isEmpty else {
                throw CommandFailure.usage(
                    "\(visible(path)), line \(head.line): the first line lacks \(missing.map(\.name).joined(separator: ", ")); greenbadge request template --csv prints all names"
                )
            }
            csv = table
        }

        /// What is wrong with a line that has more or fewer cells than there are fields.
        func raggedLine(_ line: Int) -> CommandFailure {
            .usage(
                "\(visible(path)), line \(line): \(cells) cells where the first line names \(columns.count) fields; a cell with a comma in it stands between double quotes"
            )
        }

        /// The next line; without a form where its cells do not fit the fields.
        mutating func next() throws -> (line: Int, form: [UInt8]?)? {
            guard csv != nil else { return nextLine() }
            guard let record = try Self.placing(path, { () throws(CSVReader.Failure) in try csv?.next() })
            else {
                return nil
            }
            cells = record.cells.count
            guard cells == columns.count else { return (record.line, nil) }
            return (record.line, CSVForm.form(columns, record.cells).canonicalBytes)
        }

        private mutating func nextLine() -> (line: Int, form: [UInt8]?)? {
            while let bytes = lines.popFirst() {
                line += 1
                if bytes.contains(where: { $0 > 0x20 }) { return (line, Array(bytes)) }
            }
            return nil
        }

        private static func placing<Result>(
            _ path: String, _ body: () throws(CSVReader.Failure) -> Result
        ) throws -> Result {
            do throws(CSVReader.Failure) {
                return try body()
            } catch {
                throw CommandFailure.usage("\(visible(path)), \(error)")
            }
        }
    }
}
