import CommandLineKit
import Registry

/// `extracts import FILE`: what a register said on a day, from CSV.
enum ExtractsImport {
    static let verb = Verb(
        "extracts import", group: GreenBadgeProgram.Group.intake,
        summary: "Import an extract of a register as of a day",
        discussion: """
            The file is CSV in UTF-8 with a heading line. Columns: identifier, name and status (required); country \
            where --country does not say it; registration and corroboration for legal entity identifiers. The column \
            names of the Global LEI Foundation's files are understood, and other columns are passed over. A case whose \
            number is in it is matched as of that day: status and legal name are compared. An LEI counts only if it \
            is issued, active and fully corroborated.
            """,
        arguments: [.required("FILE", "the extract; - for standard input", completion: .files)],
        options: ImportDesk.options + [
            .value("--country", "CODE", "whose register it is, as two capital letters")
        ],
        examples: [
            "greenbadge extracts import kvk.csv --country NL --source KvK --date 2026-11-01 --name KvK"
        ]
    ) { arguments, context in
        try ImportDesk.perform(.extract, country: arguments.value("--country"), arguments, context)
    }
}
