import CommandLineKit
import Registry

/// `lists import KIND FILE`: names to look out for, from CSV.
enum ListsImport {
    static let verb = Verb(
        "lists import", group: GreenBadgeProgram.Group.intake,
        summary: "Import a list of denied names or of protected brands",
        discussion: """
            The file is CSV in UTF-8 with a heading line. Columns, in any order: name (required); aliases, divided by \
            ; country, two letters; identifier, a registration, VAT or LEI number; source, date and reason, which hits \
            repeat. Cases are held against it from the next screening on: by identifier, and by name, look-alikes \
            included. An import of the same kind and name takes the place of the one before; the file is kept as it \
            was, by its hash.
            """,
        arguments: [
            .required("KIND", "denied or brands"),
            .required("FILE", "the list; - for standard input", completion: .files),
        ],
        options: ImportDesk.options,
        examples: [
            "greenbadge lists import denied sanctions.csv --source \"EU consolidated list\" --date 2026-11-20"
        ]
    ) { arguments, context in
        let word = try arguments.required("KIND")
        guard let kind = ListImport.Kind(rawValue: word), kind != .extract else {
            throw arguments.usageError("KIND: \(quoted(word)) is neither denied nor brands")
        }
        return try ImportDesk.perform(kind, country: nil, arguments, context)
    }
}
