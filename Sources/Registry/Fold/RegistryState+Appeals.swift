package import Encoding

// Appeals against rejections (PROGRAMME section 4): in time, once, and decided by somebody who did not decide.
extension RegistryState {
    mutating func applyAppeal(
        _ id: ApplicationID, _ statement: Sealed<String>, onBehalf: Bool, signed: String?,
        _ context: TransactionContext
    ) throws(RuleViolation) {
        let person = try actor(context, Self.intakeRoles, to: "take in appeals")
        guard var application = applications[id] else {
            throw RuleViolation(.state, "there is no case \(id)")
        }
        let rejection = try checkAppeal(of: application, at: context.time)
        try takeIn(signed: signed, onBehalf: onBehalf, for: id)
        application.appeals.append(
            Appeal(statement: statement, onBehalf: onBehalf, at: context.time, rejection: rejection))
        // Who types what the business said speaks for it, and decides nothing on the case.
        if onBehalf { application.representatives.insert(person.id) }
        application.lastChange = context.time
        applications[id] = application
    }

    /// The rejection that can be appealed now; the same sentences for the command, before anything is written.
    @discardableResult
    package func checkAppeal(
        of application: Application, at time: Timestamp
    ) throws(RuleViolation) -> DecisionState {
        let id = application.id
        guard let rejection = application.rejection else {
            let state = state(of: application, at: time)
            throw RuleViolation(
                .appeal, "\(id) is \(state.rawValue): only a rejection can be appealed",
                remedy: state == .expired ? "The business may apply again." : nil)
        }
        if let appeal = application.appeals.last, appeal.rejection == rejection {
            throw RuleViolation(
                .appeal,
                appeal.outcome == nil
                    ? "an appeal of \(appeal.at) waits for its decision already"
                    : "the appeal of \(appeal.at) was decided, and the rejection stands",
                remedy: appeal.outcome == nil ? nil : wayOn(from: .rejected, application))
        }
        let end = appealEnd(rejection)
        guard time <= end else {
            throw RuleViolation(
                .appeal, "the time to appeal ended on \(end)", remedy: wayOn(from: .rejected, application))
        }
        return rejection
    }

    /// Whether a rejection stands that can be appealed now.
    package func mayAppeal(_ application: Application, at time: Timestamp) -> Bool {
        guard let rejection = application.rejection, time <= appealEnd(rejection) else { return false }
        return application.appeals.last?.rejection != rejection
    }

    /// The last second in which a rejection can be appealed, by the policy under which it was decided.
    package func appealEnd(_ rejection: DecisionState) -> Timestamp {
        rejection.at.adding(seconds: policy(of: rejection).seconds(ofDays: .appealDays))
    }

    /// The policy under which a decision was taken: what a business was told then stays.
    package func policy(of decision: DecisionState) -> Policy {
        policies.last { $0.policy.version == decision.decision.policyVersion }?.policy ?? policy
    }

    /// When the answer to an appeal is due.
    package func appealAnswerDue(_ appeal: Appeal) -> Timestamp {
        appeal.at.adding(seconds: policy.seconds(ofHours: .appealAnswerHours))
    }

    mutating func applyAppealDecision(
        _ decision: Decision, on id: ApplicationID, _ context: TransactionContext
    ) throws(RuleViolation) {
        let person = try actor(context, [], to: "decide appeals")
        var application = try open(id, orAppealed: true)
        try checkAppealDecider(of: application, by: person)
        // The appeal itself came after everybody's last look, and nobody claims a rejected case anew.
        try checkRevision(decision, application)
        let state = DecisionState(
            decision: decision, by: person.id, sequence: context.sequence, at: context.time)
        application.appeals[application.appeals.count - 1].outcome = state
        if case .reverse = decision.verdict {
            // Two people look at the case again; what was approved before the rejection was not enough for them.
            application.rejection = nil
            application.approvals = []
        }
        application.lastChange = context.time
        application.seen[person.id] = application.revision
        applications[id] = application
    }

    /// Whether the person may decide the open appeal: a reviewer without a part in the case or in what was decided.
    func checkAppealDecider(of application: Application, by person: Person) throws(RuleViolation) {
        let id = application.id
        guard application.openAppeal != nil else {
            throw RuleViolation(.appeal, "no appeal waits on \(id)")
        }
        let barred = barredFromAppeal(of: application)
        try require([.reviewer], of: person, to: "decide the appeal of \(id)", except: barred)
        try refuseOwnCase(application, person, to: "decide the appeal of", except: barred)
        guard !barred.contains(person.id) else {
            throw RuleViolation(
                .appeal, "\(person.name) decided on \(id) and may not decide the appeal against it",
                remedy: whoCould([.reviewer], except: barred))
        }
    }

    /// Who has a part in the case, or decided on it before.
    package func barredFromAppeal(of application: Application) -> Set<PersonID> {
        var people = ownPeople(of: application).union(application.approvals.map(\.by))
        if let rejection = application.rejection { people.insert(rejection.by) }
        return people.union(application.appeals.map(\.rejection.by))
            .union(application.appeals.compactMap { $0.outcome?.by })
    }
}
