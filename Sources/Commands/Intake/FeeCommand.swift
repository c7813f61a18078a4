import CommandLineKit
import Encoding
import Registry
import RegistryStore

/// `fee ID paid|waived`: what an approved case of a paying business waits for.
enum FeeCommand {
    static let verb = Verb(
        "fee", group: GreenBadgeProgram.Group.intake,
        summary: "Record that a business's fee is paid or waived",
        discussion: """
            Which businesses pay is in the policy, by size class. Unpaid, no badge is issued or renewed; nothing is \
            ever revoked for it. A badge never lasts longer than what is paid for. Only an admin waives a fee.
            """,
        arguments: [
            .required("ID", "the case, or a unique beginning of its id"),
            .required("WHAT", "paid or waived"),
        ],
        options: [
            .value("--until", "TIME", "what it covers (default: the policy's paidDays)"),
            .value("--note", "TEXT", "the invoice, or why it was waived; kept sealed", required: true),
        ],
        examples: [
            "greenbadge fee A7K-3MB paid --note 'invoice 2026-117'",
            "greenbadge fee A7K-3MB waived --until 2027-06-30 --note 'pilot customer'",
        ]
    ) { arguments, context in
        let word = try arguments.required("WHAT")
        guard let kind = Fee.Kind(rawValue: word) else {
            throw arguments.usageError("WHAT: \(quoted(word)) is neither paid nor waived")
        }
        let given = try CaseTime.end(arguments.value("--until"), "--until")
        let note = try CaseText.read(arguments.value("--note"), guidance: "", context)
        let desk = try ReviewDesk(context)
        let application = try desk.store.application(try arguments.required("ID"))
        let until =
            given ?? desk.time.adding(seconds: desk.state.policy.seconds(ofDays: .paidDays))
        if let known = application.fee?.fee, known.kind == kind, given == known.until,
            known.note.value.map({ sameBytes($0, note) }) == true
        {
            throw CommandFailure.refused("\(application.id) has this record of its fee already")
        }
        try desk.commit([try desk.store.fee(kind, until: until, note: note, case: application.id)])
        if let form = application.form, !desk.state.isPaying(form) {
            context.note(
                "note: \(visible(form.displayName)) is \(form.sizeClass) and pays nothing by the policy")
        }
        desk.report(
            application.id, "fee \(kind.rawValue), until \(until.dateText)",
            [.init("fee", .string(kind.rawValue)), .init("until", .string(until.description))])
        return 0
    }
}
