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
        // Before the registry is locked: people think while they write.
        let text = try question(arguments.argument("TEXT"), id, context)
        do {
            let desk = try ReviewDesk(context)
            let application = try desk.store.application(id)
            try desk.commit([try event(text, application, desk)])
            desk.report(application.id, "asked", [.init("question", .string(text))])
        } catch {
            if arguments.argument("TEXT") == nil {
                context.note("Your text was:\n\(visible(text, multiline: true))")
            }
            throw error
        }
        return 0
    }

    /// Longer questions are letters; they go into a document.
    static let mostBytes = 16 << 10

    /// The question as an event. Whether it may be asked is the fold's to say.
    static func event(_ text: String, _ application: Application, _ desk: ReviewDesk) throws -> Event {
        try desk.store.question(try checked(text), to: application.id)
    }

    private static func question(_ given: String?, _ id: String, _ context: CommandContext) throws -> String {
        var text = given
        if let given, sameBytes(given, "-") {
            guard let read = String(validating: try StandardInput.read(limit: mostBytes), as: UTF8.self)
            else {
                throw CommandFailure.usage("the question on standard input is not UTF-8 text")
            }
            text = read
        }
        let raw = try text ?? written(for: id, context)
        return try checked(raw)
    }

    /// A text as it is signed: composed, without blanks around it.
    static func composed(_ raw: String) -> String {
        UnicodeText.nfc(String(decoding: trimmed(raw), as: UTF8.self))
    }

    private static func checked(_ raw: String) throws -> String {
        let question = composed(raw)
        guard !question.isEmpty else { throw CommandFailure.negative("an empty question; nothing was asked") }
        guard question.utf8.count <= mostBytes else {
            throw CommandFailure.usage("the question has more than \(mostBytes) bytes")
        }
        return question
    }

    private static func trimmed(_ text: String) -> ArraySlice<UInt8> {
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
        var bytes = Array(text.utf8)[...].drop(while: isBlank)
        while let last = bytes.last, isBlank(last) { bytes = bytes.dropLast() }
        return bytes
    }

    /// The editor, on a page that says what the question is about.
    private static func written(for id: String, _ context: CommandContext) throws -> String {
        let store = try context.openToRead()
        let time = max(try context.now(in: store), store.state.lastTime)
        let application = try store.application(id)
        if let reader = try context.reader(in: store) {
            try store.state.checkQuestion(on: application, by: reader)
        }
        let view = CaseView(application, store.state, at: time)
        let open = store.state.openChecks(of: application, at: time).map(\.description)
        let template = """

            # The question to the applicant. Lines that begin with # are left out; an empty text asks nothing.
            # \(view.subject)
            # still lacks: \(visible(open.isEmpty ? "nothing" : open.joined(separator: ", ")))

            """
        do {
            return try Editor(environment: context.environment).edit(template, fileName: "question.txt")
        } catch {
            throw error == .noTerminal
                ? CommandFailure.usage(error.description) : CommandFailure.environment(error.description)
        }
    }
}
