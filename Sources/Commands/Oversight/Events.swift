import CommandLineKit
import Encoding
import Registry
import RegistryStore

/// `events`: the journal as a feed for other programs.
enum Events {
    static let verb = Verb(
        "events", group: GreenBadgeProgram.Group.oversight,
        summary: "Print what happened, an event a line, for other programs to follow",
        discussion: """
            A JSON object a line, with or without --json, in the journal's order and from its beginning: transaction, \
            time, who signed it, the kind of event, its case and badge, and what it says.

            To follow the registry, keep "since" of the last whole line that you read, and give it to --since the \
            next time: nothing is missed and nothing comes twice, wherever you stopped. It is the number of the \
            transaction, or 17.2 behind the second event of transaction 17 while that has more. A number that this \
            journal does not have is refused (exit 3): it is of another registry, or this one was put back from a backup.

            What people wrote stays sealed: names and addresses of a business without a badge, questions, answers, \
            notes, remarks, document names and the accounts that checks are about. --with-data opens them, for a program that may keep personal data; \
            where the case's data key was destroyed they are null. What a badge certifies is public.
            """,
        options: [
            .value("--since", "N", "go on behind this place: \"since\" of the last line that you have"),
            .value("--limit", "COUNT", "at most so many lines"),
            .value(
                "--kind", "KIND", "only these events, such as decided; may be repeated",
                choices: EventLine.kinds, repeatable: true),
            .flag("--with-data", "open what is sealed: personal data"),
        ],
        examples: [
            "greenbadge events --since 17", "greenbadge events --since 17.2 --limit 100",
            "greenbadge events --kind decided --kind statusChanged",
        ]
    ) { arguments, context in
        let since = try arguments.value(
            "--since", expected: "a place in the feed such as 17 or 17.2", FeedPosition.init)
        let limit = try arguments.integer("--limit", in: 1...Int.max)
        let kinds = Set(arguments.values("--kind"))
        let store = try context.openToRead()
        let lines = EventLine(state: store.state, withData: arguments.flag("--with-data"))
        var left = limit ?? .max
        try store.feed(after: since) { event in
            let line = lines.line(event)
            guard kinds.isEmpty || kinds.contains(line.kind) else { return true }
            context.print(line.json)
            left -= 1
            // Whoever has gone away wants no more of it.
            return left > 0 && !context.output.isClosedByReader
        }
        return 0
    }
}
