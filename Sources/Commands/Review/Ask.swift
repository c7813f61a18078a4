import CommandLineKit
import Encoding
import Registry
import RegistryStore

/// `ask ID [TEXT|-]`: a question to the applicant; the case waits for the answer.
enum Ask {
    static let verb = Verb(
        "ask", group: GreenBadgeProgram.Group.review, summary: "Ask the applicant a question",
        discussion: """
            Without TEXT your editor opens; with - the text comes from standard input. The case then waits for the \
            applicant, and its approvals with it: an answer is a change.
            """,
        arguments: [
            .required("ID", "the case, or a unique beginning of its id"),
            .optional("TEXT", "the question, or - for standard input"),
        ],
        examples: [
            "greenbadge ask A7K 'Please send an extract that shows the address.'", "greenbadge ask A7K",
        ]
    ) { arguments, context in
        let id = try arguments.required("ID")
        let given = arguments.argument("TEXT")
        let text = try CaseText.read(
            given, guidance: given == nil ? try guidance(for: id, context) : "", context)
        return try CaseText.keeping(text, given: given, context) {
            let desk = try ReviewDesk(context)
            let application = try desk.store.application(id)
            try desk.commit([try desk.store.question(text, to: application.id)])
            desk.report(application.id, "asked", [.init("question", .string(text))])
            LetterCommand.hint(application.id, context)
            return 0
        }
    }

    /// What the editor shows: what the question is about. Whoever may not ask hears it before they write.
    private static func guidance(for id: String, _ context: CommandContext) throws -> String {
        let store = try context.openToRead()
        let time = max(try context.now(in: store), store.state.lastTime)
        let application = try store.application(id)
        if let reader = try context.reader(in: store) {
            try store.state.checkQuestion(on: application, by: reader)
        }
        let view = CaseView(application, store.state, at: time)
        let open = store.state.openChecks(of: application, at: time).map(\.description)
        return """
            The question to the applicant. Lines that begin with # are left out; an empty text asks nothing.
            \(view.subject)
            still lacks: \(open.isEmpty ? "nothing" : open.joined(separator: ", "))
            """
    }
}
