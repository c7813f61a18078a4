import Encoding
import Transparency

/// Something the authority signed about the status of badges: a snapshot, or a staple. A pack's snapshot is one for all
/// badges that are looked at.
final class StatusSource: Sendable {
    let kind: StatusSummary.Source
    /// The log whose badges it is about.
    let origin: String
    /// The listed status key that signed it.
    let key: VerifierKey
    let sequence: UInt64
    let issued: Timestamp
    let nextUpdate: Timestamp

    init(
        _ kind: StatusSummary.Source, origin: String, key: VerifierKey, sequence: UInt64, issued: Timestamp,
        nextUpdate: Timestamp
    ) {
        self.kind = kind
        self.origin = origin
        self.key = key
        self.sequence = sequence
        self.issued = issued
        self.nextUpdate = nextUpdate
    }

    /// What both kinds of source are called, with number and time.
    var name: String { "\(kind.rawValue) \(sequence) of \(issued)" }

    /// The last second at which it may be relied on: next update, or the client's own limit if that is earlier.
    func freshUntil(maximumAge: Int64) -> Timestamp { min(nextUpdate, issued.adding(seconds: maximumAge)) }
}

/// What one source says about a badge.
struct StatusStatement: Sendable {
    let source: StatusSource
    /// Nil where the source does not cover the badge.
    let state: StatusState?

    /// Newer than another one. Sequences compare only under one key, since a new status key starts anew; between keys
    /// the time of issue decides. Where both are equally new, the worse state does.
    func outranks(_ other: StatusStatement) -> Bool {
        let (mine, theirs) = (source, other.source)
        let isOneKey = mine.key == theirs.key
        if isOneKey, mine.sequence != theirs.sequence { return mine.sequence > theirs.sequence }
        if !isOneKey, mine.issued != theirs.issued { return mine.issued > theirs.issued }
        return (state?.severity ?? -1) > (other.state?.severity ?? -1)
    }

    func summary(at now: Timestamp) -> StatusSummary {
        let (age, overflow) = now.seconds.subtractingReportingOverflow(source.issued.seconds)
        return StatusSummary(
            state: state, source: source.kind, sequence: source.sequence, asOf: source.issued,
            age: overflow ? (now < source.issued ? .min : .max) : age, nextUpdate: source.nextUpdate)
    }
}

/// All that is known about a badge's status, and which statement decides. A class, since every later step looks at it.
final class StatusFinding: Sendable {
    /// The pack's, if it verified.
    let snapshot: StatusStatement?
    /// The badge file's, if it verified.
    let staple: StatusStatement?
    /// The statement that decides; nil where none covers the badge.
    let decisive: StatusStatement?

    /// `revoked` or `superseded` in any verified source is final, stale or not; else the newest that covers decides.
    init(snapshot: StatusStatement?, staple: StatusStatement?) {
        self.snapshot = snapshot
        self.staple = staple
        guard let first = snapshot, let firstState = first.state else {
            decisive = staple?.state == nil ? nil : staple
            return
        }
        guard let second = staple, let secondState = second.state else {
            decisive = first
            return
        }
        let isBetter =
            secondState.isFinal == firstState.isFinal ? second.outranks(first) : secondState.isFinal
        decisive = isBetter ? second : first
    }

    /// A statement, whether it covers the badge or not.
    var any: StatusStatement? { snapshot ?? staple }

    /// What the verdict shows: the decisive statement, or one that at least tells how old the data is.
    func summary(at now: Timestamp) -> StatusSummary? { statement?.summary(at: now) }

    /// The decisive statement, or one that at least tells how old the data is.
    var statement: StatusStatement? { decisive ?? any }
}
