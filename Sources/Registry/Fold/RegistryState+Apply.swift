import Encoding

extension RegistryState {
    /// Folds one transaction: all of its events or none. Costs a copy of the state; for new transactions.
    ///
    /// - Parameter registryID: hex SHA-256 of transaction 0's text, given with transaction 0 only.
    /// - Returns: what the events add to the public log, in order.
    /// - Throws: the first rule that an event breaks; the state is then unchanged.
    package mutating func apply(
        _ events: [Event], in context: TransactionContext, registryID: String? = nil
    )
        throws(RuleViolation) -> [LogRecord]
    {
        var next = self
        let records = try next.replay(events, in: context, registryID: registryID)
        self = next
        return records
    }

    /// Folds one transaction in place, for reading a journal: after a refusal the state is of no use any more.
    package mutating func replay(
        _ events: [Event], in context: TransactionContext, registryID: String? = nil
    )
        throws(RuleViolation) -> [LogRecord]
    {
        var records: [LogRecord] = []
        try begin(context, isGenesis: registryID != nil, events: events)
        if let registryID { self.registryID = registryID }
        // Deadlines are those of the moment in which this happens, not of the transaction before.
        lastTime = context.time
        for event in events {
            if case .logOpened = event, !records.isEmpty {
                throw RuleViolation(.log, "a transaction adds entries to one log only")
            }
            records += try apply(event, context)
        }
        lastSequence = context.sequence
        return records
    }

    private func begin(_ context: TransactionContext, isGenesis: Bool, events: [Event]) throws(RuleViolation)
    {
        let expected = lastSequence.map { $0 + 1 } ?? 0
        guard context.sequence == expected else {
            throw RuleViolation(.genesis, "transaction \(context.sequence) stands where \(expected) belongs")
        }
        guard !events.isEmpty else { throw RuleViolation(.state, "a transaction without events") }
        if expected == 0 {
            guard isGenesis, events.count == 1, case .genesis = events[0] else {
                throw RuleViolation(.genesis, "transaction 0 must be the genesis and nothing else")
            }
        }
        guard context.time >= lastTime else {
            throw RuleViolation(
                .time, "time \(context.time) lies before the last transaction's \(lastTime)",
                remedy: "Set the system clock right.")
        }
    }

    private mutating func apply(
        _ event: Event, _ context: TransactionContext
    ) throws(RuleViolation) -> [LogRecord] {
        switch event {
        case .genesis(let genesis): try applyGenesis(genesis, context)
        case .proposed(let change): try applyProposal(change, context)
        case .confirmed(let proposal): try applyConfirmation(of: proposal, context)
        case .logOpened(let opening): return try applyLogOpening(opening, context)
        case .issuingCALogged(let tbs): return try applyIssuingCALogged(tbs, context)
        case .issuingCASigned(let signed): try applyIssuingCASigned(signed, context)
        case .trustFileSigned(let json, let signature):
            try applyTrustFile(json: json, signature: signature, context)
        case .logFrozen(let freeze): return try applyFreeze(freeze, context)
        case .applicationFiled(let filing): try applyFiling(filing, context)
        case .contentChanged(let id, let content, let hash, let onBehalf):
            try applyContentChange(id, content: content, hash: hash, onBehalf: onBehalf, context)
        case .documentAttached(let id, let document): try applyDocument(id, document, context)
        case .claimed(let id): try applyClaim(id, context)
        case .released(let id): try applyRelease(id, context)
        case .checksRecorded(let id, let records): try applyChecks(id, records, context)
        case .asked(let id, let question): try applyQuestion(id, question, context)
        case .answered(let id, let answer, let onBehalf, let signed):
            try applyAnswer(id, answer, onBehalf: onBehalf, signed: signed, context)
        case .withdrawn(let id, let onBehalf): try applyWithdrawal(id, onBehalf: onBehalf, context)
        case .noted(let id, let note): try applyNote(id, note, context)
        case .challengeIssued(let id, let issue): try applyChallenge(id, issue, context)
        case .challengeAnswered(let id, let answer): try applyChallengeAnswer(id, answer, context)
        case .held(let id, let reason, let until): try applyHold(id, reason, until: until, context)
        case .resumed(let id): try applyResumption(id, context)
        case .appealed(let id, let statement, let onBehalf, let signed):
            try applyAppeal(id, statement, onBehalf: onBehalf, signed: signed, context)
        case .feeRecorded(let id, let fee): try applyFee(id, fee, context)
        case .explained(let id, let text): try applyExplanation(id, text, context)
        case .screened(let id, let record): try applyScreening(id, record, context)
        case .hitsCleared(let id, let hits, let note):
            try applyClearance(id, hits: hits, note: note, context)
        case .listImported(let list): try applyImport(list, context)
        case .decided(let decision, _): try applyDecision(decision, context)
        case .accepted(let decision, _, let signers):
            try applyAccepted(decision, signers: signers, context)
        case .brokeGlass(let decision, _, let reason):
            try applyBrokenGlass(decision, reason: reason, context)
        case .badgeLogged(let logging): return try applyBadgeLogged(logging, context)
        case .badgeSigned(let signing): try applyBadgeSigned(signing, context)
        case .checkpointSigned(let note): try applyCheckpoint(note, context)
        case .statusChanged(let change): return try applyStatusChange(change, context)
        case .revocationRequested(let id, let request): try applyRevocationRequest(id, request, context)
        case .published(let publication): return try applyPublication(publication, context)
        }
        return []
    }

    /// The active person behind the transaction, who must hold one of `roles` (any role when empty).
    func actor(
        _ context: TransactionContext, _ roles: Set<Role>, to action: String
    ) throws(RuleViolation) -> Person {
        guard let person = activePerson(verifierKey: context.actorKey) else {
            throw refusal(ofKey: context.actorKey)
        }
        try require(roles, of: person, to: action)
        return person
    }

    /// Refuses a person who holds none of `roles` (any role will do when empty).
    ///
    /// - Parameter excluded: people whom other rules bar from it, so that they are not named as a way out.
    package func require(
        _ roles: Set<Role>, of person: Person, to action: String, except excluded: Set<PersonID> = []
    ) throws(RuleViolation) {
        guard roles.isEmpty || person.holds(roles) else {
            throw RuleViolation(
                .role, "\(person.name) may not \(action): it takes \(names(of: roles))",
                remedy: whoCould(roles, except: excluded.union([person.id])))
        }
    }

    /// Why a key cannot act: it is nobody's, its owner left, or it was replaced.
    package func refusal(ofKey key: String) -> RuleViolation {
        guard let owner = owners[ByteString(key)], let person = people[owner] else {
            return RuleViolation(
                .key, "the key \(key) belongs to nobody here",
                remedy: "An admin adds people with: greenbadge staff add.")
        }
        if let removed = person.removed {
            return RuleViolation(
                .key, "\(person.name) was removed on \(removed.time) and does not work here any more",
                remedy: "Somebody who works here can act: greenbadge staff list.")
        }
        return RuleViolation(
            .key, "the key \(key) of \(person.name) was replaced", remedy: "Use the new one.")
    }

    private func names(of roles: Set<Role>) -> String {
        let names = Role.allCases.filter(roles.contains).map(\.rawValue)
        return names.count == 1 ? "the role \(names[0])" : "one of the roles \(names.joined(separator: ", "))"
    }

    /// "X or Y could do it." for a refusal: active people with the roles, without those excluded.
    package func whoCould(_ roles: Set<Role>, except excluded: Set<PersonID>) -> String {
        let able = people.values.filter { $0.isActive && $0.holds(roles) && !excluded.contains($0.id) }
            .sorted { $0.id < $1.id }.map(\.name)
        guard !able.isEmpty else {
            return "Nobody here could do it: an admin adds people with greenbadge staff add."
        }
        return "\(Self.either(able)) could do it."
    }

    /// `a, b or c`.
    static func either(_ names: [String]) -> String {
        guard let last = names.last, names.count > 1 else { return names.first ?? "" }
        return "\(names.dropLast().joined(separator: ", ")) or \(last)"
    }
}
