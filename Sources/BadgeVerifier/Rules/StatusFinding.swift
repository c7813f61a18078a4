import Encoding
import Transparency

/// One verified statement about a badge's status.
final class StatusStatement: Sendable {
    let source: StatusSummary.Source
    /// Nil where the statement does not cover the badge.
    let state: StatusState?
    let origin: String
    let key: VerifierKey
    let sequence: UInt64
    let issued: Timestamp
    let nextUpdate: Timestamp

    init(
        source: StatusSummary.Source, state: StatusState?, origin: String, key: VerifierKey,
        sequence: UInt64, issued: Timestamp, nextUpdate: Timestamp
    ) {
        self.source = source
        self.state = state
        self.origin = origin
        self.key = key
        self.sequence = sequence
        self.issued = issued
        self.nextUpdate = nextUpdate
    }

    /// The last second at which it may be relied on: next update, or the client's own limit if that is earlier.
    func freshUntil(maximumAge: Int64) -> Timestamp { min(nextUpdate, issued.adding(seconds: maximumAge)) }

    /// Newer than another one. Sequences compare only under one key, since a new status key starts anew; between keys
    /// the time of issue decides. Where both are equally new, the worse state does.
    func outranks(_ other: StatusStatement) -> Bool {
        if key == other.key, sequence != other.sequence { return sequence > other.sequence }
        if key != other.key, issued != other.issued { return issued > other.issued }
        return (state?.severity ?? -1) > (other.state?.severity ?? -1)
    }

    func summary(at now: Timestamp) -> StatusSummary {
        let (age, overflow) = now.seconds.subtractingReportingOverflow(issued.seconds)
        return StatusSummary(
            state: state, source: source, sequence: sequence, asOf: issued,
            age: overflow ? (now < issued ? .min : .max) : age, nextUpdate: nextUpdate)
    }
}

/// All that is known about a badge's status, and which statement decides.
struct StatusFinding: Sendable {
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
