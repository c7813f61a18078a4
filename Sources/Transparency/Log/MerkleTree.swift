package import CryptoCore

/// The Merkle tree of RFC 6962 section 2.1 over SHA-256.
///
/// Leaves and nodes are hashed with different first bytes, so that a node can never pass as an entry.
package enum MerkleTree {
    /// The root of the tree without entries: SHA-256 of nothing.
    package static let emptyRoot = SHA256.hash([])

    /// The hash of an entry: SHA-256(00, entry).
    package static func leafHash(_ entry: some Collection<UInt8>) -> Digest {
        SHA256.hash(prefix: 0, entry)
    }

    /// The hash of an entry that is a type byte and a body, without joining them.
    package static func leafHash(type: UInt8, _ body: ArraySlice<UInt8>) -> Digest {
        SHA256.hash(prefix: 0, type, body)
    }

    /// The hash of two neighbours: SHA-256(01, left, right).
    package static func nodeHash(_ left: Digest, _ right: Digest) -> Digest {
        SHA256.hash(prefix: 1, left, right)
    }

    /// The root over some leaf hashes.
    package static func root(of leafHashes: [Digest]) -> Digest {
        let tree = MerkleAccumulator(leafHashes)
        return tree.root(size: tree.count)
    }

    /// The inclusion proof of a leaf in the tree of these leaves (RFC 6962 2.1.1), the leaf's neighbour first.
    ///
    /// The index must be below the number of leaves.
    package static func inclusionProof(index: UInt64, leafHashes: [Digest]) -> [Digest] {
        let tree = MerkleAccumulator(leafHashes)
        return tree.inclusionProof(index: index, size: tree.count)
    }

    /// The proof that the tree of these leaves continues the one of its first `size` leaves (RFC 6962 2.1.2).
    ///
    /// The size must not be above the number of leaves.
    package static func consistencyProof(from size: UInt64, leafHashes: [Digest]) -> [Digest] {
        let tree = MerkleAccumulator(leafHashes)
        return tree.consistencyProof(from: size, to: tree.count)
    }

    /// The largest power of two below a size of at least 2: where a tree divides.
    static func split(_ size: UInt64) -> UInt64 {
        1 << UInt64(63 - (size - 1).leadingZeroBitCount)
    }
}
