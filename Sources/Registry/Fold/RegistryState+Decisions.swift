package import Encoding

extension RegistryState {
    mutating func applyDecision(_ decision: Decision, _ context: TransactionContext) throws(RuleViolation) {
        try check(decision, context)
        if let serial = BadgeSerial(decision.subject), case .reinstate = decision.verdict {
            try applyReinstatement(decision, of: serial, context)
        } else if let id = ApplicationID(decision.subject) {
            switch decision.verdict {
            case .approve, .reject:
                let person = try actor(context, [], to: "decide cases")
                try applyCaseDecision(decision, on: id, by: person, context)
            case .uphold, .reverse: try applyAppealDecision(decision, on: id, context)
            case .breakGlass:
                throw RuleViolation(.breakGlass, "who decides alone says why; this decision gives no reason")
            case .reinstate: throw RuleViolation(.state, "a case cannot be reinstated")
            }
        } else {
            throw RuleViolation(.state, "a decision on neither a case nor a badge: \(decision.subject)")
        }
    }

    /// What every decision must be: for this registry, in its time, under the policy that counts.
    func check(_ decision: Decision, _ context: TransactionContext) throws(RuleViolation) {
        guard sameBytes(decision.registry, registryID) else {
            throw RuleViolation(.revision, "the decision is for another registry, \(decision.registry)")
        }
        guard decision.time <= context.time, context.time <= decision.expiry else {
            throw RuleViolation(
                .expired, "the decision of \(decision.time) counts until \(decision.expiry)",
                remedy: "Decide again.")
        }
        guard decision.expiry <= decision.time.adding(seconds: policy[.decisionDays] * Timestamp.day) else {
            throw RuleViolation(.expired, "a decision may count for \(policy[.decisionDays]) days at most")
        }
        guard decision.policyVersion == policy.version else {
            throw RuleViolation(
                .policy,
                "decided under policy \(decision.policyVersion), the current one is \(policy.version)",
                remedy: "Look at the case under the current policy and decide again.")
        }
    }

    mutating func applyCaseDecision(
        _ decision: Decision, on id: ApplicationID, by person: Person, _ context: TransactionContext
    ) throws(RuleViolation) {
        var application = try open(id)
        try checkDecider(of: application, decision.verdict, by: person, at: context.time)
        try checkCurrent(decision, application, person)
        let state = DecisionState(
            decision: decision, by: person.id, sequence: context.sequence, at: context.time)
        if case .approve = decision.verdict {
            try checkApproval(of: application, by: person, at: context.time)
            application.approvals.append(state)
        } else {
            application.rejection = state
        }
        application.taken.insert(taking(decision, by: person))
        application.lastChange = context.time
        // The case is free for the next pair of eyes; somebody else's claim stays theirs.
        if application.claim?.by == person.id || application.rejection != nil { application.claim = nil }
        application.seen[person.id] = application.revision
        applications[id] = application
    }

    /// Everything about the person and the case that stands against a decision now, the revision they saw excepted; the
    /// same sentences for the commands and for the fold.
    package func checkDecision(
        _ verdict: Decision.Verdict, on application: Application, by person: Person, at time: Timestamp
    ) throws(RuleViolation) {
        switch verdict {
        case .uphold, .reverse:
            _ = try open(application.id, orAppealed: true)
            try checkAppealDecider(of: application, by: person)
        case .breakGlass:
            _ = try open(application.id)
            try checkBrokenGlass(of: application, by: person, at: time)
        case .approve, .reject, .reinstate:
            _ = try open(application.id)
            try checkDecider(of: application, verdict, by: person, at: time)
            if case .approve = verdict { try checkApproval(of: application, by: person, at: time) }
        }
    }

    /// Whether the person may decide this case at all: role, and no part in it.
    package func checkDecider(
        of application: Application, _ verdict: Decision.Verdict, by person: Person, at time: Timestamp
    ) throws(RuleViolation) {
        let action: String
        let barred: Set<PersonID>
        switch verdict {
        case .approve: (action, barred) = ("approve", barredFromApproving(application, at: time))
        case .reject: (action, barred) = ("reject", ownPeople(of: application))
        case .reinstate: throw RuleViolation(.state, "a case cannot be reinstated")
        case .uphold, .reverse: return try checkAppealDecider(of: application, by: person)
        case .breakGlass: return try checkBrokenGlass(of: application, by: person, at: time)
        }
        try require([.reviewer], of: person, to: "\(action) \(application.id)", except: barred)
        try refuseOwnCase(application, person, to: action, except: barred)
    }

    func checkCurrent(
        _ decision: Decision, _ application: Application, _ person: Person
    )
        throws(RuleViolation)
    {
        try checkRevision(decision, application)
        let id = application.id
        if let seen = application.seen[person.id], seen != application.revision {
            throw RuleViolation(
                .revision,
                "\(id) changed since \(person.name) claimed it (revision \(seen), now \(application.revision))",
                remedy: "Look at it and claim it again: greenbadge claim \(id).")
        }
    }

    /// The decision is on the case as it stands.
    func checkRevision(_ decision: Decision, _ application: Application) throws(RuleViolation) {
        let id = application.id
        guard decision.revision == application.revision,
            sameBytes(decision.contentHash, application.contentHash)
        else {
            throw RuleViolation(
                .revision,
                "\(id) changed: the decision is on revision \(decision.revision), now it is \(application.revision)",
                remedy: "Look at it again: greenbadge show \(id).")
        }
    }

    /// Whether `person` may add an approval to the case now.
    package func checkApproval(
        of application: Application, by person: Person, at time: Timestamp
    )
        throws(RuleViolation)
    {
        let id = application.id
        let barred = barredFromApproving(application, at: time)
        try refuseOwnCase(application, person, to: "approve", except: barred)
        if let question = application.openQuestion {
            throw RuleViolation(
                .state, "\(id) waits for the applicant's answer since \(question.askedAt)",
                remedy: "Bring the answer in with: greenbadge answer \(id).")
        }
        try refuseHold(of: application, at: time)
        try refuseOpenChecks(of: application, at: time)
        try refuseOpenHits(of: application)
        let counting = countingApprovals(of: application, at: time)
        guard !counting.contains(where: { $0.by == person.id }) else {
            throw RuleViolation(
                .oncePerPerson,
                "\(person.name) approved this revision of \(id) already; one person counts once",
                remedy: whoCould([.reviewer], except: barred))
        }
        // Who acts for the business stands in the form, and so which approvals counted: where the case's data key was
        // destroyed, what was taken then is not weighed again.
        guard application.form != nil else { return }
        guard !hasQuorum(application, at: time) else {
            throw RuleViolation(
                .state, "\(id) has its \(approvalsNeeded(for: application)) approvals already",
                remedy: "Issue its badge with: greenbadge issue \(id).")
        }
        if completes(counting, application) && application.checkers.contains(person.id) {
            throw RuleViolation(
                .recordedCheck,
                "\(person.name) recorded a check on \(id) and cannot give the approval that completes the quorum",
                remedy: whoCould([.reviewer], except: barred))
        }
    }

    func refuseOpenChecks(
        of application: Application, at time: Timestamp
    ) throws(RuleViolation) {
        let id = application.id
        let open = openChecks(of: application, at: time)
        guard let first = open.first else { return }
        let failed = open.contains { $0.why == .failed }
        let reject =
            failed
            ? " A check that failed is mended by the business (greenbadge ask), or ends the case (greenbadge reject)."
            : ""
        throw RuleViolation(
            .checksComplete, "\(id) lacks \(open.map(\.description).joined(separator: ", "))",
            remedy: "Record them with: greenbadge check \(id) \(first.name)=pass.\(reject)")
    }

    /// Whether one more approval makes the quorum.
    private func completes(_ counting: [DecisionState], _ application: Application) -> Bool {
        Int64(counting.count) + 1 >= approvalsNeeded(for: application)
    }

    /// Everybody whom a rule about persons bars from adding an approval now: who filed or represents, who approved
    /// already, and, where one approval is left, who recorded a check.
    package func barredFromApproving(_ application: Application, at time: Timestamp) -> Set<PersonID> {
        let counting = countingApprovals(of: application, at: time)
        return ownPeople(of: application).union(counting.map(\.by))
            .union(completes(counting, application) ? application.checkers : [])
    }
}
