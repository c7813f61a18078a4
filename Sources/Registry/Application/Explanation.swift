package import Encoding

/// What a reviewer wrote for the business beside a decision; it stands in the letter, unlike a note.
package struct Explanation: Hashable, Sendable {
    package let text: Sealed<String>
    /// The transaction, which is that of the decision that it explains.
    package let sequence: UInt64
    package let by: PersonID
    package let at: Timestamp
}

extension Application {
    /// What the business is told beside a decision; nil where nothing was written, or the case's key is gone.
    package func explanation(of decision: DecisionState) -> String? {
        explanations.last { $0.sequence == decision.sequence && $0.by == decision.by }?.text.value
    }
}

extension RegistryState {
    mutating func applyExplanation(
        _ id: ApplicationID, _ text: Sealed<String>, _ context: TransactionContext
    ) throws(RuleViolation) {
        let person = try actor(context, [.reviewer], to: "explain decisions to applicants")
        let application = try open(id, orAppealed: true)
        try refuseRepresentative(of: application, person, to: "explain its decisions")
        applications[id]?.explanations.append(
            Explanation(text: text, sequence: context.sequence, by: person.id, at: context.time))
    }
}
