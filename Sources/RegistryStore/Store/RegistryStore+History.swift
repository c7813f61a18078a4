package import Encoding
import Journal
package import Registry
import Transparency

/// One event of a case, with its place in the journal.
package struct HistoryEntry: Sendable {
    /// The transaction, which is also the revision where the event makes one.
    package let sequence: UInt64
    package let time: Timestamp
    /// Who signed the transaction.
    package let by: Person
    package let event: Event
}

extension RegistryStore {
    /// Every event of a case and of its badge, in journal order.
    ///
    /// Reads the journal once more, a transaction at a time, and keeps only this case's events. Signatures and rules
    /// were checked when the registry was opened.
    package func history(of id: ApplicationID) throws(StoreError) -> [HistoryEntry] {
        let badge = state.applications[id]?.badge
        return try StoreError.placing {
            var entries: [HistoryEntry] = []
            try journal.forEach { sequence, payload in
                let note = try SignedNote(
                    parsing: payload, maximumBytes: Transaction.maximumBytes, maximumSignatures: 32)
                let transaction = try Transaction(text: note.text)
                let subjects = Set([id.description] + [badge?.description].compactMap(\.self))
                for json in transaction.events where try Self.concerns(json, subjects) {
                    entries.append(
                        HistoryEntry(
                            sequence: sequence, time: transaction.time, by: try signer(of: note),
                            event: try EventCodec.event(json, vault: vault)))
                }
            }
            return entries
        }
    }

    /// The first transaction dated after a time; its number and its date. Their times never fall.
    package func firstTransaction(
        after time: Timestamp
    ) throws(StoreError) -> (sequence: UInt64, time: Timestamp)? {
        guard state.lastTime > time, let last = state.lastSequence else { return nil }
        return try StoreError.placing {
            var cursor = try journal.entries()
            while let entry = try cursor.next(), entry.sequence <= last {
                let note = try SignedNote(
                    parsing: entry.payload, maximumBytes: Transaction.maximumBytes, maximumSignatures: 32)
                let dated = try Transaction(text: note.text).time
                if dated > time { return (entry.sequence, dated) }
            }
            return nil
        }
    }

    /// Whether an event names the case or its badge. Nothing sealed is opened to find out.
    private static func concerns(_ event: JSON, _ subjects: Set<String>) throws -> Bool {
        for name in ["case", "serial"] {
            if case .string(let subject)? = event[name] { return subjects.contains(subject) }
        }
        guard event["event"] == "decided", case .string(let text)? = event["note"],
            let bytes = Base64.decode(text)
        else { return false }
        return subjects.contains(try DecisionNote(parsing: bytes).decision.subject)
    }

    /// The person whose key made the signature, whether they still work here or not.
    func signer(of note: SignedNote) throws -> Person {
        guard let signature = note.signatures.first else { throw StoreError.damaged("no signature") }
        for person in state.people.values {
            for key in person.keys where try verifierKey(key.verifierKey).isNamed(by: signature) {
                return person
            }
        }
        throw StoreError.damaged("a transaction by \(signature.name), who never worked here")
    }
}
