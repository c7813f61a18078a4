package import CryptoCore
import Encoding
import Files
import Glibc

/// The last durable entry and the last signed checkpoint: the registry's memory against going back.
package struct JournalHead: Hashable, Sendable {
    /// The sequence of the last durable entry.
    package let sequence: UInt64
    /// SHA-256 of its payload.
    package let hash: Digest
    /// The last signed checkpoint, or empty.
    package let checkpoint: [UInt8]

    /// The three facts.
    package init(sequence: UInt64, hash: Digest, checkpoint: [UInt8]) {
        self.sequence = sequence
        self.hash = hash
        self.checkpoint = checkpoint
    }
}

/// What a slot of the head file holds.
struct HeadRecord: Hashable {
    /// Rises by one with every write; the valid slot with the higher one counts.
    var generation: UInt64
    /// Durable entries; 0 for an empty journal.
    var count: UInt64
    /// SHA-256 of the last payload; zeros when empty.
    var hash: Digest?
    /// First sequence of the segment that holds the last entry.
    var segment: UInt64
    /// Where in it its frame begins: a hint that saves a walk through the segment.
    var offset: UInt64
    var checkpoint: [UInt8]

    static let empty = HeadRecord(generation: 1, count: 0, hash: nil, segment: 0, offset: 0, checkpoint: [])

    /// As the layers above see it.
    var head: JournalHead? {
        guard count > 0, let hash else { return nil }
        return JournalHead(sequence: count - 1, hash: hash, checkpoint: checkpoint)
    }
}

/// The head file: two slots of 16 KiB, written in turn.
///
///     offset in the slot   bytes
///          0  47 42 48 45 41 44 00 01     "GBHEAD", version 1
///          8  00 00 00 00 00 00 00 2A     generation
///         16  00 00 00 00 00 00 01 03     entries (0: the journal is empty)
///         24  BA 78 … 15 AD               SHA-256 of the last payload (zeros: empty)
///         56  00 00 00 00 00 00 00 00     first sequence of the segment with the last entry
///         64  00 00 00 00 00 00 51 20     offset of its frame in that segment
///         72  00 00 00 C8                 checkpoint length
///         76  …                           checkpoint
///        276  …                           SHA-256 of all before it
///
/// What follows in the slot is left over from longer checkpoints and means nothing. The file never changes its size, so
/// a write needs no new block and cannot find the disk full.
///
/// Why a torn write is safe: a write goes to the slot that does *not* hold the newest record, and is synced before the
/// next one begins. So when a write is torn, the other slot holds the record before it, whole and on the disk, and the
/// torn one was never acknowledged. A reader that comes during a write sees the record before or after it.
///
/// A failed sync is different: the new slot may be seen in the page cache and not be on the disk, and the next write
/// would then overwrite the only good copy. So a writer whose sync failed stops, and the next one, warned by the mark
/// in the lock file, replaces the whole file (new inode, synced, renamed) before it writes a slot.
enum HeadFile {
    static let slotLength = 16 << 10
    static let fileLength = 2 * slotLength
    static let fixedLength = 76
    static let hashLength = 32
    /// What a slot has room for: a checkpoint with some eighty witness lines.
    static let maximumCheckpoint = slotLength - fixedLength - hashLength
    private static let magic: [UInt8] = [0x47, 0x42, 0x48, 0x45, 0x41, 0x44, 0x00, 0x01]

    /// The newest valid record and its slot (0 or 1); nil when there is no file or both slots are bad.
    static func read(
        _ path: String, _ fileSystem: any FileSystem
    ) throws(JournalError) -> (HeadRecord, slot: Int)? {
        // A reader without lock may meet one slot in the middle of each of two quick writes; then it looks again.
        for _ in 0..<3 {
            let bytes: [UInt8]
            do {
                bytes = try fileSystem.read(fileSystem.open(path, .read), at: 0, count: fileLength)
            } catch {
                if error.code == ENOENT { return nil }
                throw .file(error)
            }
            if let found = try newest(bytes, path) { return found }
        }
        return nil
    }

    private static func newest(
        _ bytes: [UInt8], _ path: String
    ) throws(JournalError) -> (HeadRecord, slot: Int)? {
        let first = try parse(bytes.prefix(slotLength), path, 0)
        let second = try parse(bytes.dropFirst(slotLength).prefix(slotLength), path, UInt64(slotLength))
        switch (first, second) {
        case (nil, nil): return nil
        case (let record?, nil): return (record, 0)
        case (nil, let record?): return (record, 1)
        case (let one?, let two?): return one.generation >= two.generation ? (one, 0) : (two, 1)
        }
    }

    /// The bytes of a slot that count.
    static func encode(_ record: HeadRecord) -> [UInt8] {
        var bytes = magic
        bytes += bigEndian(record.generation, count: 8)
        bytes += bigEndian(record.count, count: 8)
        bytes += record.hash?.bytes ?? [UInt8](repeating: 0, count: hashLength)
        bytes += bigEndian(record.segment, count: 8)
        bytes += bigEndian(record.offset, count: 8)
        bytes += bigEndian(UInt64(record.checkpoint.count), count: 4)
        bytes += record.checkpoint
        return bytes + SHA256.hash(bytes).bytes
    }

    /// A whole file with `record` in its first slot and nothing in the second.
    static func fileBytes(_ record: HeadRecord) -> [UInt8] {
        let slot = encode(record)
        return slot + [UInt8](repeating: 0, count: fileLength - slot.count)
    }

    /// Whether a slot holds a whole record.
    static func isWhole(_ slot: ArraySlice<UInt8>, _ path: String) throws(JournalError) -> Bool {
        try parse(slot, path, UInt64(slot.startIndex)) != nil
    }

    /// The record in a slot; nil when it is torn. A whole slot of a later version is not torn, and refused.
    private static func parse(
        _ slot: ArraySlice<UInt8>, _ path: String, _ offset: UInt64
    ) throws(JournalError) -> HeadRecord? {
        let at = slot.startIndex
        guard slot.count == slotLength, slot.prefix(6) == magic.prefix(6) else { return nil }
        let length = bigEndianValue(slot[at + 72..<at + fixedLength])
        guard length <= UInt64(maximumCheckpoint) else { return nil }
        let end = at + fixedLength + Int(length)
        guard SHA256.hash(slot[at..<end]).bytes[...] == slot[end..<end + hashLength] else { return nil }
        guard slot[at..<at + 8] == magic[...] else {
            throw .damaged(
                file: path, offset: offset, what: "it was written by a later version of this program")
        }
        let count = bigEndianValue(slot[at + 16..<at + 24])
        return HeadRecord(
            generation: bigEndianValue(slot[at + 8..<at + 16]), count: count,
            hash: count == 0 ? nil : Digest(bytes: slot[at + 24..<at + 56]),
            segment: bigEndianValue(slot[at + 56..<at + 64]),
            offset: bigEndianValue(slot[at + 64..<at + 72]),
            checkpoint: Array(slot[at + fixedLength..<end]))
    }
}
