import CryptoCore
import Encoding
import Synchronization
import Transparency

/// What was verified once and need not be again: issuing CAs and checkpoints, by their bytes as they stand in files.
///
/// Only successes are kept, and only what depends on nothing but the bytes and the trust file; times and status are
/// looked at each time.
final class VerifierCache: Sendable {
    /// Issuing CAs kept. An authority has a few; each was signed by its root.
    private static let issuerCapacity = 16
    /// Checkpoints kept. Whoever feeds us ever new ones only makes us verify again.
    private static let checkpointCapacity = 256

    /// An issuing CA and the text of its block.
    private struct KnownIssuer {
        let text: [UInt8]
        let authority: IssuingAuthority
    }

    private struct Checkpoints {
        var last: (text: [UInt8], evidence: CheckpointEvidence)?
        var all: [Digest: CheckpointEvidence] = [:]
    }

    /// A checkpoint that was only read, for pack mode.
    private struct Stated {
        var text: [UInt8] = []
        var size: UInt64?
    }

    private let issuers = Mutex<[KnownIssuer]>([])
    private let stated = Mutex(Stated())
    private let checkpoints = Mutex(Checkpoints())

    /// The issuing CA with this block.
    func issuer(_ text: ArraySlice<UInt8>) -> IssuingAuthority? {
        issuers.withLock { issuers in issuers.first { sameBytes($0.text[...], text) }?.authority }
    }

    /// Keeps an issuing CA that was verified under the text of its block.
    func keep(_ authority: IssuingAuthority, text: ArraySlice<UInt8>) {
        issuers.withLock { issuers in
            if issuers.count >= Self.issuerCapacity { issuers.removeFirst() }
            issuers.append(KnownIssuer(text: Array(text), authority: authority))
        }
    }

    /// The checkpoint that is written so. Most files come with the one that the file before them had.
    func checkpoint(_ text: ArraySlice<UInt8>) -> CheckpointEvidence? {
        let last = checkpoints.withLock { checkpoints in
            checkpoints.last.flatMap { sameBytes($0.text[...], text) ? $0.evidence : nil }
        }
        if let last { return last }
        let digest = SHA256.hash(text)
        return checkpoints.withLock { checkpoints in
            guard let known = checkpoints.all[digest] else { return nil }
            checkpoints.last = (Array(text), known)
            return known
        }
    }

    /// Keeps a checkpoint whose signatures were verified.
    func keep(_ evidence: CheckpointEvidence, text: ArraySlice<UInt8>) {
        let digest = SHA256.hash(text)
        checkpoints.withLock { checkpoints in
            if checkpoints.all.count >= Self.checkpointCapacity { checkpoints.all.removeAll() }
            checkpoints.all[digest] = evidence
            checkpoints.last = (Array(text), evidence)
        }
    }

    /// The tree size that a note states, if it is a checkpoint; who signed it is not looked at.
    func statedSize(_ text: ArraySlice<UInt8>) -> UInt64? {
        stated.withLock { stated in
            if sameBytes(stated.text[...], text) { return stated.size }
            let note = try? SignedNote(parsing: Array(text))
            stated = Stated(text: Array(text), size: note.flatMap { try? Checkpoint(text: $0.text) }?.size)
            return stated.size
        }
    }
}
