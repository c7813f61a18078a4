import CryptoCore
import Encoding
import Foundation
import Testing
import Transparency

/// Test vectors that lie beside the project. Tests that need them are skipped where they are absent.
enum Vectors {
    static let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared/vectors")

    static var arePresent: Bool { FileManager.default.fileExists(atPath: directory.path) }

    static func bytes(_ path: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: directory.appendingPathComponent(path)))
    }

    /// All JSON files below a folder.
    static func cases(_ folder: String) throws -> [(name: String, content: [String: Any])] {
        let root = directory.appendingPathComponent(folder)
        let names = try FileManager.default.subpathsOfDirectory(atPath: root.path).filter {
            $0.hasSuffix(".json")
        }
        return try names.sorted().map { name in
            let data = try Data(contentsOf: root.appendingPathComponent(name))
            let object = try JSONSerialization.jsonObject(with: data)
            return (name, try #require(object as? [String: Any]))
        }
    }
}

extension Trait where Self == ConditionTrait {
    /// Skips a test where the vectors are absent.
    static var needsVectors: Self {
        .enabled(if: Vectors.arePresent, "no test vectors at ../shared/vectors beside the project")
    }
}

/// A small reproducible generator (SplitMix64).
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// The tree as RFC 6962 section 2.1 defines it, word for word: slow and obvious.
enum NaiveTree {
    static func root(_ leaves: ArraySlice<Digest>) -> Digest {
        guard leaves.count > 1 else { return leaves.first ?? SHA256.hash([]) }
        let middle = leaves.startIndex + split(leaves.count)
        let parts = [[1], root(leaves[..<middle]).bytes, root(leaves[middle...]).bytes]
        return SHA256.hash(parts: parts)
    }

    static func path(_ index: Int, _ leaves: ArraySlice<Digest>) -> [Digest] {
        if leaves.count <= 1 { return [] }
        let k = split(leaves.count)
        let middle = leaves.startIndex + k
        return index < k
            ? path(index, leaves[..<middle]) + [root(leaves[middle...])]
            : path(index - k, leaves[middle...]) + [root(leaves[..<middle])]
    }

    static func proof(_ size: Int, _ leaves: ArraySlice<Digest>, _ isWhole: Bool = true) -> [Digest] {
        if size == leaves.count { return isWhole ? [] : [root(leaves)] }
        let k = split(leaves.count)
        let middle = leaves.startIndex + k
        return size <= k
            ? proof(size, leaves[..<middle], isWhole) + [root(leaves[middle...])]
            : proof(size - k, leaves[middle...], false) + [root(leaves[..<middle])]
    }

    private static func split(_ count: Int) -> Int {
        var k = 1
        while k * 2 < count { k *= 2 }
        return k
    }
}

/// The leaf hashes of entries that are one byte each: 00, 01, and so on.
func numberedLeaves(_ count: Int) -> [Digest] {
    (0..<count).map { MerkleTree.leafHash([UInt8(truncatingIfNeeded: $0)]) }
}

/// An Ed25519 key from a seed of one repeated byte.
func key(_ seed: UInt8) throws -> PrivateKey {
    try PrivateKey(ed25519Seed: [UInt8](repeating: seed, count: 32))
}

func signer(_ name: String, _ seed: UInt8, _ kind: VerifierKey.Kind = .ed25519) throws -> NoteSigner {
    try NoteSigner(name: name, kind: kind, key: try key(seed))
}

extension SignedNote {
    init(_ text: String) throws(NoteError) { try self.init(parsing: Array(text.utf8)) }
}
