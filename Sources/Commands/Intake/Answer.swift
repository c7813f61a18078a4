import CommandLineKit
import CryptoCore
import Encoding
import Files
import Registry
import RegistryStore
import Transparency

/// `answer ID`: the business's answer to a question, signed by it or written down by somebody here.
enum Answer {
    static let verb = Verb(
        "answer", group: GreenBadgeProgram.Group.intake, summary: "Take in the answer to a question",
        discussion: """
            A .request-answer file is verified with the key of the case and recorded as the business's own. Typed \
            text is recorded as written down on behalf of the business: who types it decides nothing on the case. \
            Without an answer it opens $EDITOR with the question.

            --form gives a corrected form, which takes the place of the old one; approvals given so far no longer \
            count then.
            """,
        arguments: [
            .required("ID", "the case, or the beginning of its id"),
            .optional(
                "ANSWER", "a .request-answer file, or the text; - for standard input", completion: .files),
        ],
        options: [.value("--form", "FORM", "a corrected form", completion: .files)],
        examples: [
            "greenbadge answer A7K-3MB A7K-3MB.request-answer",
            "greenbadge answer A7K-3MB \"They told us by phone: open since March.\"",
        ]
    ) { arguments, context in
        // Whatever a person writes is written before the registry is locked for others.
        let incoming = try read(arguments, context)
        do {
            try takeIn(incoming, context)
        } catch {
            // What somebody wrote in the editor is not lost with the refusal.
            if arguments.argument("ANSWER") == nil, case .typed(let text, _) = incoming, !text.isEmpty {
                context.note("Your text was:\n\(visible(text, multiline: true))")
            }
            throw error
        }
        return 0
    }

    private static func takeIn(_ incoming: IncomingAnswer, _ context: CommandContext) throws {
        let store = try context.openToWrite()
        let application = try store.application(try context.arguments.required("ID"))
        let answer = try incoming.verified(for: application, in: store, context)
        let hasNewForm = answer.form.map { $0 != application.form } ?? false
        let person = try IntakeBatch.perform(store, context) { batch in
            batch.add(try events(answer, for: application, changesForm: hasNewForm, store, &batch))
            return batch.person
        }
        report(answer, application, hasNewForm, store, context)
        if answer.signed == nil { SpeaksForBusiness.report(person, application, in: store, context) }
    }

    /// An answer whose origin is settled.
    struct Settled {
        let text: String
        let form: ApplicationContent?
        /// The signed file; nil where it is on behalf.
        let signed: SignedNote?
    }

    /// What stands in the journal where only a form was given.
    private static let formOnly = "(a corrected form)"

    private static func events(
        _ answer: Settled, for application: Application, changesForm: Bool, _ store: RegistryStore,
        _ batch: inout IntakeBatch
    ) throws -> [Event] {
        let id = application.id
        let text = answer.text.isEmpty ? formOnly : answer.text
        var events = [
            try store.answer(text, to: id, onBehalf: answer.signed == nil, signed: answer.signed?.bytes)
        ]
        if changesForm, let form = answer.form {
            events.append(
                try store.contentChange(
                    of: id, to: form,
                    certificationRequest: application.content.value?.certificationRequest,
                    onBehalf: answer.signed == nil))
            events.append(
                try batch.screen(
                    form, request: application.content.value?.certificationRequest, case: id))
        }
        if let signed = answer.signed { events.append(try batch.keep(signed, as: .answer, case: id)) }
        return events
    }

    private static func report(
        _ answer: Settled, _ application: Application, _ hasNewForm: Bool, _ store: RegistryStore,
        _ context: CommandContext
    ) {
        let id = application.id
        if hasNewForm, let screening = store.state.applications[id]?.screening, !context.isDryRun {
            HitLine.report(HitLine.all(in: screening.record), for: id.description, context)
        }
        if hasNewForm, let form = answer.form, let time = try? context.now(in: store) {
            let notices = IntakeNotice.all(for: form, key: nil, case: id, in: store, at: time)
            IntakeNotice.report(notices, for: id.description, context)
        }
        Voided.report(application, in: store, context)
        let channel: FilingChannel = answer.signed == nil ? .onBehalf : .request
        if context.wantsJSON {
            context.print([
                "case": .string(id.description), "channel": .string(channel.rawValue),
                "formChanged": .bool(hasNewForm),
            ])
        } else {
            let how = answer.signed == nil ? "on behalf of the business" : "signed by the business"
            context.print(
                "\(id): \(context.isDryRun ? "would be " : "")answered, \(how)\(hasNewForm ? ", with a corrected form" : "")"
            )
            if !context.isDryRun { context.note("Next, for a reviewer: greenbadge show \(id)") }
        }
    }

    /// What the command line gave.
    private static func read(_ arguments: ParsedArguments, _ context: CommandContext) throws -> IncomingAnswer
    {
        var given = arguments.argument("ANSWER")
        let form = arguments.value("--form")
        if given == "-", form == "-" {
            throw arguments.usageError("answer and form cannot both come from standard input")
        }
        switch try SignedArgument.read(given, as: .answer, what: ("a signed answer", "answer"), context) {
        case .signed(let path, let bytes):
            guard form == nil else {
                throw arguments.usageError("a signed answer carries its own form; leave --form out")
            }
            return .signed(path: path, bytes: bytes)
        case .typed(let text): given = text
        }
        let content = try form.map { try context.form($0) }
        if content != nil, given == nil { return .typed("", form: content) }
        let text = try context.writtenText(
            given, guidance: try question(arguments, context), limit: ApplicationForm.maximumBytes)
        if let problem = ApplicantAnswer.problem(in: text) { throw CommandFailure.usage(problem) }
        return .typed(text, form: content)
    }

    /// The question, for the editor; only looked up where one is shown.
    private static func question(_ arguments: ParsedArguments, _ context: CommandContext) throws -> String {
        guard arguments.argument("ANSWER") == nil else { return "" }
        let store = try context.openToRead()
        let application = try store.application(try arguments.required("ID"))
        let asked = application.openQuestion?.question.value ?? "(no open question)"
        return """
            The answer of \(application.form?.displayName ?? "the business") to:
            \(asked)
            Lines with # are left out.
            """
    }
}

/// An answer as it came in.
private enum IncomingAnswer {
    case signed(path: String, bytes: [UInt8])
    case typed(String, form: ApplicationContent?)

    func verified(
        for application: Application, in store: RegistryStore, _ context: CommandContext
    ) throws -> Answer.Settled {
        switch self {
        case .typed(let text, let form): return Answer.Settled(text: text, form: form, signed: nil)
        case .signed(let path, let bytes):
            let key = try SignedForCase.key(of: application, path)
            let answer = try context.signedFile(path) { try ApplicantAnswer(parsing: bytes, signedBy: key) }
            try SignedForCase.check(path, answer.application, answer.time, application, store, context)
            if let question = application.openQuestion,
                answer.time.adding(seconds: RegistryStore.clockTolerance) < question.askedAt
            {
                throw CommandFailure.refused(
                    "\(visible(path)) was signed on \(answer.time), before the open question of \(question.askedAt): it answers an earlier one"
                )
            }
            return Answer.Settled(text: answer.text, form: answer.form, signed: answer.note)
        }
    }
}
