package import Encoding

extension RegistryState {
    /// The approvals that count at `time`: on the current revision, unexpired, one a person, by people who still work here.
    package func countingApprovals(of application: Application, at time: Timestamp) -> [DecisionState] {
        guard !application.approvals.isEmpty else { return [] }
        var counted = Set<PersonID>()
        // Who turns out to act for the business, since a key that the form names became theirs, has not decided on it.
        let own = ownPeople(of: application)
        return application.approvals.filter { approval in
            !own.contains(approval.by) && approval.decision.revision == application.revision
                && time <= approval.decision.expiry
                && people[approval.by]?.isActive == true && counted.insert(approval.by).inserted
        }
    }

    /// Why more people than usual must approve the case.
    package func higherQuorumCauses(of application: Application) -> [HigherQuorumCause] {
        policy.causes.filter { cause in
            switch cause {
            case .governmentBody: application.form?.businessCategory == "Government Entity"
            case .lookAlike, .protectedBrand:
                application.screening.map { screening in
                    screening.record.hits.contains {
                        $0.cause == cause && screening.cleared[$0.number] != nil
                    }
                } ?? false
            }
        }
    }

    /// How many people must approve the case.
    package func approvalsNeeded(for application: Application) -> Int64 {
        policy[higherQuorumCauses(of: application).isEmpty ? .approvals : .higherApprovals]
    }

    /// Whether the approvals that count make the quorum, its completing one by somebody who recorded no check; or an
    /// admin broke the glass.
    package func hasQuorum(_ application: Application, at time: Timestamp) -> Bool {
        if brokenGlass(of: application, at: time) != nil { return true }
        let counting = countingApprovals(of: application, at: time)
        let needed = approvalsNeeded(for: application)
        guard Int64(counting.count) >= needed else { return false }
        return counting.dropFirst(Int(needed) - 1).contains {
            !application.checkers.contains($0.by)
        }
    }

    /// A required check that a case lacks at some time, and why.
    package struct OpenCheck: Hashable, Sendable, CustomStringConvertible {
        package enum Why: String, Sendable {
            case missing
            case failed
            case tooOld = "too old"
            /// The form changed since, in what the check is about.
            case outdated = "recorded before the form changed"
            /// Skipped under a rule that does not hold any more.
            case notWaived = "no longer waived"
            /// The agreement is to an earlier version of the terms.
            case oldTerms = "for earlier terms"
        }
        package let name: String
        package let why: Why
        package var description: String { why == .missing ? name : "\(name) (\(why.rawValue))" }
    }

    /// The required checks that are neither passed with fresh evidence nor waived at `time`.
    package func openChecks(of application: Application, at time: Timestamp) -> [OpenCheck] {
        guard let form = application.form else { return [] }
        return policy.requiredChecks(accounts: form.accounts).compactMap { check in
            why(check.name, check.maximumAgeDays, isOpenOn: application, form, at: time)
                .map { OpenCheck(name: check.name, why: $0) }
        }
    }

    private func why(
        _ name: String, _ age: Int64?, isOpenOn application: Application, _ form: ApplicationContent,
        at time: Timestamp
    ) -> OpenCheck.Why? {
        guard let state = application.check(name) else { return .missing }
        if isOutdated(state, application, form) { return .outdated }
        if sameBytes(name, "agreement"), state.termsVersion < policy[.termsVersion] { return .oldTerms }
        switch state.record.result {
        case .fail: return .failed
        case .skip:
            let waiver = policy.waiver(for: name, businessCategory: form.businessCategory)
            return waiver.map(\.name) == state.record.waiver && waiver != nil ? nil : .notWaived
        case .pass:
            guard let until = state.validUntil(maximumAgeDays: age), until < time else { return nil }
            return .tooOld
        }
    }

    /// Whether what the check is about reads differently now than when it was recorded.
    private func isOutdated(
        _ check: CheckState, _ application: Application, _ form: ApplicationContent
    ) -> Bool {
        guard application.contentChanged(since: check.sequence),
            let then = application.content(at: check.sequence)?.form.json
        else { return false }
        let now = form.json
        return CheckName.fields(of: check.record.check).contains { then[$0] != now[$0] }
    }

    /// What people would call the case's state at `time`.
    package func state(of application: Application, at time: Timestamp) -> CaseState {
        if application.isIssued { return .issued }
        if let rejection = application.rejection {
            if application.openAppeal != nil { return .appealed }
            return rejection.reason?.resubmission == .never ? .blocked : .rejected
        }
        if application.withdrawnAt != nil { return .withdrawn }
        if let question = application.openQuestion {
            return question.due < time && application.badge == nil ? .expired : .needsInfo
        }
        if application.hold(at: time) != nil { return .onHold }
        if hasQuorum(application, at: time) { return .approved }
        if !countingApprovals(of: application, at: time).isEmpty { return .crossCheck }
        if claim(of: application, at: time) != nil || !application.checks.isEmpty
            || !application.exchanges.isEmpty
        {
            return .inReview
        }
        return .submitted
    }

    /// Who works on the case; nil where the claim lapsed or is of somebody who left.
    package func claim(of application: Application, at time: Timestamp) -> Application.Claim? {
        guard let claim = application.claim, people[claim.by]?.isActive == true,
            time <= claimEnd(claim)
        else { return nil }
        return claim
    }

    /// The last second of a claim.
    package func claimEnd(_ claim: Application.Claim) -> Timestamp {
        claim.at.adding(seconds: policy.seconds(ofDays: .claimDays))
    }
}
