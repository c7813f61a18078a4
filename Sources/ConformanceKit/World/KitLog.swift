import CryptoCore
import Encoding
import Transparency

/// A public log in memory: its entries, and proofs and checkpoints at every size.
struct KitLog: Sendable {
    let signer: NoteSigner
    private var entries: [[UInt8]] = []
    private var complete: KitTree?

    var origin: String { signer.verifierKey.name }
    /// The next free place.
    var count: UInt64 { UInt64(entries.count) }

    /// An empty log.
    init(_ signer: NoteSigner) { self.signer = signer }

    /// Type byte of a badge; its exact TBSCertificate follows (DESIGN 4.2).
    static func badge(_ tbs: [UInt8]) -> [UInt8] { [1] + tbs }

    /// An entry that is of no importance: an anchor of the journal transaction with this number.
    static func filler(_ number: UInt64) -> [UInt8] {
        let sequence = bigEndian(number, count: 8)
        return [5] + sequence + SHA256.hash(sequence).bytes
    }

    mutating func append(_ entry: [UInt8]) { entries.append(entry) }

    /// Adds unimportant entries up to a size.
    mutating func fill(to size: UInt64) {
        while count < size { append(KitLog.filler(count)) }
    }

    /// A log of unimportant entries, as long as the kit's own.
    static func unimportant(_ signer: NoteSigner) -> KitLog {
        var log = KitLog(signer)
        log.fill(to: KitAuthority.logSize)
        return log
    }

    /// Its tree, with other entries at some places.
    func tree(_ changes: [UInt64: [UInt8]] = [:]) -> KitTree {
        if changes.isEmpty, let complete { return complete }
        return computedTree(changes)
    }

    /// The same log, none of whose entries changes any more, with its tree at hand.
    var completed: KitLog {
        var log = self
        log.complete = computedTree([:])
        return log
    }

    private func computedTree(_ changes: [UInt64: [UInt8]]) -> KitTree {
        KitTree(
            origin: origin,
            leaves: entries.enumerated().map { MerkleTree.leafHash(changes[UInt64($0.offset)] ?? $0.element) }
        )
    }
}
