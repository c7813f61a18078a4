import CommandLineKit
import Encoding
import Registry
import RegistryStore

/// `export`: cases, badges or decisions as a table for other programs.
enum Export {
    static let verb = Verb(
        "export", group: GreenBadgeProgram.Group.oversight,
        summary: "Write cases, badges or decisions as CSV or JSON Lines",
        discussion: """
            A row for each, oldest first, with the same columns whatever they hold. Times are UTC.

            csv is RFC 4180 with a line of names: UTF-8, CR LF, several accounts divided by a space. A cell that \
            begins with = + - @ ' TAB, CR or LF has one apostrophe in front, so that no spreadsheet takes what an applicant \
            wrote for a formula; a program that reads the file takes one leading apostrophe off. Control characters become \
            U+FFFD. jsonl is a JSON object a line, exactly what is there.

            The business's contact person, street and postal code are left out, and of a natural person without a badge \
            the name, number and accounts too: --with-data writes them, for whoever may keep personal data. What \
            cannot be read any more, since the case's data key was destroyed, is empty.
            """,
        arguments: [
            .required("WHAT", "which table", choices: ExportTable.Kind.allCases.map(\.rawValue))
        ],
        options: [
            .value("--format", "FORMAT", "how it is written", choices: ["csv", "jsonl"], default: "csv"),
            .value(
                "--out", "FILE", "write a new file, readable by you alone; - is standard output",
                completion: .files),
            .value(
                "--state", "STATE", "only cases or badges in this state; may be repeated", repeatable: true),
            .value("--country", "CC", "only businesses registered in this country, such as NL"),
            .value("--since", "TIME", "only what was filed, issued or decided then or later"),
            .value("--until", "TIME", "only up to then; a date alone means its last second"),
            .flag("--with-data", "personal data too"),
        ],
        examples: [
            "greenbadge export cases --out cases.csv",
            "greenbadge export badges --state suspended --format jsonl",
            "greenbadge export decisions --since 2026-11-01 --until 2026-11-30",
        ]
    ) { arguments, context in
        guard let kind = ExportTable.Kind(rawValue: try arguments.required("WHAT")) else { return 2 }
        let states = try states(kind, arguments)
        let country = try arguments.value("--country", expected: "the code of a country, such as NL") {
            CountryCodes.typed($0)
        }
        let period = try ReportPeriod(arguments)
        let store = try context.openToRead()
        let time = max(try context.now(in: store), store.state.lastTime)
        let table = try ExportTable(
            kind, store, at: time, withData: arguments.flag("--with-data"))
        let rows = table.rows.filter { row in
            period.contains(row.time) && (states.isEmpty || states.contains(row.state))
                && (country.map { sameBytes($0, row.country) } ?? true)
        }
        // --json asks for JSON everywhere.
        let isCSV = arguments.value("--format") == "csv" && !context.wantsJSON
        try write(isCSV ? csv(rows, table.columns) : jsonLines(rows), rows.count, arguments, context)
        return 0
    }

    private static func states(
        _ kind: ExportTable.Kind, _ arguments: ParsedArguments
    ) throws -> Set<String> {
        let known = kind.states
        let wanted = arguments.values("--state")
        for state in wanted where !known.contains(where: { sameBytes($0, state) }) {
            throw arguments.usageError(
                known.isEmpty
                    ? "--state goes with cases and badges; a decision has none"
                    : "--state: \(quoted(state)) is no state of \(kind.rawValue); they are \(known.joined(separator: ", "))"
            )
        }
        return Set(wanted)
    }

    private static func csv(_ rows: [ExportTable.Row], _ columns: [String]) -> String {
        CSV.line(columns) + rows.map { CSV.line($0.members.map { cell($0.value) }) }.joined()
    }

    private static func cell(_ value: JSON) -> String {
        switch value {
        case .null: ""
        case .string(let text): text
        case .array(let values): values.map(cell).joined(separator: " ")
        case .bool, .integer, .object: value.canonicalText
        }
    }

    private static func jsonLines(_ rows: [ExportTable.Row]) -> String {
        rows.map { JSON.object($0.members).canonicalText + "\n" }.joined()
    }

    private static func write(
        _ text: String, _ count: Int, _ arguments: ParsedArguments, _ context: CommandContext
    ) throws {
        let path = arguments.value("--out") ?? "-"
        if path == "-" {
            context.output.write(text)
        } else if context.isDryRun {
            context.note("dry run: \(visible(path)) was not written")
        } else {
            try context.writeNew(path, Array(text.utf8), permissions: 0o600)
            context.note("\(count) row\(count == 1 ? "" : "s") in \(visible(path))")
        }
    }
}
