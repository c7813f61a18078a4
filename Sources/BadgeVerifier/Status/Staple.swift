package import Encoding

/// A status statement about one badge that travels in its file (DESIGN 4.1), so that a new badge is green at a client
/// whose snapshot is older than it.
///
///     greenbadge/staple@v1
///     badges.example.org/log1          log origin
///     42                               sequence
///     2026-11-22T14:20:00Z             issued
///     2026-11-29T14:20:00Z             next update
///     1234                             index
///     good                             state: good or limited
package struct Staple: Hashable, Sendable {
    /// First line of the format.
    package static let formatLine = "greenbadge/staple@v1"

    /// The log origin.
    package let origin: String
    /// Shares its numbering with snapshots; below 2^63.
    package let sequence: UInt64
    /// When the authority issued it.
    package let issued: Timestamp
    /// When the next one is due at the latest.
    package let nextUpdate: Timestamp
    /// The badge's place in the log.
    package let index: UInt64
    /// `good` or `limited`: nobody would carry a worse one.
    package let state: StatusState

    /// Nil where a value is outside the format.
    package init?(
        origin: String, sequence: UInt64, issued: Timestamp, nextUpdate: Timestamp, index: UInt64,
        state: StatusState
    ) {
        guard !origin.isEmpty, !origin.utf8.contains(UInt8(ascii: "\n")), sequence >> 63 == 0,
            issued < nextUpdate, index > 0, index < RiceBlock.indexLimit, state == .good || state == .limited
        else { return nil }
        self.origin = origin
        self.sequence = sequence
        self.issued = issued
        self.nextUpdate = nextUpdate
        self.index = index
        self.state = state
    }

    /// Reads the text of a staple note strictly; nil where it is anything else.
    package init?(parsing text: String) {
        guard var lines = NoteLines(text, count: 7), lines.matches(Staple.formatLine) else { return nil }
        let origin = lines.next()
        guard let sequence = lines.number(), let issued = lines.time(), let nextUpdate = lines.time(),
            let index = lines.number()
        else { return nil }
        let word = lines.next()
        guard let state = [StatusState.good, .limited].first(where: { sameBytes($0.rawValue, word) }) else {
            return nil
        }
        self.init(
            origin: origin, sequence: sequence, issued: issued, nextUpdate: nextUpdate, index: index,
            state: state)
    }

    /// The text to sign.
    package var text: String {
        """
        \(Staple.formatLine)
        \(origin)
        \(sequence)
        \(issued)
        \(nextUpdate)
        \(index)
        \(state.rawValue)

        """
    }
}
