import CryptoCore
import Files
import Journal
import TestSupport
import Testing

@Suite("A journal that is not what it was")
struct DamageTests {
    private let frame = Frame.headerLength + payload(0).count

    /// Nothing may be changed by an open that is refused.
    private func expectRefused(_ disk: MemoryFileSystem, with expected: JournalError) throws {
        let before = try contents(disk)
        #expect(throws: expected) { try disk.journal(.read) }
        #expect(throws: expected) { try disk.journal(.write(waitSeconds: 0)) }
        #expect(try contents(disk) == before)
        #expect(expected.isDamage)
    }

    private func contents(_ disk: MemoryFileSystem) throws -> [[UInt8]] {
        let names = try disk.list(directory).filter { $0 != "lock" }.map { "\(directory)/\($0)" }
        return try (names + [headPath]).map { try disk.read($0, limit: 1 << 20) }
    }

    @Test("is behind its head when cut at the border of an entry, or anywhere else")
    func cut() throws {
        for size in [0, 1, frame - 1, frame, frame + 30, 2 * frame - 1] {
            let disk = try filledDisk(5)
            let file = try disk.open(segment(3), .readWrite)
            try disk.truncate(file, to: UInt64(size))
            try expectRefused(disk, with: .behindHead(last: size < frame ? 2 : 3, head: 4))
        }
    }

    @Test("is behind its head when an older copy was put back")
    func oldCopy() throws {
        let disk = try filledDisk(14)
        try SegmentCopy(of: try filledDisk(4)).restore(to: disk)
        try expectRefused(disk, with: .behindHead(last: 3, head: 13))
        try SegmentCopy(of: try filledDisk(0)).restore(to: disk)
        try expectRefused(disk, with: .behindHead(last: nil, head: 13))
    }

    @Test("differs from a head of another journal", arguments: [90, 120])
    func otherHead(length: Int) throws {
        let disk = try filledDisk(5)
        let other = try filledDisk(0)
        let journal = try other.journal(.write(waitSeconds: 0))
        for number in 0..<4 { try journal.append([payload(100 + number, length: length)]) }
        journal.close()
        try disk.remove(headPath)
        try disk.writeNew(headPath, other.read(headPath, limit: 1 << 20), permissions: 0o600)
        try expectRefused(disk, with: .differsFromHead(sequence: 3))
    }

    @Test("names the segment and the byte where it is damaged, whatever bit it is")
    func changedByte() throws {
        for (first, entry) in [(0, 0), (0, 1), (3, 0), (6, 1)] {
            for byte in 0..<frame where byte % 5 == 0 || byte < 17 {
                let disk = try filledDisk(9)
                disk.corrupt(segment(first), at: entry * frame + byte)
                let error = #expect(throws: JournalError.self) { try disk.readAll() }
                guard case .damaged(let file, let offset, _)? = error else {
                    Issue.record("byte \(byte): \(String(describing: error))")
                    continue
                }
                #expect(file == segment(first) && offset == UInt64(entry * frame))
            }
        }
    }

    @Test("is damaged, not cut, when its last entry is changed")
    func changedLast() throws {
        let disk = try filledDisk(5)
        disk.corrupt(segment(3), at: frame + 60)
        let what = "entry 4 does not have the checksum that was written with it"
        try expectRefused(disk, with: .damaged(file: segment(3), offset: UInt64(frame), what: what))
    }

    @Test("is damaged when a segment in the middle or the first is gone")
    func missingSegment() throws {
        let disk = try filledDisk(12)
        try disk.remove(segment(3))
        let error = #expect(throws: JournalError.self) { try disk.readAll() }
        #expect(error?.description.contains("begins with entry 6 where entry 3 belongs") == true)
        try disk.remove(segment(0))
        #expect(throws: JournalError.self) { try disk.journal(.read) }
    }

    @Test("falls back to the other slot when the newest is damaged, and loses nothing", arguments: 3...8)
    func damagedSlot(count: Int) throws {
        let disk = try filledDisk(count)
        // Generation 1 is the empty head in slot 0, and each entry takes the other slot.
        disk.corrupt(headPath, at: (count % 2 == 0 ? 0 : 16 << 10) + 30)
        #expect(try disk.readAll() == payloads(0..<count))
        let journal = try disk.journal(.write(waitSeconds: 0))
        #expect(journal.head?.sequence == UInt64(count - 1) && journal.adopted == 1)
        #expect(journal.movedAside.isEmpty)
        try journal.append([payload(count)])
        journal.close()
        #expect(try disk.readAll() == payloads(0..<count + 1))
        #expect(try disk.journal(.write(waitSeconds: 0)).adopted == 0)
    }

    @Test("keeps a whole batch that only a lost slot of the head had acknowledged, over segment borders")
    func damagedSlotAfterBatch() throws {
        let disk = try filledDisk(4)
        try disk.journal(.write(waitSeconds: 0)).append(payloads(4..<12))
        disk.corrupt(headPath, at: (16 << 10) + 30)
        let size = try disk.size(of: segment(9))
        try disk.write([1, 2, 3], to: disk.open(segment(9), .readWrite), at: size)
        let journal = try disk.journal(.write(waitSeconds: 0))
        #expect(journal.adopted == 8 && journal.movedAside.count == 1)
        #expect(try disk.size(of: segment(9)) == size)
        disk.cutPower(.all)
        #expect(try disk.readAll() == payloads(0..<12))
    }

    @Test("leaves an empty next segment out, and the entries before it where they are")
    func emptyNextSegment() throws {
        let disk = try filledDisk(6)
        try disk.writeNew(segment(6), [], permissions: 0o600)
        let journal = try disk.journal(.write(waitSeconds: 0))
        #expect(journal.adopted == 0 && journal.movedAside.isEmpty)
        try journal.append([payload(6)])
        #expect(try disk.readAll() == payloads(0..<7))
    }

    @Test("refuses a head of a later version rather than taking it for torn")
    func laterVersion() throws {
        let disk = try filledDisk(0)
        var slot = Array(try disk.read(headPath, limit: 1 << 20)[..<76])
        slot[7] = 2
        try disk.write(slot + SHA256.hash(slot).bytes, to: disk.open(headPath, .readWrite), at: 0)
        let what = "it was written by a later version of this program"
        try expectRefused(disk, with: .damaged(file: headPath, offset: 0, what: what))
    }
}

/// The path of the segment that begins with an entry.
func segment(_ first: Int) -> String {
    let digits = String(first)
    return "\(directory)/" + String(repeating: "0", count: 20 - digits.count) + digits + ".seg"
}

/// The segments of a journal, as a backup has them: without head.
struct SegmentCopy {
    private var files: [(path: String, bytes: [UInt8])] = []

    init(of disk: MemoryFileSystem) throws {
        for path in try SegmentCopy.paths(disk) {
            files.append((path, try disk.read(path, limit: 1 << 20)))
        }
    }

    func restore(to disk: MemoryFileSystem) throws {
        for path in try SegmentCopy.paths(disk) { try disk.remove(path) }
        for (path, bytes) in files { try disk.writeNew(path, bytes, permissions: 0o600) }
        try disk.syncDirectory(directory)
    }

    private static func paths(_ disk: MemoryFileSystem) throws -> [String] {
        try disk.list(directory).filter { $0.hasSuffix(".seg") }.map { "\(directory)/\($0)" }
    }
}
