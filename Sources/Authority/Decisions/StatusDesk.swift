package import Encoding
package import Registry
package import RegistryStore
package import Transparency

/// Suspends, reinstates and revokes badges. Clients learn it with the next publication.
package struct StatusDesk {
    let store: RegistryStore
    let actor: NoteSigner

    package init(_ store: RegistryStore, by actor: NoteSigner) {
        self.store = store
        self.actor = actor
    }

    /// The events that bring a badge into a state; to be appended, or rehearsed.
    package func change(
        _ serial: BadgeSerial, to state: BadgeState, reason: UInt8, successor: BadgeSerial? = nil
    )
        -> [Event]
    {
        [.statusChanged(StatusChange(serial: serial, state: state, reason: reason, successor: successor))]
    }

    /// An approval of a reinstatement, and the reinstatement itself when it completes the quorum.
    package func reinstatement(
        of badge: Badge, clock: Timestamp
    ) throws(AuthorityError) -> (events: [Event], completes: Bool) {
        try AuthorityError.placing {
            let state = store.state
            let time = try store.transactionTime(clock: clock)
            guard let person = state.activePerson(verifierKey: actor.verifierKey.text) else {
                throw AuthorityError.refused(
                    "the key \(actor.verifierKey.text) belongs to nobody who works here now")
            }
            guard person.holds([.reviewer]) else {
                throw RuleViolation(
                    .role, "\(person.name) may not reinstate badges: it takes the role reviewer",
                    remedy: state.whoCould([.reviewer], except: [person.id]))
            }
            try state.checkReinstatement(of: badge, by: person, at: time)
            let decision = Decision(
                registry: state.registryID, subject: badge.logging.serial.description,
                revision: badge.revision,
                contentHash: SHA256Text.hex(badge.logging.tbs), policyVersion: state.policy.version,
                verdict: .reinstate, time: time,
                expiry: time.adding(seconds: state.policy[.decisionDays] * Timestamp.day))
            let note = try DecisionNote(decision, by: actor)
            let completes =
                Int64(state.countingApprovals(of: badge, at: time).count) + 1 >= state.policy[.approvals]
            let approval = Event.decided(decision, note: note.note.bytes)
            return (
                completes
                    ? [approval] + change(badge.logging.serial, to: .good, reason: 0) : [approval], completes
            )
        }
    }
}
