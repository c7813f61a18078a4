import CryptoCore
package import Transparency

/// The part of a log's tree that a client pack carries (C2SP tlog-tiles): every node over 65,536 entries, and the right
/// edge below them. With a signed checkpoint of that size these few hashes answer for every badge of the log.
package final class PackTree: Sendable {
    /// What the tree says about a leaf.
    enum Answer: Sendable {
        /// It stands at its place.
        case included
        /// Something else does.
        case other
        /// The proof at hand was made before its part of the tree was complete, or the tree ends before it.
        case unknown
    }

    /// Entries below one node of the level-2 tiles.
    private static let blockHeight = 2 * Tile.height
    /// Entries below one node of the level-1 tiles.
    private static let pageHeight = Tile.height

    /// The number of entries.
    package let size: UInt64
    /// Nodes over 65,536 entries each, from the first.
    private let blocks: [Digest]
    /// Nodes over 256 entries each, of the block that is not full.
    private let pages: [Digest]
    /// Hashes of the entries of the page that is not full.
    private let leaves: [Digest]
    /// What proofs have shown of the nodes below blocks and pages.
    private let paths = PackPaths()

    /// The tiles that a pack needs for a checkpoint of a size: all of level 2, and the last of levels 1 and 0 where
    /// they are not full.
    package static func tiles(forSize size: UInt64) -> [Tile] {
        let width = UInt64(Tile.fullWidth)
        let edges = [1, 0].compactMap { level -> Tile? in
            let count = Tile.nodeCount(level: level, size: size)
            let rest = Int(count % width)
            return rest > 0 ? Tile(level: level, index: count / width, width: rest) : nil
        }
        return Tile.tiles(level: 2, size: size) + edges
    }

    /// Whether a log of this size is within the budget. No real one comes near it.
    package static func isReadable(size: UInt64) -> Bool {
        size >> UInt64(blockHeight) <= Limits.tileHashes
    }

    /// Where the tiles of a log stand below the pack's directory: the first log's at its top, later ones' under their
    /// number.
    package static func prefix(ofLog number: UInt16) -> String { number == 1 ? "" : "\(number)/" }

    /// Puts the tiles together and compares their root with that of a checkpoint that was verified.
    ///
    /// - Parameter tiles: The contents of the tiles by their path below the log's prefix.
    init(_ tiles: [String: [UInt8]], of checkpoint: Checkpoint) throws(PackError) {
        size = checkpoint.size
        var nodes: [[Digest]] = [[], [], []]
        guard Self.isReadable(size: size) else {
            throw PackError("tile", "a log of \(size) entries needs more hashes than are read")
        }
        for tile in Self.tiles(forSize: size) {
            guard let bytes = tiles[tile.path] else { throw PackError(tile.path, "it is missing") }
            guard bytes.count == tile.width * Digest.byteCount else {
                throw PackError(tile.path, "\(bytes.count) bytes; a tile of \(tile.width) hashes is expected")
            }
            nodes[tile.level] += stride(from: 0, to: bytes.count, by: Digest.byteCount)
                .compactMap { Digest(bytes: bytes[$0..<$0 + Digest.byteCount]) }
        }
        (leaves, pages, blocks) = (nodes[0], nodes[1], nodes[2])
        guard root == checkpoint.root else {
            throw PackError("tile", "the tiles do not lead to the root of the checkpoint of size \(size)")
        }
    }

    /// The root: complete subtrees from the largest to the smallest, folded from the right (RFC 6962 2.1).
    private var root: Digest {
        let peaks = [blocks, pages, leaves].flatMap(Self.peaks)
        guard let last = peaks.last else { return MerkleTree.emptyRoot }
        return peaks.dropLast().reversed().reduce(last) { MerkleTree.nodeHash($1, $0) }
    }

    /// The roots of the complete subtrees over some neighbouring nodes, the largest first.
    private static func peaks(_ nodes: [Digest]) -> [Digest] {
        var peaks: [Digest] = []
        var rest = nodes[...]
        while !rest.isEmpty {
            let width = 1 << (Int.bitWidth - 1 - rest.count.leadingZeroBitCount)
            peaks.append(MerkleTree.root(of: Array(rest.prefix(width))))
            rest = rest.dropFirst(width)
        }
        return peaks
    }

    /// Whether a leaf stands at an index, with the proof that was made when the log had `proofSize` entries.
    ///
    /// The proof's hashes inside a complete part of the tree are for ever; those above it are not needed.
    func answer(leaf: Digest, index: UInt64, proof: ProofLines) -> Answer {
        guard index < size else { return .unknown }
        let block = Int(index >> UInt64(Self.blockHeight))
        if block < blocks.count {
            return compare(leaf, index, proof, height: Self.blockHeight, with: blocks[block])
        }
        let page = Int(index >> UInt64(Self.pageHeight)) - blocks.count * Tile.fullWidth
        if page < pages.count {
            return compare(leaf, index, proof, height: Self.pageHeight, with: pages[page])
        }
        return leaves[Int(index % UInt64(Tile.fullWidth))] == leaf ? .included : .other
    }

    private func compare(
        _ leaf: Digest, _ index: UInt64, _ proof: ProofLines, height: Int, with node: Digest
    ) -> Answer {
        let end = ((index >> UInt64(height)) + 1) << UInt64(height)
        guard proof.treeSize >= end, proof.count >= height,
            let leads = paths.leads(from: leaf, index, proof, height: height, to: node)
        else { return .unknown }
        return leads ? .included : .other
    }
}
