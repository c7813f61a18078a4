import Authority
import CommandLineKit
import Encoding
import Registry
import RegistryStore

/// `approve ID`: one of the approvals that a badge takes.
enum Approve {
    static let verb = Verb(
        "approve", group: GreenBadgeProgram.Group.review, summary: "Approve a case",
        discussion: """
            Signs the case's current revision. Refused with the differences when the case changed since you claimed \
            it. The approval that completes the quorum is by somebody who recorded no check; nobody approves what \
            they filed or represent.
            """,
        arguments: [.optional("ID", "the case, or a unique beginning of its id")],
        options: [
            .flag("--next", "the case that you have claimed"),
            .value("--revision", "N", "only if the case is still at this revision"),
            .flag(
                "--despite-others", "though another business has the same account or key; noted on the case"),
            TravellingDecision.out,
            .value(
                "--break-glass", "REASON",
                "decide alone, as an admin, where the quorum cannot be had; every audit shows it"),
        ],
        rules: [.exactlyOne(["ID", "--next"]), .atMostOne(["--out", "--break-glass"])],
        examples: [
            "greenbadge approve A7K-3MB", "greenbadge approve --next",
            "greenbadge approve A7K-3MB --out A7K-3MB.decision",
        ]
    ) { arguments, context in
        let out = arguments.value("--out")
        let desk = try ReviewDesk(context, readOnly: out != nil)
        let application =
            try arguments.flag("--next")
            ? Deciding.claimed(desk) : desk.store.application(try arguments.required("ID"))
        if let reason = arguments.value("--break-glass") {
            return try breakGlass(application, reason: reason, desk)
        }
        try Deciding.check(.approve, on: application, desk)
        let acknowledged = try acknowledge(application, desk)
        if let out { return try TravellingDecision.write(.approve, on: application, to: out, desk) }
        context.note("approving \(CaseView(application, desk.state, at: desk.time).subject)")
        let event = try CaseDesk.decide(
            .approve, on: application, store: desk.store, by: desk.actor,
            clock: try context.now(in: desk.store))
        try desk.commit(acknowledged + [event])
        let now = desk.state.applications[application.id] ?? application
        let count = desk.state.countingApprovals(of: now, at: desk.time).count
        let needed = desk.state.approvalsNeeded(for: now)
        desk.report(
            application.id,
            "approved at revision \(application.revision), \(count) of \(needed)",
            [
                .init("approvals", .integer(Int64(count))),
                .init("quorum", .integer(needed)),
            ])
        return 0
    }
}

extension Approve {
    /// One admin alone. Asked before it is signed, since nobody else will look at it.
    private static func breakGlass(
        _ application: Application, reason given: String, _ desk: ReviewDesk
    ) throws -> Int32 {
        let context = desk.context
        let reason = try CaseText.read(given, guidance: "", context)
        try Deciding.check(.breakGlass, on: application, desk)
        let acknowledged = try acknowledge(application, desk)
        let subject = CaseView(application, desk.state, at: desk.time).subject
        try context.confirm("Approve \(subject) alone? Every audit will show it.")
        let event = try CaseDesk.breakGlass(
            on: application, reason: reason, store: desk.store, by: desk.actor,
            clock: try context.now(in: desk.store))
        try desk.commit(acknowledged + [event])
        desk.report(
            application.id, "approved alone at revision \(application.revision)",
            [.init("breakGlass", .bool(true))])
        context.note("every audit, and the badge's own record, will say that one person decided this")
        return 0
    }

    /// Two businesses green under one account or key: only knowingly, and what was known stays with the case.
    private static func acknowledge(_ application: Application, _ desk: ReviewDesk) throws -> [Event] {
        let conflicts = IntakeNotice.conflicts(of: application, in: desk.store, at: desk.time)
        guard !conflicts.isEmpty else { return [] }
        let facts = conflicts.map(\.text).joined(separator: "; ")
        guard desk.context.arguments.flag("--despite-others") else {
            throw CommandFailure.refused(
                "\(application.id) is of another business than one that stands: \(facts). Find out whose it is; where both may have it: greenbadge approve \(application.id) --despite-others"
            )
        }
        IntakeNotice.report(conflicts, for: application.id.description, desk.context)
        return [try desk.store.note("approved although \(facts)", on: application.id)]
    }
}

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
            .value("--note", "TEXT", "what else there is to say; kept with the case, sealed"),
            .value("--revision", "N", "only if the case is still at this revision"),
            TravellingDecision.out,
        ],
        rules: [.atMostOne(["--note", "--out"])],
        examples: [
            "greenbadge reject A7K-3MB --reason address-not-physical --note 'The address is a mail drop.'"
        ]
    ) { arguments, context in
        let out = arguments.value("--out")
        let desk = try ReviewDesk(context, readOnly: out != nil)
        let application = try desk.store.application(try arguments.required("ID"))
        let code = arguments.value("--reason") ?? ""
        try Deciding.check(.reject(reason: code), on: application, desk)
        if let out {
            return try TravellingDecision.write(.reject(reason: code), on: application, to: out, desk)
        }
        let subject = CaseView(application, desk.state, at: desk.time).subject
        try context.confirm("Reject \(subject), for \(code)? This ends the case.")
        context.note("rejecting \(subject)")
        var events: [Event] = []
        if let note = arguments.value("--note") {
            events.append(try desk.store.note(UnicodeText.nfc(note), on: application.id))
        }
        events.append(
            try CaseDesk.decide(
                .reject(reason: code), on: application, store: desk.store, by: desk.actor,
                clock: try context.now(in: desk.store)))
        try desk.commit(events)
        report(code, application.id, desk)
        return 0
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
    }
}

/// What approvals and rejections have in common.
enum Deciding {
    /// The one case that the person has claimed.
    static func claimed(_ desk: ReviewDesk) throws -> Application {
        let claimed = desk.claimed
        guard claimed.count == 1, let only = claimed.first else {
            let names = claimed.map { "\($0.id) \(CaseView($0, desk.state, at: desk.time).name)" }
            throw CommandFailure.refused(
                claimed.isEmpty
                    ? "you have claimed no case: greenbadge claim --next"
                    : "you have claimed \(claimed.count) cases; say which: \(visible(names.joined(separator: "; ")))"
            )
        }
        return only
    }

    /// Everything that stands against the decision, before anything is signed: first whether this person may decide the
    /// case at all, then whether it is what they looked at, then whether it is complete.
    static func check(
        _ verdict: Decision.Verdict, on application: Application, _ desk: ReviewDesk
    ) throws {
        if !desk.state.state(of: application, at: desk.time).isFinal {
            try desk.state.checkDecider(of: application, verdict, by: desk.person, at: desk.time)
            try refuseStale(application, desk)
        }
        try desk.state.checkDecision(verdict, on: application, by: desk.person, at: desk.time)
    }

    /// Refuses, with the differences, what changed since the person looked: at their claim, or at `--revision`.
    private static func refuseStale(_ application: Application, _ desk: ReviewDesk) throws {
        let id = application.id
        let named = try desk.context.arguments.value("--revision", expected: "a revision's number") {
            UInt64($0)
        }
        guard let seen = named ?? application.seen[desk.person.id], seen != application.revision
        else { return }
        guard seen < application.revision else {
            throw CommandFailure.refused(
                "\(id) is at revision \(application.revision); there is no \(seen) yet")
        }
        let differences = desk.state.differences(of: application, since: seen, for: desk.person.id)
        let since =
            named == nil ? "since \(visible(desk.person.name)) looked at it" : "since revision \(seen)"
        let lines = differences.map { "\n  \(visible($0))" }.joined()
        throw CommandFailure.refused(
            "\(id) changed \(since) (revision \(seen), now \(application.revision)) (rule \(RuleViolation.Rule.revision.rawValue)):\(lines)\nLook at it, and claim it again: greenbadge claim \(id)."
        )
    }
}
