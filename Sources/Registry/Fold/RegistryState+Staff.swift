package import Encoding

extension RegistryState {
    mutating func applyGenesis(_ genesis: Genesis, _ context: TransactionContext) throws(RuleViolation) {
        guard self.genesis == nil else { throw RuleViolation(.genesis, "a second genesis") }
        guard !genesis.admins.isEmpty else { throw RuleViolation(.genesis, "a genesis without an admin") }
        guard genesis.nonce.count == 32 else { throw RuleViolation(.genesis, "the nonce must have 32 bytes") }
        guard genesis.policy.version == 1 else {
            throw RuleViolation(
                .genesis, "the first policy must have version 1, not \(genesis.policy.version)")
        }
        try genesis.policy.validate()
        self.genesis = genesis
        set(genesis.policy, context)
        for admin in genesis.admins {
            // Admins and nothing else: who does the daily work as well is given the roles for it, in the journal.
            try addPerson(
                name: admin.name, roles: [.admin], verifierKey: admin.verifierKey, at: context.sequence)
        }
        guard activePerson(verifierKey: context.actorKey) != nil else {
            throw RuleViolation(.genesis, "the genesis is not signed by one of its admins")
        }
    }

    mutating func applyProposal(_ change: AdminChange, _ context: TransactionContext) throws(RuleViolation) {
        let admin = try actor(context, [.admin], to: change.action)
        try check(change)
        if isSingleOperator {
            try perform(change, context)
        } else {
            let repeated = proposals.values.contains { $0.change == change && isOpen($0, at: context.time) }
            guard !repeated else {
                throw RuleViolation(
                    .twoAdmins, "this change is proposed already",
                    remedy: whoCould([.admin], except: [admin.id]))
            }
            proposals[context.sequence] = Proposal(
                change: change, by: admin.id, at: context.time, sequence: context.sequence)
        }
    }

    mutating func applyConfirmation(of proposal: UInt64, _ context: TransactionContext) throws(RuleViolation)
    {
        guard let open = proposals[proposal], isOpen(open, at: context.time) else {
            throw RuleViolation(.twoAdmins, "transaction \(proposal) proposes nothing that is still open")
        }
        let admin = try actor(context, [.admin], to: open.change.action)
        guard admin.id != open.by else {
            throw RuleViolation(
                .twoAdmins, "\(admin.name) proposed this; it takes another admin to confirm",
                remedy: whoCould([.admin], except: [admin.id]))
        }
        try check(open.change)
        proposals[proposal] = nil
        try perform(open.change, context)
    }

    /// Proposals lapse with the decision time of the policy, so that an old one cannot be completed by surprise, and end
    /// when their proposer leaves or is no admin any more.
    package func isOpen(_ proposal: Proposal, at time: Timestamp) -> Bool {
        time <= proposal.at.adding(seconds: policy[.decisionDays] * Timestamp.day)
            && people[proposal.by].map { $0.isActive && $0.roles.contains(.admin) } == true
    }

    /// What waits for a second admin at `time`, oldest first.
    package func openProposals(at time: Timestamp) -> [Proposal] {
        proposals.values.filter { isOpen($0, at: time) }.sorted { $0.sequence < $1.sequence }
    }

    private func check(_ change: AdminChange) throws(RuleViolation) {
        switch change {
        case .addPerson(let name, let roles, let key):
            guard !roles.isEmpty else { throw RuleViolation(.person, "\(name) needs at least one role") }
            try checkNewKey(key)
        case .removePerson(let id):
            let person = try active(id)
            if person.roles.contains(.admin) && activeAdmins.count == 1 {
                throw RuleViolation(
                    .lastAdmin, "\(person.name) is the last admin and cannot be removed",
                    remedy: "Add another admin first.")
            }
        case .replaceKey(let id, let old, let new):
            let person = try active(id)
            guard person.activeKeys.contains(where: { sameBytes($0, old) }) else {
                throw RuleViolation(.key, "\(person.name) has no active key \(old)")
            }
            try checkNewKey(new)
        case .addKey(let id, let key):
            _ = try active(id)
            try checkNewKey(key)
        case .setRoles(let id, let roles):
            let person = try active(id)
            guard !roles.isEmpty else {
                throw RuleViolation(.person, "\(person.name) needs at least one role")
            }
            if person.roles.contains(.admin), !roles.contains(.admin), activeAdmins.count == 1 {
                throw RuleViolation(
                    .lastAdmin, "\(person.name) is the last admin", remedy: "Add another admin first.")
            }
        case .setPolicy(let new):
            guard new.version == policy.version + 1 else {
                throw RuleViolation(
                    .policy, "the next policy version is \(policy.version + 1), not \(new.version)")
            }
            try new.validate()
        }
    }

    private func checkNewKey(_ key: String) throws(RuleViolation) {
        if let owner = owners[ByteString(key)], let person = people[owner] {
            throw RuleViolation(
                .key, "the key \(key) belongs to \(person.name), for ever",
                remedy: "Make a new one with: greenbadge identity new.")
        }
    }

    private func active(_ id: PersonID) throws(RuleViolation) -> Person {
        guard let person = people[id], person.isActive else {
            throw RuleViolation(.person, "\(id) does not work here")
        }
        return person
    }

    private mutating func perform(_ change: AdminChange, _ context: TransactionContext) throws(RuleViolation)
    {
        switch change {
        case .addPerson(let name, let roles, let key):
            try addPerson(name: name, roles: Set(roles), verifierKey: key, at: context.sequence)
        case .removePerson(let id):
            var person = try active(id)
            person.removed = (context.sequence, context.time)
            for index in person.keys.indices where person.keys[index].removedAt == nil {
                person.keys[index].removedAt = context.sequence
            }
            people[id] = person
        case .replaceKey(let id, let old, let new):
            var person = try active(id)
            for index in person.keys.indices where sameBytes(person.keys[index].verifierKey, old) {
                person.keys[index].removedAt = context.sequence
            }
            person.keys.append(PersonKey(verifierKey: new, addedAt: context.sequence, removedAt: nil))
            owners[ByteString(new)] = id
            people[id] = person
        case .addKey(let id, let key):
            var person = try active(id)
            person.keys.append(PersonKey(verifierKey: key, addedAt: context.sequence, removedAt: nil))
            owners[ByteString(key)] = id
            people[id] = person
        case .setRoles(let id, let roles):
            people[id]?.roles = Set(roles)
        case .setPolicy(let new):
            set(new, context)
            if new.voidsApprovals { voidApprovals() }
        }
    }

    private mutating func set(_ new: Policy, _ context: TransactionContext) {
        policy = new
        policies.append(PolicyState(policy: new, sequence: context.sequence, at: context.time))
    }

    /// Takes back every approval that has not led to anything yet; those of issued badges stay as they were given.
    private mutating func voidApprovals() {
        for (id, application) in applications where !application.isIssued {
            applications[id]?.approvals = []
        }
        for (serial, badge) in badges where !badge.approvals.isEmpty { badges[serial]?.approvals = [] }
    }

    private mutating func addPerson(
        name: String, roles: Set<Role>, verifierKey: String, at sequence: UInt64
    )
        throws(RuleViolation)
    {
        try checkNewKey(verifierKey)
        if let problem = FormRules.textProblem(name, maximum: FormRules.Limit.name) {
            throw RuleViolation(.person, "the name \(problem)")
        }
        let sameName = people.values.contains { $0.isActive && sameBytes($0.name, name) }
        guard !sameName else {
            throw RuleViolation(
                .person, "somebody named \(name) works here already", remedy: "Choose another name.")
        }
        let id = PersonID(Int64(people.count) + 1)
        people[id] = Person(id: id, name: name, roles: roles, verifierKey: verifierKey, addedAt: sequence)
        owners[ByteString(verifierKey)] = id
    }
}

extension AdminChange {
    /// What it does, to stand behind "may not".
    package var action: String {
        switch self {
        case .addPerson: "add people"
        case .removePerson: "remove people"
        case .replaceKey, .addKey: "change keys"
        case .setRoles: "change roles"
        case .setPolicy: "set the policy"
        }
    }
}
