import CommandLineKit
import CryptoCore
import Encoding
import Registry
import RegistryStore
import Transparency

/// `appeal ID`: the business's appeal against its rejection, signed by it or written down by somebody here.
enum AppealIntake {
    static let verb = Verb(
        "appeal", group: GreenBadgeProgram.Group.intake, summary: "Take in an appeal against a rejection",
        discussion: """
            A .request-appeal file is verified with the key of the case and recorded as the business's own. Typed \
            text is recorded as written down on behalf of the business: who types it decides nothing on the case. \
            Without one it opens $EDITOR.

            Refused where the time to appeal has passed, or where this rejection was appealed before. Somebody who \
            did not decide answers it: greenbadge appeal uphold, or greenbadge appeal reverse.
            """,
        arguments: [
            .required("ID", "the case, or the beginning of its id"),
            .optional(
                "APPEAL", "a .request-appeal file, or the text; - for standard input", completion: .files),
        ],
        examples: [
            "greenbadge appeal A7K-3MB A7K-3MB.request-appeal",
            "greenbadge appeal A7K-3MB 'They say by phone: the extract shows the new address.'",
        ]
    ) { arguments, context in
        // Whatever a person writes is written before the registry is locked for others.
        let given = arguments.argument("APPEAL")
        let incoming = try read(given, context)
        do {
            try takeIn(incoming, context)
        } catch {
            if given == nil, case .typed(let text?) = incoming {
                context.note("Your text was:\n\(visible(text, multiline: true))")
            }
            throw error
        }
        return 0
    }

    private static func read(_ given: String?, _ context: CommandContext) throws -> SignedArgument {
        let incoming = try SignedArgument.read(
            given, as: .appeal, what: ("a signed appeal", "appeal"), context)
        guard case .typed(let typed) = incoming else { return incoming }
        let text = try context.writtenText(
            typed, guidance: typed == nil ? try guidance(context) : "", limit: 4 * ApplicantAnswer.maximumText
        )
        if let problem = ApplicantAppeal.problem(in: text) { throw CommandFailure.usage(problem) }
        return .typed(UnicodeText.nfc(text))
    }

    /// For the editor. Whoever comes too late hears it before they write.
    private static func guidance(_ context: CommandContext) throws -> String {
        let store = try context.openToRead()
        let application = try store.application(try context.arguments.required("ID"))
        let time = max(try context.now(in: store), store.state.lastTime)
        let rejection = try store.state.checkAppeal(of: application, at: time)
        return """
            The appeal of \(application.form?.displayName ?? "the business") against its rejection of \(rejection.at.dateText)
            for \(rejection.reason?.code ?? ""). Lines with # are left out.
            """
    }

    private static func takeIn(_ incoming: SignedArgument, _ context: CommandContext) throws {
        let store = try context.openToWrite()
        let application = try store.application(try context.arguments.required("ID"))
        let id = application.id
        let now = try store.transactionTime(clock: try context.now(in: store))
        let rejection = try store.state.checkAppeal(of: application, at: now)
        let signed: ApplicantAppeal? = try verified(incoming, application, rejection, store, context)
        let person = try IntakeBatch.perform(store, context) { batch in
            var events: [Event] = []
            if let signed {
                events.append(
                    try store.appeal(signed.text, of: id, onBehalf: false, signed: signed.note.bytes))
                events.append(try batch.keep(signed.note, as: .appeal, case: id))
            } else if case .typed(let text?) = incoming {
                events.append(try store.appeal(text, of: id, onBehalf: true))
            }
            batch.add(events)
            return batch.person
        }
        report(id, isSigned: signed != nil, store, context)
        if signed == nil { SpeaksForBusiness.report(person, application, in: store, context) }
    }

    private static func verified(
        _ incoming: SignedArgument, _ application: Application, _ rejection: DecisionState,
        _ store: RegistryStore, _ context: CommandContext
    ) throws -> ApplicantAppeal? {
        guard case .signed(let path, let bytes) = incoming else { return nil }
        let key = try SignedForCase.key(of: application, path)
        let appeal = try context.signedFile(path) { try ApplicantAppeal(parsing: bytes, signedBy: key) }
        try SignedForCase.check(path, appeal.application, appeal.time, application, store, context)
        guard appeal.time.adding(seconds: RegistryStore.clockTolerance) >= rejection.at else {
            throw CommandFailure.refused(
                "\(visible(path)) was signed on \(appeal.time), before the rejection of \(rejection.at): it is about an earlier one"
            )
        }
        return appeal
    }

    private static func report(
        _ id: ApplicationID, isSigned: Bool, _ store: RegistryStore, _ context: CommandContext
    ) {
        let channel: FilingChannel = isSigned ? .request : .onBehalf
        let due = store.state.applications[id]?.openAppeal.map { store.state.appealAnswerDue($0) }
        if context.wantsJSON {
            context.print([
                "case": .string(id.description), "channel": .string(channel.rawValue),
                "answerDue": due.map { .string($0.description) } ?? .null,
            ])
            return
        }
        let how = isSigned ? "signed by the business" : "on behalf of the business"
        context.print("\(id): \(context.isDryRun ? "would be " : "")appealed, \(how)")
        guard let due, !context.isDryRun else { return }
        context.note(
            "Next, for a reviewer who did not decide, by \(due): greenbadge appeal uphold|reverse \(id)")
    }
}
