import CryptoCore
import Synchronization
import Transparency

/// What was verified once and need not be again: issuing CAs and checkpoints, by the SHA-256 of their bytes.
///
/// Only successes are kept, and only what depends on nothing but the bytes and the trust file; times and status are
/// looked at each time.
final class VerifierCache: Sendable {
    /// Entries kept of each kind. Whoever feeds us ever new ones only makes us verify again.
    private static let capacity = 256

    private let issuers = Mutex<[Digest: IssuingAuthority]>([:])
    private let checkpoints = Mutex<[Digest: CheckpointEvidence]>([:])

    func issuer(_ digest: Digest) -> IssuingAuthority? { issuers.withLock { $0[digest] } }

    func keep(_ issuer: IssuingAuthority, as digest: Digest) {
        issuers.withLock { VerifierCache.insert(issuer, digest, in: &$0) }
    }

    func checkpoint(_ digest: Digest) -> CheckpointEvidence? { checkpoints.withLock { $0[digest] } }

    func keep(_ checkpoint: CheckpointEvidence, as digest: Digest) {
        checkpoints.withLock { VerifierCache.insert(checkpoint, digest, in: &$0) }
    }

    private static func insert<Value>(_ value: Value, _ digest: Digest, in entries: inout [Digest: Value]) {
        if entries.count >= capacity { entries.removeAll() }
        entries[digest] = value
    }
}
