package import CryptoCore
import Encoding

/// The state of a log: origin, number of entries and root (C2SP tlog-checkpoint), exactly three lines.
///
/// Extension lines, which the format allows, are refused: monitors cannot audit them.
package struct Checkpoint: Hashable, Sendable {
    /// The name of the log, a URL without scheme; the name of its key.
    package let origin: String
    /// The number of entries.
    package let size: UInt64
    /// The root of the tree.
    package let root: Digest

    /// Makes a checkpoint. Nothing is checked.
    package init(origin: String, size: UInt64, root: Digest) {
        self.origin = origin
        self.size = size
        self.root = root
    }

    /// Reads the text of a note. Throws `NoteError.malformed`.
    package init(text: String) throws(NoteError) {
        let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.count == 4, lines[3].isEmpty, let origin = String(lines[0]), !origin.isEmpty else {
            throw .malformed("a checkpoint must be exactly three lines: origin, size and root")
        }
        guard let size = String(lines[1]).flatMap({ DecimalText.parse($0) }) else {
            throw .malformed("the size of the checkpoint is not a decimal number without leading zeros")
        }
        guard let root = Base64.decode(bytes: Array(lines[2])).flatMap({ Digest(bytes: $0) }) else {
            throw .malformed("the root of the checkpoint is not base64 of 32 bytes")
        }
        guard size > 0 || root == MerkleTree.emptyRoot else {
            throw .malformed("the checkpoint of an empty log must have the root of the empty tree")
        }
        self.init(origin: origin, size: size, root: root)
    }

    /// The three lines.
    package var text: String { "\(origin)\n\(size)\n\(Base64.encode(root.bytes))\n" }

    /// Whether all three lines are the same.
    package static func == (a: Checkpoint, b: Checkpoint) -> Bool {
        a.size == b.size && a.root == b.root && sameBytes(a.origin, b.origin)
    }

    /// Feeds size and root to a hasher.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(size)
        hasher.combine(root)
    }
}
