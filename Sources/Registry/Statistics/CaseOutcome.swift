import Encoding

/// How and when a case was decided, in the eyes of the business: refused by one, or approved by the quorum.
struct CaseOutcome {
    let application: Application
    let isApproved: Bool
    let at: Timestamp
    /// Who gave the approvals that made the quorum, or who broke the glass; empty for a rejection.
    let approvers: Set<PersonID>

    /// From the filing to the decision.
    var elapsed: Int64 { at.seconds - application.filedAt.seconds }

    /// The same without the time in which a question waited for the applicant.
    var working: Int64 {
        elapsed
            - application.exchanges.reduce(0) { sum, exchange in
                let end = min(exchange.answeredAt ?? at, at)
                return sum + max(0, end.seconds - exchange.askedAt.seconds)
            }
    }
}

extension RegistryState {
    /// The decision on a case as it stands at `time`; nil while there is none, and where the business withdrew first.
    func outcome(of application: Application, at time: Timestamp) -> CaseOutcome? {
        if let rejection = application.rejection {
            return CaseOutcome(
                application: application, isApproved: false, at: rejection.at, approvers: [])
        }
        guard application.withdrawnAt == nil,
            application.badge != nil || hasQuorum(application, at: time)
        else { return nil }
        if let alone = decidedAlone(application)?.decision {
            return CaseOutcome(
                application: application, isApproved: true, at: alone.at, approvers: [alone.by])
        }
        // Nothing changes a case behind its last approval, so those that counted are on the revision that it has now.
        let counting = application.approvals.filter { $0.decision.revision == application.revision }
        guard let last = counting.last else { return nil }
        return CaseOutcome(
            application: application, isApproved: true, at: last.at, approvers: Set(counting.map(\.by)))
    }
}
