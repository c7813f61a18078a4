package import CryptoCore

/// A growing Merkle tree that keeps every complete node, 64 bytes an entry, and so gives roots and proofs at any past
/// size with a few look-ups and at most one hash a level.
package struct MerkleAccumulator: Sendable {
    /// `levels[k][i]` covers the leaves from `i << k` up to `(i + 1) << k`.
    private var levels: [[Digest]] = [[]]

    /// The empty tree.
    package init() {}

    /// The tree of some leaf hashes.
    package init(_ leafHashes: some Sequence<Digest>) {
        levels[0] = Array(leafHashes)
        while let below = levels.last, below.count > 1 {
            var level: [Digest] = []
            level.reserveCapacity(below.count / 2)
            for index in 0..<below.count / 2 {
                level.append(MerkleTree.nodeHash(below[2 * index], below[2 * index + 1]))
            }
            levels.append(level)
        }
    }

    /// The number of leaves.
    package var count: UInt64 { UInt64(levels[0].count) }

    /// Adds a leaf hash at the end.
    package mutating func append(_ leaf: Digest) {
        var node = leaf
        var level = 0
        levels[0].append(node)
        while levels[level].count % 2 == 0 {
            let below = levels[level]
            node = MerkleTree.nodeHash(below[below.count - 2], below[below.count - 1])
            level += 1
            if level == levels.count { levels.append([]) }
            levels[level].append(node)
        }
    }

    /// The hash of a leaf; the index must be below `count`.
    package func leafHash(at index: UInt64) -> Digest { levels[0][Int(index)] }

    /// The root of the tree of the first `size` leaves; the size must not be above `count`.
    package func root(size: UInt64) -> Digest {
        precondition(size <= count, "there is no root of a tree larger than this")
        return size == 0 ? MerkleTree.emptyRoot : node(from: 0, to: size)
    }

    /// The root of all leaves.
    package var root: Digest { root(size: count) }

    /// The inclusion proof of a leaf in the tree of the first `size` leaves, the leaf's neighbour first (RFC 6962
    /// 2.1.1). It must hold that index < size ≤ `count`.
    package func inclusionProof(index: UInt64, size: UInt64) -> [Digest] {
        precondition(index < size && size <= count, "there is no such leaf in a tree of this size")
        var proof: [Digest] = []
        var start: UInt64 = 0
        var end = size
        while end - start > 1 {
            let middle = start + MerkleTree.split(end - start)
            if index < middle {
                proof.append(node(from: middle, to: end))
                end = middle
            } else {
                proof.append(node(from: start, to: middle))
                start = middle
            }
        }
        return proof.reversed()
    }

    /// The proof that the tree of the first `newSize` leaves continues the one of the first `oldSize` (RFC 6962
    /// 2.1.2); empty for equal sizes and for an empty old tree. It must hold that oldSize ≤ newSize ≤ `count`.
    package func consistencyProof(from oldSize: UInt64, to newSize: UInt64) -> [Digest] {
        precondition(oldSize <= newSize && newSize <= count, "there are no trees of these sizes")
        if oldSize == 0 { return [] }
        var proof: [Digest] = []
        var start: UInt64 = 0
        var end = newSize
        while end > oldSize {
            let middle = start + MerkleTree.split(end - start)
            if oldSize <= middle {
                proof.append(node(from: middle, to: end))
                end = middle
            } else {
                proof.append(node(from: start, to: middle))
                start = middle
            }
        }
        // The old tree itself is left out where it is one node of the new one.
        if start > 0 { proof.append(node(from: start, to: end)) }
        return proof.reversed()
    }

    /// The bytes of a hash tile (C2SP tlog-tiles): the nodes of one level, 32 bytes each, left to right.
    ///
    /// All nodes of the tile must be complete in this tree.
    package func bytes(of tile: Tile) -> [UInt8] {
        let nodes = levels[Tile.height * tile.level]
        let first = Int(tile.index) * Tile.fullWidth
        return nodes[first..<first + tile.width].flatMap(\.bytes)
    }

    /// The hash over the leaves of a range that begins where a subtree of its size may begin. Complete nodes are
    /// looked up; the right edge is put together from them, smallest first.
    private func node(from start: UInt64, to end: UInt64) -> Digest {
        var rest = end - start
        var edge: Digest?
        while rest > 0 {
            let height = rest.trailingZeroBitCount
            rest &= rest - 1
            let complete = levels[height][Int((start + rest) >> UInt64(height))]
            edge = edge.map { MerkleTree.nodeHash(complete, $0) } ?? complete
        }
        return edge ?? MerkleTree.emptyRoot
    }
}
