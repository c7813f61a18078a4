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
        if let reason = arguments.value("--break-glass") { return try breakGlass(reason, context) }
        let desk = try ReviewDesk(context, readOnly: out != nil)
        let application = try application(desk)
        let acknowledged = try checked(
            application, desk, seen: try Deciding.revision(arguments),
            despiteOthers: arguments.flag("--despite-others"))
        if let out { return try TravellingDecision.write(.approve, on: application, to: out, desk) }
        context.announce("approving \(CaseView(application, desk.state, at: desk.time).subject)")
        let strands = desk.state.strands(application, approvedBy: desk.person.id, at: desk.time)
        try desk.commit(acknowledged + [try Deciding.event(.approve, on: application, desk)])
        if strands {
            context.note(
                "notice: \(application.id): nobody who is left may complete the quorum: they recorded checks, or are too few. An admin adds a reviewer with greenbadge staff add; or who recorded a check records it again, which voids the approvals, and approves before the others"
            )
        }
        let (count, needed) = approvals(of: application, desk)
        desk.report(
            application.id, done(application, desk),
            [
                .init("approvals", .integer(Int64(count))),
                .init("quorum", .integer(needed)),
            ])
        return 0
    }
}

extension Approve {
    /// The approval as events, once nothing stands against it.
    /// - Parameters:
    ///   - seen: the revision that was looked at, where the caller knows it.
    ///   - despiteOthers: whoever approves knows of the other businesses with the same account or key.
    static func events(
        on application: Application, _ desk: ReviewDesk, seen: UInt64?, despiteOthers: Bool
    ) throws -> [Event] {
        try checked(application, desk, seen: seen, despiteOthers: despiteOthers)
            + [try Deciding.event(.approve, on: application, desk)]
    }

    /// Refuses whatever stands against the approval. Returns what is written before it.
    private static func checked(
        _ application: Application, _ desk: ReviewDesk, seen: UInt64?, despiteOthers: Bool
    ) throws -> [Event] {
        try Deciding.check(.approve, on: application, desk, seen: seen)
        return try acknowledge(application, desk, despiteOthers: despiteOthers)
    }

    /// `approved at revision 18, 1 of 2`, after it was.
    static func done(_ application: Application, _ desk: ReviewDesk) -> String {
        let (count, needed) = approvals(of: application, desk)
        return "approved at revision \(application.revision), \(count) of \(needed)"
    }

    private static func approvals(
        of application: Application, _ desk: ReviewDesk
    ) -> (count: Int, needed: Int64) {
        let now = desk.state.applications[application.id] ?? application
        return (
            desk.state.countingApprovals(of: now, at: desk.time).count, desk.state.approvalsNeeded(for: now)
        )
    }

    /// The case that ID or `--next` names.
    private static func application(_ desk: ReviewDesk) throws -> Application {
        let arguments = desk.context.arguments
        return try arguments.flag("--next")
            ? Deciding.claimed(desk) : desk.store.application(try arguments.required("ID"))
    }

    /// One admin alone. Asked before it is signed, since nobody else will look at it.
    private static func breakGlass(_ given: String, _ context: CommandContext) throws -> Int32 {
        let reason = try CaseText.read(given, guidance: "", context)
        let seen = try askAlone(context)
        let desk = try ReviewDesk(context)
        let application = try application(desk)
        try Deciding.check(.breakGlass, on: application, desk, seen: seen)
        let acknowledged = try acknowledge(
            application, desk, despiteOthers: context.arguments.flag("--despite-others"))
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

    /// Asked while others can work. Returns the revision that is decided on, where that is known.
    private static func askAlone(_ context: CommandContext) throws -> UInt64? {
        let named = try Deciding.revision(context.arguments)
        guard context.asks else { return named }
        let desk = try ReviewDesk(context, readOnly: true)
        let application = try application(desk)
        try Deciding.check(.breakGlass, on: application, desk, seen: named)
        _ = try conflicts(of: application, desk, isKnown: context.arguments.flag("--despite-others"))
        let subject = CaseView(application, desk.state, at: desk.time).subject
        try context.confirm("Approve \(subject) alone? Every audit will show it.")
        return application.revision
    }

    /// Two businesses green under one account or key: only knowingly, and what was known stays with the case.
    private static func acknowledge(
        _ application: Application, _ desk: ReviewDesk, despiteOthers: Bool
    ) throws -> [Event] {
        let conflicts = try conflicts(of: application, desk, isKnown: despiteOthers)
        guard !conflicts.isEmpty else { return [] }
        IntakeNotice.report(conflicts, for: application.id.description, desk.context)
        let facts = conflicts.map(\.text).joined(separator: "; ")
        return [try desk.store.note("approved although \(facts)", on: application.id)]
    }

    private static func conflicts(
        of application: Application, _ desk: ReviewDesk, isKnown: Bool
    ) throws -> [IntakeNotice] {
        let conflicts = IntakeNotice.conflicts(of: application, in: desk.store, at: desk.time)
        guard isKnown || conflicts.isEmpty else {
            let facts = conflicts.map(\.text).joined(separator: "; ")
            throw CommandFailure.refused(
                "\(application.id) is of another business than one that stands: \(facts). Find out whose it is; where both may have it: greenbadge approve \(application.id) --despite-others"
            )
        }
        return conflicts
    }
}
