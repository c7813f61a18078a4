package import Encoding

/// How a case would come out under other rules than those that count or counted for it (DESIGN D11).
package struct PolicyImpact: Hashable, Sendable {
    package let application: ApplicationID
    package let name: String
    /// The case was decided: looked at as it stood when its badge was issued, or when it was rejected.
    package let isPast: Bool
    /// The version under which a past case was decided.
    package let decidedUnder: Int64?
    package let before: CaseState
    package let after: CaseState
    /// What differs, a line each.
    package let lines: [String]

    /// Every open and past case that would come out differently under `policy`, in the order of arrival.
    package static func all(
        of policy: Policy, on state: RegistryState, at time: Timestamp
    ) -> [PolicyImpact] {
        var other = state
        other.policy = policy
        return state.arrivals.compactMap { id in
            guard let application = state.applications[id] else { return nil }
            return impact(application, state, other, at: time)
        }
    }

    private static func impact(
        _ application: Application, _ state: RegistryState, _ other: RegistryState, at time: Timestamp
    ) -> PolicyImpact? {
        let isPast = application.badge != nil || application.rejection != nil
        let lines: [String]
        let before = state.state(of: application, at: time)
        var after = other.state(of: application, at: time)
        var version: Int64?
        if let badge = application.badge.flatMap({ state.badges[$0] }) {
            version = application.approvals.last?.decision.policyVersion
            lines = pastLines(application, badge, other, decidedUnder: version, state)
            // An issued badge stays; under these rules the case would still be looked at.
            if lines.contains(where: { !$0.hasPrefix(endLabel) }) { after = .inReview }
        } else if let rejection = application.rejection {
            version = rejection.decision.policyVersion
            lines = rejectionLines(application, rejection, state, other)
        } else {
            lines = openLines(application, state, other, time, before, after)
        }
        guard !lines.isEmpty else { return nil }
        return PolicyImpact(
            application: application.id, name: application.form?.displayName ?? "", isPast: isPast,
            decidedUnder: version, before: before, after: after, lines: lines)
    }

    private static let endLabel = "the badge would end"

    private static func openLines(
        _ application: Application, _ state: RegistryState, _ other: RegistryState, _ time: Timestamp,
        _ before: CaseState, _ after: CaseState
    ) -> [String] {
        var lines = before == after ? [] : ["state: \(before.rawValue) → \(after.rawValue)"]
        guard !before.isFinal || !after.isFinal else { return lines }
        lines += checkLines(
            state.openChecks(of: application, at: time), other.openChecks(of: application, at: time))
        let needed = (state.approvalsNeeded(for: application), other.approvalsNeeded(for: application))
        if needed.0 != needed.1 { lines.append("approvals: \(needed.0) → \(needed.1)") }
        let ends = (
            state.latestEnd(of: application, from: time), other.latestEnd(of: application, from: time)
        )
        if ends.0 != ends.1 { lines.append("\(endLabel): \(ends.0) → \(ends.1)") }
        let due = (state.workDue(application, at: time), other.workDue(application, at: time))
        if due.0 != due.1 { lines.append("work due: \(due.0) → \(due.1)") }
        if state.mustPay(application, at: time) != other.mustPay(application, at: time) {
            lines.append(other.mustPay(application, at: time) ? "waits for a fee" : "pays nothing")
        }
        return lines
    }

    private static func checkLines(
        _ before: [RegistryState.OpenCheck], _ after: [RegistryState.OpenCheck]
    ) -> [String] {
        let more = after.filter { !before.contains($0) }.map { "lacks also \($0)" }
        let less = before.filter { !after.contains($0) }.map { "no longer lacks \($0)" }
        return more + less
    }

    /// A badge's case as it stood when the badge was logged: what these rules would have asked for beyond that.
    private static func pastLines(
        _ application: Application, _ badge: Badge, _ other: RegistryState, decidedUnder version: Int64?,
        _ state: RegistryState
    ) -> [String] {
        var lines = other.openChecks(of: application, at: badge.loggedAt).map { "would have lacked \($0)" }
        let decided = state.policies.last { $0.policy.version == version }?.policy ?? state.policy
        var then = state
        then.policy = decided
        let needed = (then.approvalsNeeded(for: application), other.approvalsNeeded(for: application))
        let given = application.approvals.filter { $0.decision.revision == application.revision }.count
        if state.decidedAlone(application) != nil {
            if !other.policy.allowsBreakGlass { lines.append("nobody could have decided it alone") }
        } else if Int64(given) < needed.1 {
            lines.append("would have taken \(needed.1) approvals, it had \(given)")
        }
        let end = other.latestEnd(of: application, from: badge.loggedAt)
        if end < badge.logging.notAfter { lines.append("\(endLabel) \(end), not \(badge.logging.notAfter)") }
        return lines
    }

    private static func rejectionLines(
        _ application: Application, _ rejection: DecisionState, _ state: RegistryState,
        _ other: RegistryState
    ) -> [String] {
        let then = rejection.at
        var lines: [String] = []
        let failed = state.openChecks(of: application, at: then).filter { $0.why == .failed }
        let still = other.openChecks(of: application, at: then).map(\.name)
        for check in failed where !still.contains(where: { sameBytes($0, check.name) }) {
            lines.append("\(check.name) failed, and would not have been asked for")
        }
        return lines
    }
}

extension Policy {
    /// Field by field, what differs from `earlier`, the version number apart.
    package func differences(from earlier: Policy) -> [String] {
        var same = self
        same.version = earlier.version
        return same.json.differences(from: earlier.json)
    }
}
