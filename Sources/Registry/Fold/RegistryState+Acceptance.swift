import Encoding

// Decisions that travelled (DESIGN 4.5): signed away from the registry, by one person or several, and brought in.
extension RegistryState {
    /// Roles that bring decisions in.
    package static let acceptingRoles: Set<Role> = [.clerk, .reviewer, .issuer, .admin]

    mutating func applyAccepted(
        _ decision: Decision, signers: [String], _ context: TransactionContext
    ) throws(RuleViolation) {
        _ = try actor(context, Self.acceptingRoles, to: "bring decisions in")
        try check(decision, context)
        guard let id = ApplicationID(decision.subject), Self.travels(decision.verdict) else {
            throw RuleViolation(
                .state, "only approvals and rejections of cases travel, not \(decision.verdict.text)")
        }
        guard !signers.isEmpty else { throw RuleViolation(.state, "a decision that nobody signed") }
        for key in signers {
            guard let person = activePerson(verifierKey: key) else { throw refusal(ofKey: key) }
            if applications[id]?.taken.contains(taking(decision, by: person)) == true {
                throw RuleViolation(
                    .duplicate, "this decision of \(person.name) was taken in already",
                    remedy: "Look at the case: greenbadge show \(id).")
            }
            try applyCaseDecision(decision, on: id, by: person, context)
        }
    }

    /// Whether a decision may be signed away from the registry.
    package static func travels(_ verdict: Decision.Verdict) -> Bool {
        switch verdict {
        case .approve, .reject: true
        case .reinstate, .uphold, .reverse, .breakGlass: false
        }
    }

    /// What keeps one decision of one person from counting twice, after it was voided as well.
    func taking(_ decision: Decision, by person: Person) -> ByteString {
        ByteString("\(person.id.number)\n\(decision.text)")
    }
}
