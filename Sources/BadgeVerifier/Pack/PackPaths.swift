import CryptoCore
import Encoding
import Synchronization
import Transparency

/// The lines of a proof where they stand in a badge file: decoded when a hash is needed.
struct ProofLines {
    let file: [UInt8]
    let outline: TLogProof.Outline
    /// The size of the tree that the proof was made for.
    let treeSize: UInt64

    var count: Int { outline.count }

    /// The hash beside the path at a level; nil where the line is none.
    func hash(_ level: Int) -> Digest? { outline.hash(level, file) }

    /// The text of the lines of some levels. Each hash has one accepted text, so comparing the texts compares the hashes.
    func text(_ levels: Range<Int>) -> ArraySlice<UInt8> { file[outline.lines(levels)] }
}

/// The nodes below a tree's blocks and pages that proofs have led through, so that the next proof is hashed only up to
/// the first of them: two badges of one page share all but its own levels. The same for all threads of a verifier.
///
/// A known node comes with the lines that stood above it. They are authentic too, so the rest of another proof through
/// that node must be the same text. Where anything differs, hashing the whole way decides: what is known never changes
/// an answer.
final class PackPaths: Sendable {
    private struct Known {
        let hash: Digest
        let level: Int
        /// All lines of the proof that led here.
        let text: [UInt8]
    }

    private struct Table {
        var tags: [UInt64] = []
        var nodes: [Known?] = []
    }

    /// About 70 bytes a slot, and the proofs that they hold.
    private static let capacity = 4096
    /// Below it a node saves next to nothing.
    private static let lowestLevel = 2

    private let table = Mutex(Table())

    /// Whether a proof leads from a leaf to the node over so many levels; nil where the proof has a line that is no hash.
    func leads(
        from leaf: Digest, _ index: UInt64, _ proof: ProofLines, height: Int, to node: Digest
    ) -> Bool? {
        var path = InlineArray<17, Digest>(repeating: leaf)
        if let known = nearest(index, height),
            climb(&path, index, proof, 0..<known.level), path[known.level] == known.hash,
            sameBytes(
                proof.text(known.level..<height), known.text[(known.level * TLogProof.Outline.lineBytes)...])
        {
            keep(path, index, known.level, proof, height)
            return true
        }
        guard climb(&path, index, proof, 0..<height) else { return nil }
        guard path[height] == node else { return false }
        keep(path, index, height, proof, height)
        return true
    }

    /// Fills in the nodes above the lowest of some levels; false where a line is no hash.
    private func climb(
        _ path: inout InlineArray<17, Digest>, _ index: UInt64, _ proof: ProofLines, _ levels: Range<Int>
    ) -> Bool {
        for level in levels {
            guard let neighbour = proof.hash(level) else { return false }
            let isRight = index >> UInt64(level) & 1 == 1
            path[level + 1] =
                isRight
                ? MerkleTree.nodeHash(neighbour, path[level]) : MerkleTree.nodeHash(path[level], neighbour)
        }
        return true
    }

    /// The lowest known node over a leaf. Its proof was of the same height, since a tree's blocks and pages are fixed.
    private func nearest(_ index: UInt64, _ height: Int) -> Known? {
        table.withLock { table in
            guard !table.tags.isEmpty else { return nil }
            for level in Self.lowestLevel..<height {
                let tag = Self.tag(level, index)
                let slot = Self.slot(tag)
                if table.tags[slot] == tag { return table.nodes[slot] }
            }
            return nil
        }
    }

    /// Remembers the nodes below a level. Where two want one slot, the higher stays: more leaves are below it.
    private func keep(
        _ path: InlineArray<17, Digest>, _ index: UInt64, _ end: Int, _ proof: ProofLines, _ height: Int
    ) {
        guard end > Self.lowestLevel else { return }
        let text = Array(proof.text(0..<height))
        table.withLock { table in
            if table.tags.isEmpty {
                table.tags = Array(repeating: 0, count: Self.capacity)
                table.nodes = Array(repeating: nil, count: Self.capacity)
            }
            for level in Self.lowestLevel..<end {
                let tag = Self.tag(level, index)
                let slot = Self.slot(tag)
                guard level >= (table.nodes[slot]?.level ?? 0) else { continue }
                table.tags[slot] = tag
                table.nodes[slot] = Known(hash: path[level], level: level, text: text)
            }
        }
    }

    /// One number for the node over a leaf at a level, never 0.
    private static func tag(_ level: Int, _ index: UInt64) -> UInt64 {
        (index >> UInt64(level)) << 7 | UInt64(level + 1)
    }

    private static func slot(_ tag: UInt64) -> Int {
        Int((tag &* 0x9E37_79B9_7F4A_7C15) >> 32) & (capacity - 1)
    }
}
