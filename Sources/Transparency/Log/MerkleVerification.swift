package import CryptoCore

extension MerkleTree {
    /// Whether a proof shows that a leaf stands at an index of the tree with this size and root (RFC 9162 2.1.3.2).
    package static func isIncluded(
        leaf: Digest, index: UInt64, size: UInt64, proof: [Digest], root: Digest
    ) -> Bool {
        guard index < size, proof.count == inclusionProofLength(index: index, size: size) else {
            return false
        }
        var hash = leaf
        var position = index
        var last = size - 1
        for neighbour in proof {
            if last == 0 { return false }
            if position & 1 == 1 || position == last {
                hash = nodeHash(neighbour, hash)
                // On the right edge, levels without a right neighbour have no hash in the proof.
                while position & 1 == 0, position != 0 {
                    position >>= 1
                    last >>= 1
                }
            } else {
                hash = nodeHash(hash, neighbour)
            }
            position >>= 1
            last >>= 1
        }
        return last == 0 && hash == root
    }

    /// The number of hashes in an inclusion proof; the index must be below the size.
    ///
    /// Below the level where the paths to the leaf and to the last leaf part, each level has a neighbour; above it
    /// only those where the path goes right.
    package static func inclusionProofLength(index: UInt64, size: UInt64) -> Int {
        let inner = 64 - (index ^ (size - 1)).leadingZeroBitCount
        return inner + (index >> UInt64(inner)).nonzeroBitCount
    }

    /// Whether a proof shows that the newer tree continues the older (RFC 9162 2.1.4.2).
    ///
    /// Equal sizes need equal roots and an empty proof. An empty older tree proves nothing about a newer one and is
    /// refused: the caller decides what a first sight means.
    package static func isConsistent(
        oldSize: UInt64, oldRoot: Digest, newSize: UInt64, newRoot: Digest, proof: [Digest]
    ) -> Bool {
        guard oldSize <= newSize else { return false }
        if oldSize == newSize {
            return proof.isEmpty && oldRoot == newRoot && (oldSize > 0 || oldRoot == emptyRoot)
        }
        guard oldSize > 0, !proof.isEmpty else { return false }
        // A complete older tree is itself the first node, and the proof leaves it out.
        let nodes = oldSize.nonzeroBitCount == 1 ? [oldRoot] + proof : proof
        guard let roots = climb(nodes, position: oldSize - 1, last: newSize - 1) else { return false }
        return roots.old == oldRoot && roots.new == newRoot
    }

    /// Both roots that a list of nodes leads to; nil where the list has the wrong length.
    private static func climb(
        _ nodes: [Digest], position start: UInt64, last end: UInt64
    ) -> (old: Digest, new: Digest)? {
        var position = start >> UInt64((~start).trailingZeroBitCount)
        var last = end >> UInt64((~start).trailingZeroBitCount)
        var old = nodes[0]
        var new = nodes[0]
        for node in nodes.dropFirst() {
            if last == 0 { return nil }
            if position & 1 == 1 || position == last {
                old = nodeHash(node, old)
                new = nodeHash(node, new)
                while position & 1 == 0, position != 0 {
                    position >>= 1
                    last >>= 1
                }
            } else {
                new = nodeHash(new, node)
            }
            position >>= 1
            last >>= 1
        }
        return last == 0 ? (old, new) : nil
    }
}
