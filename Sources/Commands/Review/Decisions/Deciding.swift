import Authority
import CommandLineKit
import Encoding
import Registry
import RegistryStore

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
    /// - Parameter seen: the revision that was looked at; nil for that of the person's claim.
    static func check(
        _ verdict: Decision.Verdict, on application: Application, _ desk: ReviewDesk, seen: UInt64?
    ) throws {
        if !desk.state.state(of: application, at: desk.time).isFinal {
            try desk.state.checkDecider(of: application, verdict, by: desk.person, at: desk.time)
            try refuseStale(application, verdict, desk, named: seen)
        }
        try desk.state.checkDecision(verdict, on: application, by: desk.person, at: desk.time)
    }

    /// Asks before a decision that cannot be undone, with the registry open to others. What is looked at then is what
    /// is decided on: returns its revision, or that of `--revision` where nobody is asked.
    /// - Parameter question: about the case, which is named in it.
    static func confirm(
        _ verdict: Decision.Verdict, _ context: CommandContext, _ question: (String) -> String
    ) throws -> UInt64? {
        let named = try revision(context.arguments)
        guard context.asks else { return named }
        let desk = try ReviewDesk(context, readOnly: true)
        let application = try desk.store.application(try context.arguments.required("ID"))
        try check(verdict, on: application, desk, seen: named)
        try context.confirm(question(CaseView(application, desk.state, at: desk.time).subject))
        return application.revision
    }

    /// The revision that `--revision` names.
    static func revision(_ arguments: ParsedArguments) throws -> UInt64? {
        try arguments.value("--revision", expected: "a revision's number") { UInt64($0) }
    }

    /// The decision on the case's current revision, signed.
    static func event(
        _ verdict: Decision.Verdict, on application: Application, _ desk: ReviewDesk
    ) throws -> Event {
        try CaseDesk.decide(
            verdict, on: application, store: desk.store, by: desk.actor,
            clock: try desk.context.now(in: desk.store))
    }

    /// Refuses, with the differences, what changed since the person looked: at their claim, or at a revision named.
    private static func refuseStale(
        _ application: Application, _ verdict: Decision.Verdict, _ desk: ReviewDesk, named: UInt64?
    ) throws {
        let id = application.id
        // An appeal comes after everybody's last look; its decision is on all of the case.
        let isAppeal = verdict == .uphold || verdict == .reverse
        guard let seen = named ?? (isAppeal ? nil : application.seen[desk.person.id]),
            seen != application.revision
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
