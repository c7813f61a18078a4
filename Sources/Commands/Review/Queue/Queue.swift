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
            "greenbadge queue --due --sort due", "greenbadge queue --kind small --sort state --limit 20",
            "greenbadge queue --mine --json",
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
        let isDue = views.contains { $0.nextDue != nil }
        let due: [Table.Column] = isDue ? [.init("due", canShrink: false, dropRank: 2)] : []
        let isClaimed = views.contains { $0.claim != nil }
        let claimed: [Table.Column] = isClaimed ? [.init("claimed", dropRank: 5)] : []
        var table = Table(
            [
                .init("case", canShrink: false), .init("state", canShrink: false), .init("name"),
                .init("in", canShrink: false, dropRank: 4),
                .init("age", .right, canShrink: false, dropRank: 3), .init("waits for"),
                .init("on", dropRank: 1),
            ] + due + claimed)
        for view in views {
            table.add(
                [
                    .init(view.application.id.description, .cyan),
                    .init(view.state.rawValue, paint(view.state)), .init(view.name), .init(view.country),
                    .init(Age.text(from: view.application.filedAt, to: view.time)),
                    .init(view.waiting.reason), .init(view.waitsOnText),
                ] + (isDue ? [dueCell(view)] : []) + [
                    .init(view.claim.map { claim(view, $0) } ?? "")
                ])
        }
        return table
    }

    /// The day by which the next thing is owed, marked once it is past.
    private static func dueCell(_ view: CaseView) -> Table.Cell {
        guard let item = view.nextDue else { return "" }
        let isLate = item.due < view.time
        return .init("\(item.due.dateText)\(isLate ? " late" : "")", isLate ? .red : nil)
    }

    /// `reviewer-1 until 2026-12-01`: afterwards the claim counts no more.
    private static func claim(_ view: CaseView, _ claim: Application.Claim) -> String {
        "\(view.name(of: claim.by)) until \(view.registry.claimEnd(claim).dateText)"
    }

    static func paint(_ state: CaseState) -> Style.Paint? {
        switch state {
        case .approved, .issued: .green
        case .needsInfo, .onHold, .appealed: .yellow
        case .rejected, .withdrawn, .expired, .blocked: .dim
        case .submitted, .inReview, .crossCheck: nil
        }
    }

    private static func json(_ view: CaseView) -> JSON {
        let age = max(0, view.time.seconds - view.application.filedAt.seconds)
        let due = view.nextDue.map { item in
            JSON.object([
                .init("what", .string(item.what.rawValue)), .init("due", .string(item.due.description)),
                .init("late", .bool(item.due < view.time)),
            ])
        }
        return .object(view.standing + [.init("age", .integer(age)), .init("due", due ?? .null)])
    }
}
