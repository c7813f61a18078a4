import CommandLineKit
import Encoding
import Registry
import RegistryStore

/// `queue`: the cases that wait, why, and on whom.
enum Queue {
    static let verb = Verb(
        "queue", group: GreenBadgeProgram.Group.review, summary: "List the cases that wait, why and on whom",
        discussion: """
            Oldest first. Each case with what it waits for and on whom: the one who claimed it where they can give \
            it, else all who can. Cases that have ended are left out unless --all or --state names them. On a narrow \
            terminal the columns that matter least are left out.
            """,
        options: QueueSelection.options, rules: QueueSelection.rules,
        examples: [
            "greenbadge queue", "greenbadge queue --state crossCheck --country NL",
            "greenbadge queue --kind small --sort state --limit 20", "greenbadge queue --mine --json",
        ]
    ) { arguments, context in
        let store = try context.openToRead()
        let time = max(try context.now(in: store), store.state.lastTime)
        let selection = try QueueSelection(arguments) { try context.reader(in: store) }
        let (views, left) = selection.views(in: store, at: time)
        if context.wantsJSON {
            for view in views { context.print(json(view)) }
        } else if views.isEmpty {
            context.note("no case waits here")
        } else {
            context.output.write(table(views).text(width: context.width, style: context.style))
        }
        if left > 0 { context.note("and \(left) more; --limit shows more of them") }
        return 0
    }

    private static func table(_ views: [CaseView]) -> Table {
        let isClaimed = views.contains { $0.claim != nil }
        let claimed: [Table.Column] = isClaimed ? [.init("claimed", canDrop: true)] : []
        var table = Table(
            [
                .init("case", canShrink: false), .init("state", canShrink: false), .init("name"),
                .init("in", canShrink: false, canDrop: true),
                .init("age", .right, canShrink: false, canDrop: true), .init("waits for"),
                .init("on", canDrop: true),
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
