import CommandLineKit
import Encoding
import Registry
import RegistryStore

/// `queue`: the cases that wait, why, and on whom.
enum Queue {
    static let verb = Verb(
        "queue", group: GreenBadgeProgram.Group.review, summary: "List the cases that wait, why and on whom",
        discussion: "Oldest first. Cases that have ended are left out unless --all or --state names them.",
        options: [
            .value(
                "--state", "STATE", "only cases in this state; may be repeated",
                choices: CaseState.allCases.map(\.rawValue), repeatable: true),
            .flag("--mine", "only cases that you have claimed"),
            .value("--country", "CC", "only businesses registered in this country, such as NL"),
            .flag("--all", "also cases that have ended"),
        ],
        rules: [.atMostOne(["--state", "--all"])],
        examples: [
            "greenbadge queue", "greenbadge queue --state crossCheck --country NL",
            "greenbadge queue --mine --json",
        ]
    ) { arguments, context in
        let store = try context.openToRead()
        let time = max(try context.now(in: store), store.state.lastTime)
        let rows = store.queue(try filter(arguments, context, store), at: time)
        let views = rows.map { CaseView($0.application, store.state, at: time) }
        if context.wantsJSON {
            for view in views { context.print(json(view)) }
        } else if views.isEmpty {
            context.note("no case waits here")
        } else {
            context.output.write(table(views).text(width: context.width, style: context.style))
        }
        return 0
    }

    private static func filter(
        _ arguments: ParsedArguments, _ context: CommandContext, _ store: RegistryStore
    ) throws -> QueueFilter {
        let named = Set(arguments.values("--state").compactMap(CaseState.init(rawValue:)))
        let open = Set(CaseState.allCases.filter { !$0.isFinal })
        var filter = QueueFilter(states: named.isEmpty ? (arguments.flag("--all") ? nil : open) : named)
        if arguments.flag("--mine") {
            guard let reader = try context.reader(in: store) else {
                throw CommandFailure.usage(
                    "--mine needs to know who you are: --as KEY, or GREENBADGE_IDENTITY, of somebody who works here"
                )
            }
            filter.claimedBy = reader.id
        }
        filter.country = try arguments.value("--country", expected: "a country such as NL") { text in
            text.utf8.count == 2 ? text.uppercased() : nil
        }
        return filter
    }

    private static func table(_ views: [CaseView]) -> Table {
        let isClaimed = views.contains { $0.claim != nil }
        let claimed: [Table.Column] = isClaimed ? [.init("claimed")] : []
        var table = Table(
            [
                .init("case", canShrink: false), .init("state", canShrink: false), .init("name"),
                .init("in", canShrink: false), .init("age", .right, canShrink: false), .init("waits for"),
                .init("on"),
            ] + claimed)
        for view in views {
            table.add([
                .init(view.application.id.description, .cyan),
                .init(view.state.rawValue, paint(view.state)), .init(view.name), .init(view.country),
                .init(Age.text(from: view.application.filedAt, to: view.time)),
                .init(view.waiting.reason), .init(view.waitsOnText),
                .init(view.claim.map { view.name(of: $0.by) } ?? ""),
            ])
        }
        return table
    }

    static func paint(_ state: CaseState) -> Style.Paint? {
        switch state {
        case .approved, .issued: .green
        case .needsInfo: .yellow
        case .rejected, .withdrawn: .dim
        case .submitted, .inReview, .crossCheck: nil
        }
    }

    private static func json(_ view: CaseView) -> JSON {
        let age = max(0, view.time.seconds - view.application.filedAt.seconds)
        return .object(view.standing + [.init("age", .integer(age))])
    }
}
