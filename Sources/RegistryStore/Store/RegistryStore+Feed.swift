import Encoding
import Journal
import Registry
import Transparency

/// One event of the feed.
package struct FeedEntry: Sendable {
    /// The event with its transaction, time and actor.
    package let entry: HistoryEntry
    /// 1 for the first event of its transaction.
    package let number: Int
    /// The place behind the event: whoever goes on there misses nothing and gets nothing twice.
    package let position: FeedPosition
}

extension RegistryStore {
    /// Every event behind a place, in journal order, until `body` says false.
    ///
    /// Ends where the state ends, which was checked when the registry was opened: what another writer adds meanwhile is
    /// for the next time.
    /// - Throws: `.notFound` where the journal does not have the place, so that nobody waits for a number that another
    ///   registry gave out.
    package func feed(
        after place: FeedPosition?, _ body: (FeedEntry) -> Bool
    ) throws(StoreError) {
        guard let last = state.lastSequence else { return }
        if let place, place.sequence > last {
            throw .notFound(
                "this journal ends with transaction \(last), and \(place) lies behind it: that number is of another registry, or this one was put back from a backup"
            )
        }
        let start = place.map { $0.events == nil ? $0.sequence + 1 : $0.sequence } ?? 0
        try StoreError.placing {
            var cursor = try journal.entries(from: start)
            while let entry = try cursor.next(), entry.sequence <= last {
                let isPlace = entry.sequence == place?.sequence
                guard try feed(entry, passing: isPlace ? place?.events ?? 0 : 0, body) else { return }
            }
        }
    }

    private func feed(
        _ entry: JournalEntry, passing passed: Int, _ body: (FeedEntry) -> Bool
    ) throws -> Bool {
        let note = try SignedNote(
            parsing: entry.payload, maximumBytes: Transaction.maximumBytes, maximumSignatures: 32)
        let transaction = try Transaction(text: note.text)
        let count = transaction.events.count
        guard passed <= count else {
            throw StoreError.notFound(
                "transaction \(entry.sequence) has \(count) event\(count == 1 ? "" : "s"), not \(passed): that place is of another registry, or this one was put back from a backup"
            )
        }
        let signer = try signer(of: note)
        for (index, json) in transaction.events.enumerated().dropFirst(passed) {
            let number = index + 1
            let event = FeedEntry(
                entry: HistoryEntry(
                    sequence: entry.sequence, time: transaction.time, by: signer,
                    event: try EventCodec.event(json, vault: vault)),
                number: number,
                position: FeedPosition(sequence: entry.sequence, events: number == count ? nil : number))
            guard body(event) else { return false }
        }
        return true
    }
}
