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

/// `lists show`: the lists that cases are held against.
enum ListsShow {
    static let verb = Verb(
        "lists show", group: GreenBadgeProgram.Group.intake,
        summary: "Show the lists that cases are held against",
        options: [.flag("--all", "also those that a later import replaced")]
    ) { arguments, context in
        try ImportDesk.show([.denied, .brands], arguments, context)
    }
}

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

/// `extracts show`: the extracts that cases are matched with.
enum ExtractsShow {
    static let verb = Verb(
        "extracts show", group: GreenBadgeProgram.Group.intake,
        summary: "Show the extracts that cases are matched with",
        options: [.flag("--all", "also those that a later import replaced")]
    ) { arguments, context in
        try ImportDesk.show([.extract], arguments, context)
    }
}
