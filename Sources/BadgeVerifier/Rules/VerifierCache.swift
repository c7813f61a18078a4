import CryptoCore
import Encoding
import Synchronization
import Transparency

/// What was verified once and need not be again: issuing CAs and checkpoints, by their bytes as they stand in files.
///
/// Only successes are kept, and only what depends on nothing but the bytes and the client pack, which never changes;
/// times and the status of badges are looked at each time.
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

    private let issuers = Mutex<[KnownIssuer]>([])
    private let checkpoints = Mutex(Checkpoints())

    /// The issuing CA whose block stands at an offset of a file, and how long the block is. Blocks end with their own
    /// last line, so a file that goes on with the same bytes holds the same block.
    func issuer(in file: [UInt8], at offset: Int) -> (authority: IssuingAuthority, length: Int)? {
        issuers.withLock { issuers in
            for known in issuers where file.count - offset >= known.text.count {
                let place = file[offset..<offset + known.text.count]
                if sameBytes(place, known.text[...]) { return (known.authority, known.text.count) }
            }
            return nil
        }
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
        checkpoints.withLock { checkpoints in
            // The first is found as the last one until there is a second: whoever looks at one badge need not hash it.
            if let last = checkpoints.last {
                if checkpoints.all.count >= Self.checkpointCapacity { checkpoints.all.removeAll() }
                if checkpoints.all.isEmpty { checkpoints.all[SHA256.hash(last.text)] = last.evidence }
                checkpoints.all[SHA256.hash(text)] = evidence
            }
            checkpoints.last = (Array(text), evidence)
        }
    }
}
