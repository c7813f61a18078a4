import Encoding

/// A place in the feed of events: behind a whole transaction, or behind one of its events.
///
/// Written `17`, or `17.2` behind the second event of transaction 17. A transaction may have several events, so its
/// number alone could not say where somebody stopped who had read some of them.
package struct FeedPosition: Hashable, Sendable, CustomStringConvertible {
    /// The transaction.
    package let sequence: UInt64
    /// How many of its events lie before the place; nil for all of them.
    package let events: Int?

    /// A place behind all of a transaction, or behind its first `events` events.
    package init(sequence: UInt64, events: Int? = nil) {
        self.sequence = sequence
        self.events = events
    }

    /// Reads what `description` writes; nil for anything else.
    package init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count),
            let sequence = DecimalText.parse(String(decoding: parts[0], as: UTF8.self)),
            sequence <= UInt64(Int64.max)
        else { return nil }
        guard parts.count == 2 else {
            self.init(sequence: sequence)
            return
        }
        guard let events = DecimalText.parse(String(decoding: parts[1], as: UTF8.self)),
            (1...UInt64(Int32.max)).contains(events)
        else { return nil }
        self.init(sequence: sequence, events: Int(events))
    }

    /// `17` or `17.2`.
    package var description: String { events.map { "\(sequence).\($0)" } ?? String(sequence) }
}
