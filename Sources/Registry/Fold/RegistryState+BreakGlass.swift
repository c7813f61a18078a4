package import Encoding

// One admin alone, where the quorum cannot be had (PROGRAMME sections 3 and 4): in writing, and in every audit.
extension RegistryState {
    mutating func applyBrokenGlass(
        _ decision: Decision, reason: Sealed<String>, _ context: TransactionContext
    ) throws(RuleViolation) {
        try check(decision, context)
        guard case .breakGlass = decision.verdict, let id = ApplicationID(decision.subject) else {
            throw RuleViolation(.breakGlass, "only a case is approved alone, and nothing else decided")
        }
        let person = try actor(context, [], to: "decide alone")
        var application = try open(id)
        try checkBrokenGlass(of: application, by: person, at: context.time)
        try checkCurrent(decision, application, person)
        if let text = reason.value, text.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x0A }) {
            throw RuleViolation(.breakGlass, "who decides alone says why; this decision gives no reason")
        }
        let state = DecisionState(
            decision: decision, by: person.id, sequence: context.sequence, at: context.time)
        application.brokenGlass = BrokenGlass(decision: state, reason: reason)
        application.lastChange = context.time
        application.seen[person.id] = application.revision
        applications[id] = application
    }

    /// What stands against deciding alone: everything but the rules about how many people decide.
    func checkBrokenGlass(
        of application: Application, by person: Person, at time: Timestamp
    ) throws(RuleViolation) {
        let id = application.id
        guard policy.allowsBreakGlass else {
            throw RuleViolation(
                .breakGlass, "policy \(policy.version) lets nobody decide alone",
                remedy: "It takes the approvals of the policy: greenbadge approve \(id).")
        }
        try require([.admin], of: person, to: "decide alone")
        try refuseRepresentative(of: application, person, to: "decide it alone")
        guard application.openQuestion == nil else {
            throw RuleViolation(.state, "\(id) waits for the applicant's answer")
        }
        try refuseHold(of: application, at: time)
        try refuseOpenChecks(of: application, at: time)
        try refuseOpenHits(of: application)
        guard !hasQuorum(application, at: time) else {
            throw RuleViolation(
                .state, "\(id) is approved already", remedy: "Issue its badge: greenbadge issue \(id).")
        }
    }

    /// The decision alone that counts at `time`: on the current revision, unexpired, by somebody who still works here.
    package func brokenGlass(of application: Application, at time: Timestamp) -> BrokenGlass? {
        guard let broken = application.brokenGlass,
            broken.decision.decision.revision == application.revision,
            time <= broken.decision.decision.expiry, people[broken.decision.by]?.isActive == true
        else { return nil }
        return broken
    }

    /// The decision alone to which a case owes its badge, or its approval; nil where the quorum approved.
    package func decidedAlone(_ application: Application) -> BrokenGlass? {
        guard let broken = application.brokenGlass,
            broken.decision.decision.revision == application.revision
        else { return nil }
        return broken
    }
}
