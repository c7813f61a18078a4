import CommandLineKit
import Registry

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
