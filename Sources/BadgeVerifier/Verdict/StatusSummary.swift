package import Encoding

/// The status statement that decided, or the best there was.
package struct StatusSummary: Hashable, Sendable {
    /// Where it came from.
    package enum Source: String, Hashable, Sendable {
        case snapshot, staple
    }

    /// Nil where no source covers the badge.
    package let state: StatusState?
    /// Where it came from.
    package let source: Source
    /// Its number.
    package let sequence: UInt64
    /// When the authority issued it.
    package let asOf: Timestamp
    /// Seconds between `asOf` and the time of verification; negative if that was earlier.
    package let age: Int64
    /// When the next one is due at the latest.
    package let nextUpdate: Timestamp
}

/// The log that a badge stands in.
package struct LogSummary: Hashable, Sendable {
    /// The log origin.
    package let origin: String
    /// Tree size of the checkpoint in the badge file.
    package let size: UInt64
}
