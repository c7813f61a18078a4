package import CryptoCore
import Encoding
import Synchronization

/// The nodes of one tree that proofs have led through to its root, so that the next proof is hashed only up to the
/// first of them.
///
/// A known node comes with the rest of the proof that it was learnt from: the neighbours above it. They are authentic
/// too, since another one would have led to another root. So the rest of another proof through that node must be the
/// same bytes, and comparing them checks it as hashing would. Where that comparison fails, hashing decides.
package final class MerklePaths: Sendable {
    /// A node whose way to the root is known.
    private struct Known {
        let hash: Digest
        /// The proof that led here; its last `above` hashes stand beside the way from this node to the root.
        let proof: [Digest]
        let above: Int
    }

    /// What is known, by slots. Two arrays, since most look-ups end at the first.
    private struct Table {
        private(set) var tags: [UInt64] = []
        private(set) var nodes: [Known?] = []
        private var proofs = 0

        /// Before the nodes of a proof are kept. A client that looks at one badge touches no more memory than its proof
        /// needs; with the third, all slots are made.
        mutating func makeRoom() {
            proofs += 1
            if tags.isEmpty { return makeSlots(MerklePaths.fewSlots) }
            guard proofs == 3 else { return }
            let known = zip(tags, nodes)
            makeSlots(MerklePaths.capacity)
            for case (let tag, let node?) in known { keep(node, under: tag) }
        }

        private mutating func makeSlots(_ count: Int) {
            tags = Array(repeating: 0, count: count)
            nodes = Array(repeating: nil, count: count)
        }

        /// Remembers a node. Where two want one slot, the higher stays: more leaves are below it.
        mutating func keep(_ node: Known, under tag: UInt64) {
            let slot = slot(tag)
            guard MerklePaths.level(tag) >= MerklePaths.level(tags[slot]) else { return }
            tags[slot] = tag
            nodes[slot] = node
        }

        /// The slots are a power of two.
        func slot(_ tag: UInt64) -> Int { Int((tag &* 0x9E37_79B9_7F4A_7C15) >> 32) & (tags.count - 1) }
    }

    /// A node of the path from a leaf to the root.
    private struct Step {
        let level: Int
        let position: UInt64
        let hash: Digest
        /// How many hashes of the proof it took to get here.
        let used: Int
    }

    /// About 70 bytes a slot, and the proofs that they hold.
    private static let capacity = 4096
    /// For the first two proofs.
    private static let fewSlots = 64
    /// Level and position of a node of larger trees do not fit into a tag. No log will be so large.
    private static let largestSize: UInt64 = 1 << 56

    private let size: UInt64
    private let root: Digest
    private let table = Mutex(Table())

    /// The tree of a verified checkpoint.
    package init(size: UInt64, root: Digest) {
        self.size = size
        self.root = root
    }

    /// Whether a proof shows that a leaf stands at an index of the tree.
    package func isIncluded(leaf: Digest, index: UInt64, proof: [Digest]) -> Bool {
        guard index < size, size <= Self.largestSize,
            proof.count == MerkleTree.inclusionProofLength(index: index, size: size)
        else { return MerkleTree.isIncluded(leaf: leaf, index: index, size: size, proof: proof, root: root) }
        let known = nearest(index)
        var path: [Step] = []
        let hash = climb(from: leaf, index, proof, to: known?.above ?? 0, &path)
        if let known {
            guard hash == known.hash, proof.suffix(known.above) == known.proof.suffix(known.above) else {
                return MerkleTree.isIncluded(leaf: leaf, index: index, size: size, proof: proof, root: root)
            }
        } else {
            guard hash == root else { return false }
        }
        keep(path, proof)
        return true
    }

    /// The hash that a leaf leads to where so many hashes of the proof are left, and the nodes on the way there.
    private func climb(
        from leaf: Digest, _ index: UInt64, _ proof: [Digest], to above: Int, _ path: inout [Step]
    ) -> Digest {
        var (level, position, hash) = (0, index, leaf)
        let count = proof.count - above
        path.reserveCapacity(count)
        for used in 0..<max(0, count) {
            path.append(Step(level: level, position: position, hash: hash, used: used))
            // On the right edge, levels without a right neighbour have no hash in the proof.
            while position & 1 == 0, position == (size - 1) >> UInt64(level), level < 64 {
                level += 1
                position >>= 1
            }
            let neighbour = proof[used]
            hash =
                position & 1 == 1
                ? MerkleTree.nodeHash(neighbour, hash) : MerkleTree.nodeHash(hash, neighbour)
            level += 1
            position >>= 1
        }
        return hash
    }

    /// The known node that is nearest to a leaf on its way up.
    private func nearest(_ index: UInt64) -> Known? {
        table.withLock { table in
            guard !table.tags.isEmpty else { return nil }
            for level in 0..<64 - size.leadingZeroBitCount {
                let tag = Self.tag(level, index >> UInt64(level))
                let slot = table.slot(tag)
                if table.tags[slot] == tag { return table.nodes[slot] }
            }
            return nil
        }
    }

    /// Remembers the nodes of a path.
    private func keep(_ path: [Step], _ proof: [Digest]) {
        table.withLock { table in
            table.makeRoom()
            for step in path {
                let known = Known(hash: step.hash, proof: proof, above: proof.count - step.used)
                table.keep(known, under: Self.tag(step.level, step.position))
            }
        }
    }

    /// One number for a node, never 0.
    private static func tag(_ level: Int, _ position: UInt64) -> UInt64 { position << 7 | UInt64(level + 1) }

    private static func level(_ tag: UInt64) -> Int { Int(tag & 127) - 1 }
}
