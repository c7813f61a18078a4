import CryptoCore
import Transparency

/// The tree of a log whose entries are all there.
struct KitTree: Sendable {
    let origin: String
    private let nodes: MerkleAccumulator

    init(origin: String, leaves: [Digest]) {
        self.origin = origin
        nodes = MerkleAccumulator(leaves)
    }

    /// The checkpoint of a size that the log has reached.
    func checkpoint(_ size: UInt64) throws -> Checkpoint {
        try require(size)
        return Checkpoint(origin: origin, size: size, root: nodes.root(size: size))
    }

    /// The proof for an entry; empty where the tree of that size does not have it.
    func inclusionProof(_ index: UInt64, size: UInt64) throws -> [Digest] {
        try require(size)
        return index < size ? nodes.inclusionProof(index: index, size: size) : []
    }

    /// The proof that the tree of a size continues an older one.
    func consistencyProof(from old: UInt64, to size: UInt64) throws -> [Digest] {
        try require(size)
        guard old <= size else { throw KitError("the kit's log does not go back from \(size) to \(old)") }
        return nodes.consistencyProof(from: old, to: size)
    }

    /// The contents of a hash tile.
    func tile(_ tile: Tile) -> [UInt8] { nodes.bytes(of: tile) }

    private func require(_ size: UInt64) throws {
        guard size <= nodes.count else { throw KitError("the kit's log has no \(size) entries") }
    }
}
