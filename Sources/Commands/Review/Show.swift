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
            CaseScreen(facts, context).print()
        }
        return 0
    }
}
