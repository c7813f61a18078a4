import CryptoCore
package import Encoding
package import Registry
package import Transparency
import Journal

/// One transaction to be: its events and who signs it.
package struct Draft {
    package let events: [Event]
    package let actor: NoteSigner
    package init(_ events: [Event], by actor: NoteSigner) {
        self.events = events
        self.actor = actor
    }
}

extension RegistryStore {
    /// A system clock this far behind the last transaction is wrong, not slow (DESIGN D13).
    package static let clockTolerance: Int64 = 5 * Timestamp.minute

    /// The time to write: never before the last transaction's.
    ///
    /// - Throws: `.environment` where the clock is more than five minutes behind the registry.
    package func transactionTime(clock: Timestamp) throws(StoreError) -> Timestamp {
        guard clock.adding(seconds: Self.clockTolerance) >= state.lastTime else {
            throw .environment(
                "the system clock says \(clock), but the registry's last transaction is of \(state.lastTime). Set the clock right"
            )
        }
        return max(clock, state.lastTime)
    }

    /// Appends transactions under one sync, each whole or absent; durable on return.
    ///
    /// Rules are checked before anything is written. On any failure the state in memory is what it was.
    /// - Parameters:
    ///   - clock: the system's time, or the test authority's.
    ///   - checkpoint: a signed checkpoint to put into the head with them.
    package func append(_ drafts: [Draft], clock: Timestamp, checkpoint: [UInt8]? = nil) throws(StoreError) {
        let time = try transactionTime(clock: clock)
        let before = (state, trees, records, lastHash, leakedKeys)
        do {
            try StoreError.placing {
                let payloads = try drafts.map { try stage($0, time: time) }
                _ = try journal.append(payloads, checkpoint: checkpoint)
            }
        } catch {
            (state, trees, records, lastHash, leakedKeys) = before
            throw error
        }
    }

    /// One transaction.
    package func append(
        _ events: [Event], by actor: NoteSigner, clock: Timestamp, checkpoint: [UInt8]? = nil
    )
        throws(StoreError)
    {
        try append([Draft(events, by: actor)], clock: clock, checkpoint: checkpoint)
    }

    /// Checks what `append` would do, without writing; for `--dry-run`. The state is left as it was.
    package func rehearse(_ events: [Event], by actor: NoteSigner, clock: Timestamp) throws(StoreError) {
        let time = try transactionTime(clock: clock)
        let before = (state, trees, records, lastHash, leakedKeys)
        defer { (state, trees, records, lastHash, leakedKeys) = before }
        try StoreError.placing { _ = try stage(Draft(events, by: actor), time: time) }
    }

    private func stage(_ draft: Draft, time: Timestamp) throws -> [UInt8] {
        let sequence = state.lastSequence.map { $0 + 1 } ?? 0
        let context = TransactionContext(
            sequence: sequence, time: time, actorKey: draft.actor.verifierKey.text)
        // Rules first: a passphrase prompt or an agent signature is not spent on what is refused anyway.
        try checkContents(draft.events)
        try checkKeys(in: draft.events)
        try checkDecisions(draft.events, actor: draft.actor.verifierKey.text)
        let added = try state.apply(draft.events, in: context)
        grow(added)
        noteLeakedKeys(draft.events)
        try checkFreezes(draft.events)
        try checkCheckpoints(draft.events)
        try checkReadable(draft.events)
        let transaction = Transaction(
            registryID: registryID, sequence: sequence, previous: lastHash?.hex ?? Transaction.zeros,
            time: time,
            events: draft.events.map(EventCodec.json))
        let bytes = try signed(transaction, by: [draft.actor])
        guard bytes.count <= Transaction.maximumBytes else {
            throw StoreError.environment("a transaction of \(bytes.count) bytes; split the batch")
        }
        lastHash = SHA256.hash(bytes)
        return bytes
    }

    /// What is written must be read again as what it was: else one careless caller could make a journal that nobody
    /// can open any more.
    private func checkReadable(_ events: [Event]) throws {
        for event in events {
            let again = try? EventCodec.event(EventCodec.json(event), vault: vault)
            guard again == event else {
                throw StoreError.environment(
                    "an event could not be read again as it was written; nothing was written (a bug in this program)"
                )
            }
        }
    }

    /// A signer that fails, such as an agent without the key, is no damage of the registry.
    private func signed(_ transaction: Transaction, by signers: [NoteSigner]) throws(StoreError) -> [UInt8] {
        do {
            return try SignedNote.sign(transaction.text, by: signers).bytes
        } catch {
            throw .environment("\(error)")
        }
    }

    /// Writes transaction 0.
    func found(_ founding: Founding) throws {
        let transaction = Transaction(
            registryID: Transaction.zeros, sequence: 0, previous: Transaction.zeros, time: founding.time,
            events: [EventCodec.json(.genesis(founding.genesis))])
        let id = SHA256.hash(Array(transaction.text.utf8)).hex
        let context = TransactionContext(
            sequence: 0, time: founding.time, actorKey: founding.genesis.admins.first?.verifierKey ?? "")
        try checkKeys(in: [.genesis(founding.genesis)])
        _ = try state.apply([.genesis(founding.genesis)], in: context, registryID: id)
        vault.registryID = id
        let payload = try signed(transaction, by: founding.admins)
        lastHash = SHA256.hash(payload)
        _ = try journal.append([payload])
    }
}
