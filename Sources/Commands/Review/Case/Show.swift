import CommandLineKit
import Encoding
import Registry
import RegistryStore

/// `show ID`: everything about a case, on one screen.
enum Show {
    static let verb = Verb(
        "show", group: GreenBadgeProgram.Group.review,
        summary: "Show a case: what is claimed, shown and missing",
        discussion: """
            With --as it also says what changed since you looked, and what you may do. Only the public half of the \
            key is read.
            """,
        arguments: [.required("ID", "the case, or a unique beginning of its id")],
        examples: ["greenbadge show A7K-3MB", "greenbadge show A7K --json"]
    ) { arguments, context in
        let store = try context.openToRead()
        let time = max(try context.now(in: store), store.state.lastTime)
        let application = try store.application(try arguments.required("ID"))
        let view = CaseView(application, store.state, at: time)
        let facts = CaseFacts(view, store, reader: try context.reader(in: store))
        if context.wantsJSON {
            context.print(CaseJSON(facts).json)
        } else {
            print(facts, context)
        }
        return 0
    }

    private static func print(_ facts: CaseFacts, _ context: CommandContext) {
        let style = context.style
        context.print(CaseLines.header(facts, style))
        for line in CaseLines.all(facts) {
            for row in line.rows(width: context.width) {
                let label = row.head.prefix { $0 != " " }
                let text = line.paint.map { style.paint(row.text, $0) } ?? row.text
                context.print("\(style.dim(String(label)))\(row.head.dropFirst(label.utf8.count))\(text)")
            }
        }
    }
}
