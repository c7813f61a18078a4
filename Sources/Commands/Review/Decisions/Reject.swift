import CommandLineKit
import Encoding
import Registry
import RegistryStore

/// `reject ID --reason CODE`: ends a case.
enum Reject {
    static let verb = Verb(
        "reject", group: GreenBadgeProgram.Group.review, summary: "Reject a case, which ends it",
        discussion: "The reasons, and what the business can do:\n"
            + RejectionReason.all.map { "  \($0.code)\n      \($0.hint)" }.joined(separator: "\n"),
        arguments: [.required("ID", "the case, or a unique beginning of its id")],
        options: [
            .value(
                "--reason", "CODE", "why, as a code of the programme",
                choices: RejectionReason.all.map(\.code),
                required: true),
            .value("--note", "TEXT", "what else there is to say, for the people here; kept sealed"),
            .value(
                "--letter", "TEXT",
                "what the business reads in its letter beside the reason; - for standard input; kept sealed"),
            .value("--revision", "N", "only if the case is still at this revision"),
            TravellingDecision.out,
        ],
        rules: [.atMostOne(["--note", "--out"]), .atMostOne(["--letter", "--out"])],
        examples: [
            "greenbadge reject A7K-3MB --reason address-not-physical --note 'The address is a mail drop.'"
        ]
    ) { arguments, context in
        let letter = try arguments.value("--letter").map { try CaseText.read($0, guidance: "", context) }
        let out = arguments.value("--out")
        let code = arguments.value("--reason") ?? ""
        let seen =
            out == nil
            ? try Deciding.confirm(.reject(reason: code), context) {
                "Reject \($0), for \(code)? This ends the case."
            } : try Deciding.revision(arguments)
        let desk = try ReviewDesk(context, readOnly: out != nil)
        let application = try desk.store.application(try arguments.required("ID"))
        try Deciding.check(.reject(reason: code), on: application, desk, seen: seen)
        if let out {
            return try TravellingDecision.write(.reject(reason: code), on: application, to: out, desk)
        }
        context.announce("rejecting \(CaseView(application, desk.state, at: desk.time).subject)")
        try desk.commit(
            try events(code, note: arguments.value("--note"), letter: letter, on: application, desk))
        report(code, application.id, desk)
        return 0
    }

    /// The rejection as events, its note before it: after it nothing changes the case.
    static func events(
        _ code: String, note: String?, letter: String? = nil, on application: Application, _ desk: ReviewDesk
    ) throws -> [Event] {
        let letters = try letter.map { [try desk.store.explanation($0, of: application.id)] } ?? []
        let notes = try note.map { [try desk.store.note(UnicodeText.nfc($0), on: application.id)] } ?? []
        return letters + notes + [try Deciding.event(.reject(reason: code), on: application, desk)]
    }

    private static func report(_ code: String, _ id: ApplicationID, _ desk: ReviewDesk) {
        let reason = RejectionReason(code: code)
        desk.report(
            id, "rejected for \(code)",
            [
                .init("reason", .string(code)),
                .init("field", reason.map { .string($0.field) } ?? .null),
                .init("hint", reason.map { .string($0.hint) } ?? .null),
                .init("freeResubmission", .bool(reason?.freeResubmission ?? false)),
            ])
        if let reason, !desk.context.wantsJSON, !desk.context.isDryRun {
            desk.context.note("the business can: \(reason.hint)")
        }
        LetterCommand.hint(id, desk.context)
    }
}
