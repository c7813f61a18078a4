import CryptoCore
package import Encoding
package import Registry
package import RegistryStore
package import Transparency

/// Decisions on cases as signed notes.
package enum CaseDesk {
    /// An approval or rejection of the case's current revision, as an event.
    package static func decide(
        _ verdict: Decision.Verdict, on application: Application, store: RegistryStore, by actor: NoteSigner,
        clock: Timestamp
    ) throws(AuthorityError) -> Event {
        let note = try sign(verdict, on: application, store: store, by: actor, clock: clock)
        return .decided(note.decision, note: note.note.bytes)
    }

    /// An admin's decision alone, with its reason in writing, as an event.
    package static func breakGlass(
        on application: Application, reason: String, store: RegistryStore, by actor: NoteSigner,
        clock: Timestamp
    ) throws(AuthorityError) -> Event {
        let note = try sign(.breakGlass, on: application, store: store, by: actor, clock: clock)
        return try AuthorityError.placing {
            try store.brokenGlass(note, reason: reason, case: application.id)
        }
    }

    /// The signed note of a decision on the case's current revision.
    package static func sign(
        _ verdict: Decision.Verdict, on application: Application, store: RegistryStore, by actor: NoteSigner,
        clock: Timestamp
    ) throws(AuthorityError) -> DecisionNote {
        try AuthorityError.placing {
            let state = store.state
            let approves = verdict == .approve || verdict == .breakGlass
            guard !approves || application.content.value != nil else {
                throw AuthorityError.refused(
                    "\(application.id) cannot be read: \(store.keyLoss(of: application.id)). Nobody approves what nobody can look at"
                )
            }
            let time = try store.transactionTime(clock: clock)
            let decision = Decision(
                registry: state.registryID, subject: application.id.description,
                revision: application.revision,
                contentHash: application.contentHash, policyVersion: state.policy.version, verdict: verdict,
                time: time, expiry: time.adding(seconds: state.policy[.decisionDays] * Timestamp.day))
            return try DecisionNote(decision, by: actor)
        }
    }
}

/// Hashes as the registry's texts write them.
enum SHA256Text {
    static func hex(_ bytes: [UInt8]) -> String { SHA256.hash(bytes).hex }
}
