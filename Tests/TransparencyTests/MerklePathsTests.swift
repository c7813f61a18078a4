import CryptoCore
import Testing
import Transparency

/// What is remembered of a tree never changes an answer: `MerkleTree.isIncluded`, which remembers nothing, is the oracle.
@Suite struct MerklePathsTests {
    private static func leaves(_ count: UInt64) -> [Digest] {
        (0..<count).map { MerkleTree.leafHash([UInt8($0 & 0xFF), UInt8($0 >> 8)]) }
    }

    /// A digest with one bit changed.
    private static func flipped(_ digest: Digest, _ bit: Int) -> Digest {
        var bytes = digest.bytes
        bytes[bit / 8 % 32] ^= 1 << UInt8(bit % 8)
        return Digest(bytes: bytes) ?? digest
    }

    /// Asks both about a proof and about every proof that differs from it in one hash or its length.
    private static func compare(
        _ paths: MerklePaths, _ tree: MerkleAccumulator, _ leaves: [Digest], _ index: UInt64, size: UInt64
    ) {
        let root = tree.root(size: size)
        let leaf = leaves[Int(index)]
        let proof = tree.inclusionProof(index: index, size: size)
        var cases: [(Digest, [Digest])] = [(flipped(leaf, 3), proof), (leaf, proof), (leaf, proof + [leaf])]
        for place in proof.indices {
            var bent = proof
            bent[place] = flipped(bent[place], place * 7 + Int(index))
            cases.append((leaf, bent))
        }
        if !proof.isEmpty { cases.append((leaf, proof.dropLast())) }
        // The good one again, now that it is known, and the wrong leaf after it.
        cases += [(leaf, proof), (flipped(leaf, 77), proof)]
        for (number, (leaf, proof)) in cases.enumerated() {
            let expected = MerkleTree.isIncluded(
                leaf: leaf, index: index, size: size, proof: proof, root: root)
            #expect(
                paths.isIncluded(leaf: leaf, index: index, proof: proof) == expected,
                "size \(size), index \(index), case \(number)")
        }
    }

    @Test func `all leaves of small trees, in both orders`() {
        let leaves = Self.leaves(40)
        let tree = MerkleAccumulator(leaves)
        for size in UInt64(1)...40 {
            for order in [Array(0..<size), (0..<size).reversed()] {
                let paths = MerklePaths(size: size, root: tree.root(size: size))
                for index in order { Self.compare(paths, tree, leaves, index, size: size) }
            }
        }
    }

    @Test func `many leaves of a larger tree`() {
        let leaves = Self.leaves(5000)
        let tree = MerkleAccumulator(leaves)
        let paths = MerklePaths(size: 4999, root: tree.root(size: 4999))
        for place in UInt64(0)..<3000 {
            Self.compare(paths, tree, leaves, place &* 48_271 % 4999, size: 4999)
        }
        #expect(!paths.isIncluded(leaf: leaves[0], index: 4999, proof: []))
    }
}
