import Encoding

/// What the verifier is ready to read from strangers: named, so that each number has its reason beside it.
package enum Limits {
    /// A badge with two certificates, a staple and a proof takes 4 to 6 KiB; ten times that leaves room for witnesses.
    package static let badgeFileBytes = 64 << 10
    /// A badge certificate takes about 1 KiB, the longest the profile can describe about 10.
    package static let certificateBytes = 16 << 10
    /// A Merkle path in a tree of 2^63 leaves; no log is larger.
    package static let proofHashes = 63
    /// The header of a snapshot and every other note from outside.
    package static let noteBytes = 64 << 10
    /// Signature lines on one note: one log and up to 31 witnesses.
    package static let noteSignatures = 32
    /// A thousand times what ten million badges with 1 % listed need.
    package static let snapshotBytes = 256 << 20
    /// Items in all lists of a snapshot together (2^24).
    package static let snapshotItems = 1 << 24
    /// Proofs from some hundred older sizes take about a kilobyte each.
    package static let consistencyBytes = 1 << 20
    /// Hashes of all tiles of a pack together: 32 bytes for 65,536 entries, so 2^20 of them reach beyond any log.
    package static let tileHashes = 1 << 20
    /// A trust file holds a few certificates and keys.
    package static let trustFileBytes = 1 << 20
    /// The longest `maxStatusAge` a trust file may set: 30 days.
    package static let statusAge: Int64 = 30 * Timestamp.day
    /// 398 days, and the hour by which notBefore lies before the moment of issue.
    package static let badgeValidity: Int64 = 398 * Timestamp.day + Timestamp.hour
    /// A clock may be this far behind a signed time before it is suspect: 5 minutes.
    package static let clockTolerance: Int64 = 5 * Timestamp.minute
    /// Canonical JSON of the profile extension.
    package static let profileBytes = 8 << 10
}
