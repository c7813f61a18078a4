import CryptoCore
import Encoding
import Foundation
import Testing
import Transparency

@Suite struct MerkleTests {
    @Test func `The classic tree of eight entries has its published roots`() throws {
        let entries = [
            "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
            "606162636465666768696a6b6c6d6e6f",
        ]
        let roots = [
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
        ]
        let leaves = try entries.map { MerkleTree.leafHash(try #require(Hex.decode($0))) }
        for size in 0...8 { #expect(MerkleTree.root(of: Array(leaves[..<size])).hex == roots[size]) }
    }

    @Test func `Accumulator, definition and verifiers agree on all trees up to 70 leaves`() throws {
        let leaves = numberedLeaves(70)
        var grown = MerkleAccumulator()
        for leaf in leaves { grown.append(leaf) }
        let built = MerkleAccumulator(leaves)
        for size in 0...70 {
            let part = leaves[..<size]
            let root = NaiveTree.root(part)
            try #require(grown.root(size: UInt64(size)) == root)
            try #require(built.root(size: UInt64(size)) == root)
            for index in 0..<size {
                let proof = built.inclusionProof(index: UInt64(index), size: UInt64(size))
                try #require(proof == NaiveTree.path(index, part))
                try #require(grown.inclusionProof(index: UInt64(index), size: UInt64(size)) == proof)
                try #require(
                    proof.count == MerkleTree.inclusionProofLength(index: UInt64(index), size: UInt64(size)))
                try #require(included(leaves[index], index, size, proof, root))
            }
            for old in 1..<max(size, 1) {
                let proof = built.consistencyProof(from: UInt64(old), to: UInt64(size))
                try #require(proof == NaiveTree.proof(old, part))
                try #require(consistent(old, built, size, proof, root))
            }
        }
        #expect(grown.count == 70)
        #expect(grown.root == built.root)
        #expect(grown.leafHash(at: 3) == leaves[3])
        #expect(
            built.consistencyProof(from: 0, to: 70).isEmpty
                && built.consistencyProof(from: 70, to: 70).isEmpty)
        #expect(MerkleTree.inclusionProof(index: 5, leafHashes: leaves) == NaiveTree.path(5, leaves[...]))
        #expect(MerkleTree.consistencyProof(from: 5, leafHashes: leaves) == NaiveTree.proof(5, leaves[...]))
    }

    @Test func `Random sizes of a larger tree agree with the definition`() throws {
        let leaves = numberedLeaves(5000)
        let tree = MerkleAccumulator(leaves)
        var dice = Dice(1)
        for _ in 0..<12 {
            let size = Int.random(in: 2...5000, using: &dice)
            let index = Int.random(in: 0..<size, using: &dice)
            let old = Int.random(in: 1..<size, using: &dice)
            try #require(tree.root(size: UInt64(size)) == NaiveTree.root(leaves[..<size]))
            try #require(
                tree.inclusionProof(index: UInt64(index), size: UInt64(size))
                    == NaiveTree.path(index, leaves[..<size]))
            try #require(
                tree.consistencyProof(from: UInt64(old), to: UInt64(size))
                    == NaiveTree.proof(old, leaves[..<size]))
        }
    }

    @Test func `A proof for another index, size, leaf, root or with a changed hash is refused`() throws {
        let tree = MerkleAccumulator(numberedLeaves(40))
        for size in 1...40 {
            for index in 0..<size {
                let proof = tree.inclusionProof(index: UInt64(index), size: UInt64(size))
                let leaf = tree.leafHash(at: UInt64(index))
                let root = tree.root(size: UInt64(size))
                for other in 0...41 where other != index {
                    try #require(!included(leaf, other, size, proof, root))
                }
                try #require(!included(root, index, size, proof, leaf) || size == 1)
                try #require(!included(leaf, index, size, proof + [root], root))
                try #require(!included(leaf, index, size, [leaf] + proof, root))
                try #require(proof.isEmpty || !included(leaf, index, size, Array(proof.dropLast()), root))
                for place in proof.indices {
                    var changed = proof
                    changed[place] = leaf
                    try #require(!included(leaf, index, size, changed, root))
                }
            }
        }
    }

    @Test func `Sizes near 2^64 are handled without overflow`() {
        let leaf = MerkleTree.leafHash([])
        for index in [0, 1, UInt64.max - 1, 1 << 63] as [UInt64] {
            let length = MerkleTree.inclusionProofLength(index: index, size: .max)
            #expect(length <= 64)
            let proof = [Digest](repeating: leaf, count: length)
            #expect(!MerkleTree.isIncluded(leaf: leaf, index: index, size: .max, proof: proof, root: leaf))
        }
        #expect(!MerkleTree.isIncluded(leaf: leaf, index: .max, size: .max, proof: [], root: leaf))
        let proof = [Digest](repeating: leaf, count: 64)
        for old in [1, 2, 1 << 63, UInt64.max - 1] as [UInt64] {
            #expect(
                !MerkleTree.isConsistent(
                    oldSize: old, oldRoot: leaf, newSize: .max, newRoot: leaf, proof: proof))
        }
    }

    @Test(.needsVectors) func `All published inclusion cases agree`() throws {
        let cases = try Vectors.cases("merkle/inclusion")
        #expect(cases.count >= 90)
        for (name, content) in cases {
            let index = try number(content["leafIdx"])
            let size = try number(content["treeSize"])
            let accepted: Bool
            if let leaf = try digest(content["leafHash"]), let root = try digest(content["root"]),
                let proof = try hashes(content["proof"])
            {
                accepted = MerkleTree.isIncluded(
                    leaf: leaf, index: index, size: size, proof: proof, root: root)
            } else {
                accepted = false
            }
            #expect(accepted != (content["wantErr"] as? Bool), "\(name)")
        }
    }

    @Test(.needsVectors) func `All published consistency cases agree`() throws {
        let cases = try Vectors.cases("merkle/consistency")
        #expect(cases.count >= 90)
        for (name, content) in cases {
            // Some cases have texts as roots, where only their equality matters: those are hashed.
            let old = try digest(content["root1"]) ?? standIn(content["root1"])
            let new = try digest(content["root2"]) ?? standIn(content["root2"])
            let accepted =
                try hashes(content["proof"]).map {
                    MerkleTree.isConsistent(
                        oldSize: try number(content["size1"]), oldRoot: old,
                        newSize: try number(content["size2"]),
                        newRoot: new, proof: $0)
                } ?? false
            #expect(accepted != (content["wantErr"] as? Bool), "\(name)")
        }
    }

    /// The accumulated vectors of the appendix "Subtree Test Vectors" of draft-ietf-plants-merkle-tree-certs: one line
    /// a case over all valid subtrees of trees up to 130 leaves. A subtree's hash and paths are those of a tree of its
    /// own leaves.
    @Test func `All subtrees up to 130 leaves have the published inclusion proofs`() {
        let leaves = numberedLeaves(130)
        var lines: [UInt8] = []
        for end in 1...130 {
            for start in 0..<end where isSubtree(start, end) {
                let tree = MerkleAccumulator(leaves[start..<end])
                for index in start..<end {
                    let proof = tree.inclusionProof(index: UInt64(index - start), size: UInt64(end - start))
                    lines += "\(index) [\(start), \(end))".utf8
                    for hash in proof { lines += " \(hash.hex)".utf8 }
                    lines.append(0x0A)
                }
            }
        }
        let expected = "ac2a8f989e44d99e399db448050ff5f19757df53cfb716aa81015d3955d8163f"
        #expect(SHA256.hash(lines).hex == expected)
    }

    @Test func `All subtrees up to 130 leaves have the published hashes`() {
        let leaves = numberedLeaves(130)
        var lines: [UInt8] = []
        for end in 1...130 {
            for start in 0..<end where isSubtree(start, end) {
                lines += "[\(start), \(end)) \(MerkleTree.root(of: Array(leaves[start..<end])).hex)\n".utf8
            }
        }
        let expected = "94a95384a8c69acea9b50d035a58285b3a777cb7a724005faa5e1f1e1190007f"
        #expect(SHA256.hash(lines).hex == expected)
    }

    /// Valid subtrees begin at a multiple of the smallest power of two that is not below their size.
    private func isSubtree(_ start: Int, _ end: Int) -> Bool {
        var power = 1
        while power < end - start { power *= 2 }
        return start % power == 0
    }

    private func included(
        _ leaf: Digest, _ index: Int, _ size: Int, _ proof: [Digest], _ root: Digest
    ) -> Bool {
        MerkleTree.isIncluded(leaf: leaf, index: UInt64(index), size: UInt64(size), proof: proof, root: root)
    }

    /// Whether a proof is accepted, and refused as soon as anything about it is changed.
    private func consistent(
        _ old: Int, _ tree: MerkleAccumulator, _ size: Int, _ proof: [Digest], _ root: Digest
    ) -> Bool {
        let oldRoot = tree.root(size: UInt64(old))
        let check = { (old: Int, oldRoot: Digest, newRoot: Digest, proof: [Digest]) in
            MerkleTree.isConsistent(
                oldSize: UInt64(old), oldRoot: oldRoot, newSize: UInt64(size), newRoot: newRoot, proof: proof)
        }
        return check(old, oldRoot, root, proof) && !check(old, root, root, proof)
            && !check(old, oldRoot, oldRoot, proof)
            && !check(old, oldRoot, root, proof + [root]) && !check(old, oldRoot, root, [root] + proof)
            && !check(old, oldRoot, root, Array(proof.dropLast())) && !check(old - 1, oldRoot, root, proof)
            && !check(size, oldRoot, root, proof)
    }

    private func number(_ value: Any?) throws -> UInt64 { try #require(value as? NSNumber).uint64Value }

    private func digest(_ value: Any?) throws -> Digest? {
        let text = try #require(value as? String)
        return Digest(bytes: try #require(Base64.decode(text)))
    }

    private func standIn(_ value: Any?) -> Digest { SHA256.hash(Array((value as? String ?? "").utf8)) }

    /// Nil where one of the hashes has another length.
    private func hashes(_ value: Any?) throws -> [Digest]? {
        var hashes: [Digest] = []
        for element in value as? [String] ?? [] {
            guard let hash = try digest(element) else { return nil }
            hashes.append(hash)
        }
        return hashes
    }
}
