import BadgeVerifier
import CryptoCore
import Encoding
import Transparency

/// Payloads of status snapshots that break DESIGN 4.3 although the status key signed them.
enum SnapshotPayloads {
    /// One list: its count and its blocks.
    private static func list(_ count: UInt64, _ blocks: [UInt8] = []) -> [UInt8] {
        bigEndian(count, count: 4) + blocks
    }

    /// A block: first index, k, and the bits behind as bytes.
    private static func block(_ first: UInt64, k: UInt8, _ bits: [UInt8] = []) -> [UInt8] {
        bigEndian(first, count: 6) + [k] + bits
    }

    private static let none = list(0)

    /// Each with its name and what is wrong. Indexes 300 and 310 have the gap 10, so their code is of the value 9.
    static let bad: [(String, String, [UInt8])] = [
        ("list-missing", "Three lists instead of four.", none + none + none),
        ("count", "A list says that it has an item, and has none.", none + none + none + list(1)),
        (
            "index-above", "A listed index is not below the covered size.",
            list(1, block(600, k: 0)) + none + none + none
        ),
        (
            "two-lists", "An index is in two lists, revoked and limited.",
            list(1, block(300, k: 0)) + none + none + list(1, block(300, k: 0))
        ),
        // 9 with k = 0 is nine ones and a zero: two bytes. With k = 1 it is 11110 1: one byte, as with k = 2 and 3.
        (
            "parameter", "A Rice parameter that does not give the shortest block.",
            list(2, block(300, k: 0, [0xFF, 0x80])) + none + none + none
        ),
        (
            "parameter-large",
            "A Rice parameter that is not the smallest of those that give the shortest block.",
            list(2, block(300, k: 3, [0b1000_1000])) + none + none + none
        ),
        (
            "parameter-of-one", "A parameter other than 0 for a block of one index.",
            list(1, block(300, k: 1)) + none + none + none
        ),
        (
            "padding", "A padding bit that is not zero.",
            list(2, block(300, k: 1, [0b1111_0101])) + none + none + none
        ),
        (
            "cut-code", "A block ends in the middle of a code.",
            list(2, block(300, k: 1, [0xFF])) + none + none + none
        ),
        (
            "parameter-48", "A Rice parameter above what 48 bits need.",
            list(2, block(300, k: 48, [UInt8](repeating: 0, count: 7))) + none + none + none
        ),
    ]

    /// An edit that puts this payload into the snapshot, with a note that fits it and is signed by the status key.
    static func signed(_ payload: [UInt8], _ pack: PackRecipe) -> ([UInt8]) throws -> [UInt8] {
        { file in
            let good = try StatusSnapshot(parsing: file)
            let text = StatusSnapshot.text(good.header, payload: payload)
            return try SignedNote.sign(text, by: [pack.authority.statusSigner], at: nil).bytes + [0] + payload
        }
    }
}
