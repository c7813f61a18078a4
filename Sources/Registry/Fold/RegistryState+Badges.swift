package import Encoding

extension RegistryState {
    mutating func applyBadgeLogged(
        _ logging: BadgeLogging, _ context: TransactionContext
    ) throws(RuleViolation)
        -> [LogRecord]
    {
        let person = try actor(context, [.issuer], to: "issue badges")
        let current = try growing()
        guard let application = applications[logging.application] else {
            throw RuleViolation(.state, "there is no case \(logging.application)")
        }
        try checkIssuable(application, by: person, at: context.time)
        guard logging.serial == BadgeSerial(logNumber: currentLog, index: current.size) else {
            throw RuleViolation(
                .log, "badge \(logging.serial) does not stand at log position \(currentLog)-\(current.size)")
        }
        guard logging.notAfter <= latestEnd(of: application, from: context.time) else {
            throw RuleViolation(.evidence, "badge \(logging.serial) would outlast its evidence or the policy")
        }
        badges[logging.serial] = Badge(
            logging: logging, loggedAt: context.time, loggedSequence: context.sequence,
            stateSince: context.time,
            revision: context.sequence)
        applications[logging.application]?.badge = logging.serial
        return grow([.badge(tbs: logging.tbs)])
    }

    /// Step 1 of an issuance: approved by quorum, every required check fresh or waived, nothing open.
    package func checkIssuable(
        _ application: Application, by person: Person, at time: Timestamp
    )
        throws(RuleViolation)
    {
        let id = application.id
        if let serial = application.badge {
            throw RuleViolation(.state, "\(id) has its badge already: \(serial)")
        }
        let state = state(of: application, at: time)
        guard !state.isFinal else { throw RuleViolation(.state, "\(id) is \(state.rawValue)") }
        if brokenGlass(of: application, at: time) == nil {
            try refuseOwnCase(application, person, to: "issue a badge for", role: .issuer)
        } else {
            try refuseRepresentative(of: application, person, to: "issue a badge for it")
        }
        if application.openQuestion != nil {
            throw RuleViolation(.state, "\(id) waits for the applicant's answer")
        }
        try refuseHold(of: application, at: time)
        try refuseOpenHits(of: application)
        let missing = openChecks(of: application, at: time)
        guard missing.isEmpty else {
            throw RuleViolation(
                .checksComplete, "\(id) lacks \(missing.map(\.description).joined(separator: ", "))",
                remedy: "A reviewer records them with: greenbadge check \(id) CHECK=pass.")
        }
        guard hasQuorum(application, at: time) else {
            let count = countingApprovals(of: application, at: time).count
            throw RuleViolation(
                .quorum, "\(id) has \(count) of \(approvalsNeeded(for: application)) approvals that count",
                remedy: whoCould(
                    [.reviewer], except: barredFromApproving(application, at: time)))
        }
        try refuseUnpaid(application, at: time)
        if let content = application.content.value, content.certificationRequest == nil {
            throw RuleViolation(
                .content, "\(id) has no certification request: the business has not given a key",
                remedy: "Attach theirs: greenbadge attach \(id) csr FILE.")
        }
    }

    /// Whether a case whose badge is logged but not signed may still have it: the approvals and evidence still count.
    package func mayFinish(_ application: Application, at time: Timestamp) -> Bool {
        application.rejection == nil && application.withdrawnAt == nil && application.openQuestion == nil
            && application.hold(at: time) == nil
            && openChecks(of: application, at: time).isEmpty && hasQuorum(application, at: time)
    }

    /// The latest second to which a badge of this case may last when issued at `time`: the policy's term, and never
    /// beyond its evidence or what is paid for.
    package func latestEnd(of application: Application, from time: Timestamp) -> Timestamp {
        let term = time.adding(seconds: policy[.badgeDays] * Timestamp.day)
        let evidence = policy.requiredChecks(accounts: application.form?.accounts ?? []).compactMap { check in
            application.check(check.name).flatMap { state in
                check.endsBadge && state.record.result == .pass
                    ? state.validUntil(maximumAgeDays: check.maximumAgeDays) : nil
            }
        }
        return (evidence + [paidUntil(application, at: time)].compactMap(\.self)).reduce(term, min)
    }

    mutating func applyBadgeSigned(
        _ signing: BadgeSigning, _ context: TransactionContext
    ) throws(RuleViolation) {
        _ = try actor(context, [.issuer], to: "issue badges")
        guard let badge = badges[signing.serial], badge.isUnsigned else {
            throw RuleViolation(.state, "badge \(signing.serial) does not wait for a signature")
        }
        guard badge.state == .good || badge.state == .limited else {
            throw RuleViolation(.state, "badge \(signing.serial) is \(badge.state.name) and is not signed")
        }
        try advance(to: signing.stapleSequence)
        badges[signing.serial]?.signing = signing
        awaitingCheckpoint.append(signing.serial)
        applications[badge.logging.application]?.isIssued = true
    }

    mutating func applyStatusChange(
        _ change: StatusChange, _ context: TransactionContext
    ) throws(RuleViolation)
        -> [LogRecord]
    {
        let person = try actor(
            context, Self.roles(for: change.state), to: "make a badge \(change.state.name)")
        _ = try growing()
        guard let badge = badges[change.serial] else {
            throw RuleViolation(.status, "there is no badge \(change.serial)")
        }
        try checkTransition(of: badge, to: change, by: person, at: context.time)
        record(change, by: person, context)
        return grow([.status(change, time: context.time)])
    }

    /// A badge that was never signed ended: its case may have another one, after two people have looked at it again.
    mutating func release(_ id: ApplicationID) {
        applications[id]?.badge = nil
        applications[id]?.approvals = []
        applications[id]?.brokenGlass = nil
    }

    /// Who may bring a badge into a state. Stopping a badge takes one person, so that it takes minutes.
    package static func roles(for state: BadgeState) -> Set<Role> {
        switch state {
        case .suspended, .limited, .good: [.reviewer, .issuer, .admin]
        case .revoked, .superseded: [.issuer, .admin]
        }
    }

    private func checkTransition(
        of badge: Badge, to change: StatusChange, by person: Person, at time: Timestamp
    )
        throws(RuleViolation)
    {
        let serial = change.serial
        try checkRevocable(badge)
        guard badge.state != change.state else {
            throw RuleViolation(
                .status, "badge \(serial) is \(badge.state.name) already, since \(badge.stateSince)")
        }
        guard StatusReason.allowed(for: change.state).contains(change.reason) else {
            throw RuleViolation(.status, "reason \(change.reason) does not go with \(change.state.name)")
        }
        guard (change.state == .superseded) == (change.successor != nil) else {
            throw RuleViolation(.status, "a successor goes with superseded, and only with it")
        }
        if let successor = change.successor { try checkSuccessor(successor, of: serial) }
        if badge.state == .suspended && !change.state.isFinal { try checkQuorum(of: badge, at: time) }
    }

    /// Clients follow it, so it must be another badge, signed, and not stopped for good itself.
    private func checkSuccessor(_ successor: BadgeSerial, of serial: BadgeSerial) throws(RuleViolation) {
        guard successor != serial, let next = badges[successor], !next.isUnsigned, !next.state.isFinal else {
            throw RuleViolation(
                .status, "\(successor) cannot succeed badge \(serial): it is no other badge that stands",
                remedy: "Issue the new badge first.")
        }
    }

    /// Reinstating takes the quorum, completed by somebody else than who suspended the badge. It is counted anew here,
    /// since people and policy may have changed since the approvals.
    private func checkQuorum(of badge: Badge, at time: Timestamp) throws(RuleViolation) {
        let serial = badge.logging.serial
        let counting = countingApprovals(of: badge, at: time)
        let completing = counting.dropFirst(Int(policy[.approvals]) - 1)
        guard completing.contains(where: { $0.by != badge.suspendedBy }) else {
            throw RuleViolation(
                .quorum,
                "reinstating \(serial) takes \(policy[.approvals]) approvals, it has \(counting.count)"
                    + (completing.isEmpty ? "" : ", the last of them by who suspended it"),
                remedy: whoCould([.reviewer], except: Set(counting.map(\.by))))
        }
    }

    mutating func applyReinstatement(
        _ decision: Decision, of serial: BadgeSerial, _ context: TransactionContext
    )
        throws(RuleViolation)
    {
        let person = try actor(context, [.reviewer], to: "reinstate badges")
        guard let badge = badges[serial] else { throw RuleViolation(.status, "there is no badge \(serial)") }
        try checkReinstatement(of: badge, by: person, at: context.time)
        guard decision.revision == badge.revision else {
            throw RuleViolation(.revision, "the status of \(serial) changed since this was decided")
        }
        badges[serial]?.approvals.append(
            DecisionState(decision: decision, by: person.id, sequence: context.sequence, at: context.time))
    }

    /// Whether `person` may add an approval of the reinstatement now.
    package func checkReinstatement(
        of badge: Badge, by person: Person, at time: Timestamp
    ) throws(RuleViolation) {
        let serial = badge.logging.serial
        guard badge.state == .suspended else {
            let final = badge.state.isFinal
            throw RuleViolation(
                .status, "badge \(serial) is \(badge.state.name), not suspended",
                remedy: final ? "It never comes back; the business may apply for a new badge." : nil)
        }
        if let application = applications[badge.logging.application] {
            try refuseOwnCase(application, person, to: "reinstate the badge of")
        }
        let counting = countingApprovals(of: badge, at: time)
        guard !counting.contains(where: { $0.by == person.id }) else {
            throw RuleViolation(
                .oncePerPerson, "\(person.name) approved this reinstatement already; one person counts once",
                remedy: whoCould([.reviewer], except: Set(counting.map(\.by))))
        }
        if Int64(counting.count) + 1 >= policy[.approvals], badge.suspendedBy == person.id {
            throw RuleViolation(
                .quorum,
                "\(person.name) suspended \(serial) and cannot give the approval that completes the quorum",
                remedy: whoCould([.reviewer], except: Set(counting.map(\.by)).union([person.id])))
        }
    }

    /// Approvals of the reinstatement that count at `time`.
    package func countingApprovals(of badge: Badge, at time: Timestamp) -> [DecisionState] {
        badge.approvals.filter {
            $0.decision.revision == badge.revision && time <= $0.decision.expiry
                && people[$0.by]?.isActive == true
        }
    }
}
