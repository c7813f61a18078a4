import CommandLineKit
import Encoding
import Registry
import RegistryStore
import Transparency

/// `withdraw ID [FILE]`: the business takes its application back.
enum Withdraw {
    static let verb = Verb(
        "withdraw", group: GreenBadgeProgram.Group.intake, summary: "End a case that the business takes back",
        discussion: """
            A .request-withdrawal file is verified with the key of the case and recorded as the business's own; \
            without one the withdrawal is recorded as brought in on behalf of it.
            """,
        arguments: [
            .required("ID", "the case, or the beginning of its id"),
            .optional("FILE", "a .request-withdrawal file", completion: .files),
        ],
        examples: [
            "greenbadge withdraw A7K-3MB A7K-3MB.request-withdrawal", "greenbadge withdraw A7K-3MB --yes",
        ]
    ) { arguments, context in
        try ask(arguments, context)
        let store = try context.openToWrite()
        let application = try store.application(try arguments.required("ID"))
        let signed = try signedFile(arguments, application, store, context)
        try IntakeBatch.perform(store, context) { batch in
            var events: [Event] = []
            if let signed { events.append(try batch.keep(signed, as: .withdrawal, case: application.id)) }
            batch.add(events + [.withdrawn(application.id, onBehalf: signed == nil)])
        }
        let channel: FilingChannel = signed == nil ? .onBehalf : .request
        if context.wantsJSON {
            context.print([
                "case": .string(application.id.description), "channel": .string(channel.rawValue),
                "state": .string(CaseState.withdrawn.rawValue),
            ])
        } else {
            let how = signed == nil ? "on behalf of the business" : "signed by the business"
            context.print("\(application.id): \(context.isDryRun ? "would be " : "")withdrawn, \(how)")
        }
        return 0
    }

    /// Everything is looked at and the person asked before the registry is locked for others.
    private static func ask(_ arguments: ParsedArguments, _ context: CommandContext) throws {
        guard context.asks else { return }
        let store = try context.openToRead()
        let application = try store.application(try arguments.required("ID"))
        _ = try signedFile(arguments, application, store, context)
        try context.confirm(
            "Withdraw \(application.id), \(visible(application.form?.displayName ?? ""))? The case ends; the business would have to apply again."
        )
    }

    private static func signedFile(
        _ arguments: ParsedArguments, _ application: Application, _ store: RegistryStore,
        _ context: CommandContext
    ) throws -> SignedNote? {
        guard let path = arguments.argument("FILE") else { return nil }
        let bytes = try context.readForm(path)
        let key = try SignedForCase.key(of: application, path)
        let withdrawal = try context.signedFile(path) {
            try ApplicantWithdrawal(parsing: bytes, signedBy: key)
        }
        try SignedForCase.check(
            path, withdrawal.application, withdrawal.time, application, store, context)
        return withdrawal.note
    }
}
