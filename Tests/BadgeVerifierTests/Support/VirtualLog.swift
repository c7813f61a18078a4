import BadgeVerifier
import CryptoCore
import Encoding
import Transparency

/// The log of the virtual authority as a whole: filler entries, and badges at their places. Its trees of all sizes, tiles
/// and proofs are at hand, as a pack or a badge file of any age would carry them.
struct VirtualLog: Sendable {
    let signer: NoteSigner
    private(set) var tree: MerkleAccumulator

    /// - Parameters:
    ///   - size: The number of entries.
    ///   - badges: TBSCertificates by index.
    ///   - fork: Fills the places between differently, for a log that tells somebody else another story.
    init(_ authority: VirtualAuthority, size: UInt64, badges: [UInt64: [UInt8]] = [:], fork: UInt8 = 0) {
        signer = authority.logSigner
        tree = MerkleAccumulator(
            (0..<size).map { index in
                MerkleTree.leafHash(badges[index].map { [1] + $0 } ?? [2, fork] + bigEndian(index, count: 8))
            })
    }

    func checkpoint(_ size: UInt64, by signers: [NoteSigner]? = nil) throws -> SignedNote {
        let text = Checkpoint(origin: signer.verifierKey.name, size: size, root: tree.root(size: size)).text
        return try SignedNote.sign(text, by: signers ?? [signer], at: VirtualAuthority.now)
    }

    /// What a pack of this size carries.
    func tiles(_ size: UInt64) -> [String: [UInt8]] {
        Dictionary(
            uniqueKeysWithValues: PackTree.tiles(forSize: size).map { ($0.path, tree.bytes(of: $0)) })
    }

    func consistency(from older: [UInt64], to size: UInt64) -> [UInt8] {
        let proofs = older.map {
            ConsistencyFile.Proof(oldSize: $0, hashes: tree.consistencyProof(from: $0, to: size))
        }
        let section = ConsistencyFile.Section(origin: signer.verifierKey.name, size: size, proofs: proofs)
        return Array(ConsistencyFile([section]).text.utf8)
    }

    /// A badge file as it was made when the log had `size` entries.
    func file(
        _ parts: VirtualAuthority.BadgeParts, size: UInt64, certificate: [UInt8]? = nil
    ) throws -> [UInt8] {
        let staple = try parts.staple.map { try SignedNote.sign($0.text, by: parts.stapleSigners, at: nil) }
        return BadgeFile(
            badge: try certificate ?? parts.tbs.signed(by: parts.issuerKey), issuer: parts.caDER,
            staple: staple,
            proof: TLogProof(
                index: parts.index, hashes: tree.inclusionProof(index: parts.index, size: size),
                checkpoint: try checkpoint(size))
        ).bytes
    }
}

extension VirtualAuthority {
    /// A badge at an index, without a staple.
    func parts(at index: UInt64) throws -> BadgeParts {
        var parts = try parts()
        parts.tbs.serial = 1 << 48 | index
        parts.index = index
        parts.staple = nil
        return parts
    }

    /// A pack with a view of a log.
    func pack(
        _ log: VirtualLog?, size: UInt64 = 0, consistency: [UInt8]? = nil, tiles: [String: [UInt8]] = [:],
        snapshot: [UInt8]? = nil, covered: UInt64 = 100, trust: TrustFile? = nil
    ) throws -> ClientPack {
        ClientPack(
            trust: try trust ?? self.trust(), snapshot: try snapshot ?? self.snapshot(covered: covered),
            checkpoint: try log?.checkpoint(size).bytes, consistency: consistency, tiles: tiles)
    }
}
