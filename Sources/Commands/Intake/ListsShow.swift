import CommandLineKit
import Registry

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
