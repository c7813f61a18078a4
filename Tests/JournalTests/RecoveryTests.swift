import Files
import Journal
import TestSupport
import Testing

@Suite("A journal whose head is lost")
struct RecoveryTests {
    @Test("can be read but not written until the head is rebuilt", arguments: [false, true])
    func headMissing(bothSlotsBad: Bool) throws {
        let disk = try filledDisk(7)
        if bothSlotsBad {
            disk.corrupt(headPath, at: 40)
            disk.corrupt(headPath, at: (16 << 10) + 40)
        } else {
            try disk.remove(headPath)
        }
        let half = Array("GBJ\u{1}\0\0\0\u{9}".utf8)
        try disk.write(half, to: disk.open(segment(6), .readWrite), at: disk.size(of: segment(6)))
        let reader = try disk.journal(.read)
        #expect(reader.state == .headMissing && reader.head == nil)
        #expect(try reader.read(from: 0).map(\.payload) == payloads(0..<7))
        #expect(throws: JournalError.readOnly) { try reader.rebuildHead() }

        let writer = try disk.journal(.write(waitSeconds: 0))
        #expect(writer.state == .headMissing)
        #expect(throws: JournalError.headMissing(path: headPath)) { try writer.append([[1]]) }
        try writer.rebuildHead(checkpoint: [5])
        #expect(writer.state == .ok && writer.head?.sequence == 6 && writer.head?.checkpoint == [5])
        #expect(writer.movedAside.count == 1)
        try writer.append([payload(7)])
        #expect(try disk.readAll() == payloads(0..<8))
        #expect(try disk.exists("\(headPath).old-0") == bothSlotsBad)
    }

    @Test("goes on from a restored copy once somebody decided to recover")
    func recoverOldCopy() throws {
        let disk = try filledDisk(14)
        try SegmentCopy(of: try filledDisk(4)).restore(to: disk)
        let journal = try disk.journal(.recover(waitSeconds: 0))
        #expect(journal.state == .headMissing)
        try journal.rebuildHead()
        #expect(journal.head?.sequence == 3)
        try journal.append([payload(4)])
        #expect(try disk.readAll() == payloads(0..<5))
        #expect(try disk.exists("\(headPath).old-0"))
    }

    @Test("is recovered up to the damage, and only when told up to where")
    func recoverDamaged() throws {
        let disk = try filledDisk(14)
        disk.corrupt(segment(6), at: 60)
        let journal = try disk.journal(.recover(waitSeconds: 0))
        #expect(throws: JournalError.self) { try journal.rebuildHead() }
        #expect(throws: JournalError.self) { try journal.rebuildHead(upTo: 7) }
        try journal.rebuildHead(upTo: 5)
        #expect(journal.movedAside.count == 3)
        try journal.append([payload(6)])
        #expect(try disk.readAll() == payloads(0..<7))
    }

    @Test("is not recovered to an entry that is not there")
    func recoverTooFar() throws {
        let disk = try filledDisk(5)
        let journal = try disk.journal(.recover(waitSeconds: 0))
        #expect(throws: JournalError.behindHead(last: 4, head: 9)) { try journal.rebuildHead(upTo: 9) }
        #expect(try disk.readAll().count == 5)
    }

    @Test("is rebuilt safely however the rebuilding is disturbed")
    func faultsWhileRebuilding() throws {
        for call in 0..<40 {
            let disk = try filledDisk(7)
            try disk.remove(headPath)
            try disk.syncDirectory("/r")
            let fileSystem = FaultyFileSystem(disk, .stop(call: call, partly: true))
            do { try fileSystem.journal(.write(waitSeconds: 0)).rebuildHead() } catch {}
            disk.cutPower(.some(seed: UInt64(call)))
            let journal = try disk.journal(.write(waitSeconds: 0))
            if journal.state == .headMissing { try journal.rebuildHead() }
            try journal.append([payload(7)])
            #expect(try disk.readAll() == payloads(0..<8))
            if !fileSystem.didFire { return }
        }
        Issue.record("the fault never stopped firing")
    }
}
