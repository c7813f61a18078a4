import CommandLineKit

/// `review`: the queue at the terminal, a case a screen.
enum Review {
    static let verb = Verb(
        "review", group: GreenBadgeProgram.Group.review, summary: "Go through the queue at the terminal",
        discussion: """
            One case a screen: what is claimed, what is checked and missing, what changed since you looked, what \
            happened. Single keys record checks (several in one signature), approve, reject and ask; ? lists them. \
            Every signature shows first what it stands under. Your key is opened once, at the beginning.

            Without ID the cases come that you can do something about, in the order of the queue; with the options \
            of queue, those that it would list. What you typed and did not sign is kept, sealed, and is there when \
            you come back. The registry is locked only while something is written.

            Without a terminal: queue, claim --next, show, check, ask, approve and reject do the same.
            """,
        arguments: [.zeroOrMore("ID", "these cases only, or unique beginnings of their ids")],
        options: QueueSelection.options, rules: QueueSelection.rules,
        examples: [
            "greenbadge review", "greenbadge review A7K-3MB", "greenbadge review --country NL --sort state",
        ]
    ) { arguments, context in
        guard FullScreen.isPossible(environment: context.environment) else {
            throw CommandFailure.usage(
                "review needs a terminal for its input and output. Without one: greenbadge queue lists the cases, claim --next takes one, show ID shows it, and check, ask, approve and reject do what review does"
            )
        }
        guard !context.wantsJSON else {
            throw CommandFailure.usage(
                "review is for people; show ID --json and queue --json are for programs")
        }
        return try ReviewLoop(context).run()
    }
}
