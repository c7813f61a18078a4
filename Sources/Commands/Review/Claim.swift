import CommandLineKit
import Encoding
import Registry
import RegistryStore

/// `claim ID…`: work on cases, and note which revision was seen.
enum Claim {
    static let verb = Verb(
        "claim", group: GreenBadgeProgram.Group.review, summary: "Take cases to work on",
        discussion: """
            A claim is a mark for the others, not a lock, and it notes the revision that you look at: a decision is \
            refused when the case changed since. Claiming again says that you have seen the changes.

            --next takes the oldest case that you may decide: not filed or represented by you, not claimed by \
            somebody else, and with something left that you may give.
            """,
        arguments: [.zeroOrMore("ID", "the cases, or a unique beginning of their ids")],
        options: [.flag("--next", "the oldest case that you may decide")],
        rules: [.exactlyOne(["ID", "--next"])],
        examples: ["greenbadge claim --next", "greenbadge claim A7K-3MB B2M"]
    ) { arguments, context in
        let desk = try ReviewDesk(context)
        let applications =
            try arguments.flag("--next")
            ? [next(desk)] : unique(arguments.arguments("ID").map { try desk.store.application($0) })
        let differences = applications.map { application in
            application.seen[desk.person.id].map {
                desk.state.differences(of: application, since: $0, for: desk.person.id)
            } ?? []
        }
        try desk.commit(applications.map { .claimed($0.id) })
        for (application, changes) in zip(applications, differences) {
            desk.report(
                application.id, "claimed at revision \(application.revision)",
                [.init("differences", .array(changes.map(JSON.string)))])
            if !context.wantsJSON {
                for line in changes { context.print("  since you looked: \(visible(line))") }
            }
        }
        return 0
    }

    private static func next(_ desk: ReviewDesk) throws -> Application {
        try desk.state.require([.reviewer], of: desk.person, to: "claim cases")
        let queue = desk.store.queue(QueueFilter(), at: desk.time)
        guard
            let row = queue.first(where: {
                desk.state.canWork(on: $0.application, desk.person, at: desk.time)
            })
        else {
            let mine = desk.claimed.map(\.id.description)
            let claimed = mine.isEmpty ? "" : " You have claimed \(mine.joined(separator: ", "))."
            throw CommandFailure.negative(
                "no case waits for something that \(visible(desk.person.name)) may give.\(claimed) See greenbadge queue."
            )
        }
        return row.application
    }

    /// A case that is named twice is claimed once.
    private static func unique(_ applications: [Application]) -> [Application] {
        var seen = Set<ApplicationID>()
        return applications.filter { seen.insert($0.id).inserted }
    }
}

/// `release ID…`: somebody else may take them.
enum Release {
    static let verb = Verb(
        "release", group: GreenBadgeProgram.Group.review, summary: "Give claimed cases back",
        discussion: "Your own claims; an admin may release anybody's.",
        arguments: [.oneOrMore("ID", "the cases, or a unique beginning of their ids")],
        examples: ["greenbadge release A7K-3MB"]
    ) { arguments, context in
        let desk = try ReviewDesk(context)
        let ids = try arguments.arguments("ID").map { try desk.store.application($0).id }
        try desk.commit(ids.map { .released($0) })
        for id in ids { desk.report(id, "released") }
        return 0
    }
}
