import CryptoCore
import Files
import Glibc
import Journal
import TestSupport
import Testing

@Suite("A journal")
struct JournalTests {
    @Test("gives back what was appended, over many segments")
    func appendAndRead() throws {
        let disk = try filledDisk(23)
        #expect(try disk.list(directory).filter { $0.hasSuffix(".seg") }.count == 8)
        #expect(try disk.readAll() == payloads(0..<23))
        let reader = try disk.journal(.read)
        #expect(reader.head?.sequence == 22)
        #expect(reader.head?.hash == SHA256.hash(payload(22)))
        for start in 0...23 {
            #expect(try reader.read(from: UInt64(start)).map(\.payload) == payloads(start..<23))
        }
        #expect(try reader.read(from: 100).isEmpty)
        #expect(try reader.read(from: 7, limit: 2).map(\.sequence) == [7, 8])
    }

    @Test("is empty when new, and is not created over another")
    func empty() throws {
        let disk = try filledDisk(0)
        let reader = try disk.journal(.read)
        #expect(reader.head == nil && reader.count == 0 && reader.state == .ok)
        #expect(try reader.read(from: 0).isEmpty)
        #expect(throws: JournalError.exists(path: headPath)) {
            try Journal.create(directory: directory, headPath: headPath, fileSystem: disk)
        }
        let filled = try filledDisk(1)
        #expect(throws: JournalError.exists(path: directory)) {
            try Journal.create(directory: directory, headPath: "/r/head2", fileSystem: filled)
        }
    }

    @Test("takes payloads of every size up to the limit, and none above it")
    func sizes() throws {
        let disk = try filledDisk(0)
        let journal = try disk.journal(.write(waitSeconds: 0))
        let largest = [UInt8](repeating: 7, count: Frame.maximumPayload)
        try journal.append([[], [1], largest, [2]])
        #expect(throws: JournalError.self) { try journal.append([[5], largest + [7]]) }
        #expect(throws: JournalError.self) {
            try journal.recordCheckpoint([UInt8](repeating: 1, count: 16 << 10))
        }
        try journal.append([[3]])
        #expect(try disk.readAll() == [[], [1], largest, [2], [3]])
    }

    @Test("finds an entry by the place that appending returned")
    func positions() throws {
        let disk = try filledDisk(5)
        let journal = try disk.journal(.write(waitSeconds: 0))
        let positions = try journal.append(payloads(5..<12))
        for (number, position) in zip(5..., positions) {
            #expect(try journal.entry(UInt64(number), at: position).payload == payload(number))
        }
        #expect(try journal.read(from: 5).map(\.position) == positions)
        #expect(throws: JournalError.self) { try journal.entry(6, at: positions[0]) }
        #expect(throws: JournalError.self) { try journal.entry(12, at: positions[0]) }
    }

    @Test("keeps the last checkpoint in its head")
    func checkpoints() throws {
        let disk = try filledDisk(2, checkpoint: [1, 2])
        let journal = try disk.journal(.write(waitSeconds: 0))
        #expect(journal.head?.checkpoint == [1, 2])
        try journal.append([payload(2)])
        #expect(journal.head?.checkpoint == [1, 2])
        try journal.recordCheckpoint([3])
        journal.close()
        let expected = JournalHead(sequence: 2, hash: SHA256.hash(payload(2)), checkpoint: [3])
        #expect(try disk.journal(.read).head == expected)
    }

    @Test("costs two syncs a batch, whatever its size")
    func syncs() throws {
        let disk = FaultyFileSystem(try filledDisk(1))
        let journal = try disk.journal(.write(waitSeconds: 0))
        let before = disk.calls.count
        try journal.append([[1], [2], [3], [4]])
        let segment = "00000000000000000000.seg"
        #expect(
            Array(disk.calls[before...]) == [
                "write \(segment)", "sync \(segment)", "write head", "sync head",
            ])
    }

    @Test("shows a reader a prefix while somebody appends, and more after a refresh")
    func concurrentRead() throws {
        let disk = try filledDisk(3)
        let writer = try disk.journal(.write(waitSeconds: 0))
        let reader = try disk.journal(.read)
        var cursor = try reader.entries()
        _ = try cursor.next()
        for number in 3..<20 { try writer.append([payload(number)]) }
        var seen = 1
        while try cursor.next() != nil { seen += 1 }
        #expect(seen == 3)
        #expect(try reader.read(from: 0).count == 3)
        try reader.refresh()
        #expect(try reader.read(from: 0).map(\.payload) == payloads(0..<20))
        #expect(throws: JournalError.readOnly) { try reader.append([[1]]) }
    }

    @Test("never shows a reader anything but a prefix, on the real disk too")
    func concurrentReadOnDisk() async throws {
        let place = try TemporaryDirectory()
        let (directory, head) = (place.file("journal"), place.file("head"))
        try Journal.create(directory: directory, headPath: head, fileSystem: PosixFileSystem())
        async let writing: Void = {
            let writer = try Journal.open(
                directory: directory, headPath: head, fileSystem: PosixFileSystem(),
                access: .write(waitSeconds: 0), segmentLimit: 2_000)
            for number in 0..<120 {
                try writer.append([payload(number)], checkpoint: payload(number, length: 9_000))
            }
        }()
        var counts = [0]
        while counts.count < 60 {
            let reader = try Journal.open(
                directory: directory, headPath: head, fileSystem: PosixFileSystem(), access: .read)
            #expect(reader.state == .ok)
            let found = try reader.read(from: 0).map(\.payload)
            #expect(found == payloads(0..<found.count) && found.count >= counts.last ?? 0)
            counts.append(found.count)
        }
        try await writing
    }

    @Test("has one writer; the second waits, and is told for whom")
    func twoWriters() throws {
        let disk = try filledDisk(1)
        let first = try disk.journal(.write(waitSeconds: 0))
        let time = TestClock()
        #expect(throws: JournalError.locked(seconds: 2, holder: "process \(getpid())")) {
            try disk.journal(.write(waitSeconds: 2), clock: time.clock)
        }
        #expect(time.now == 2_000_000_000)
        first.close()
        #expect(throws: JournalError.readOnly) { try first.append([[1]]) }
        try disk.journal(.write(waitSeconds: 0)).append([payload(1)])
        #expect(try disk.readAll().count == 2)
    }

    @Test("lets the second writer in as soon as the first is done")
    func secondWriterGetsIn() throws {
        let disk = try filledDisk(1)
        nonisolated(unsafe) let first = try disk.journal(.write(waitSeconds: 0))
        let time = TestClock { now in if now > 500_000_000 { first.close() } }
        try disk.journal(.write(waitSeconds: 2), clock: time.clock).append([payload(1)])
        #expect(time.now < 600_000_000)
    }

    @Test("works on the real disk, head elsewhere")
    func realDisk() throws {
        let place = try TemporaryDirectory()
        let files = PosixFileSystem()
        let (directory, head) = (place.file("deep/journal"), place.file("head"))
        try Journal.create(directory: directory, headPath: head, fileSystem: files)
        for round in 0..<3 {
            let journal = try Journal.open(
                directory: directory, headPath: head, fileSystem: files, access: .write(waitSeconds: 0),
                segmentLimit: 2_000)
            #expect(throws: JournalError.self) {
                try Journal.open(
                    directory: directory, headPath: head, fileSystem: files, access: .write(waitSeconds: 0))
            }
            try journal.append(payloads(round * 50..<round * 50 + 50))
        }
        let reader = try Journal.open(
            directory: directory, headPath: head, fileSystem: files, access: .read)
        #expect(try reader.read(from: 0).map(\.payload) == payloads(0..<150))
        #expect(try files.size(of: head) == 32 << 10)
        #expect(try files.status(of: head, followingLinks: true)?.permissions == 0o600)
        #expect(try files.status(of: directory, followingLinks: true)?.permissions == 0o700)
    }

    @Test("has the bytes that its documentation shows")
    func layout() throws {
        let disk = try filledDisk(0)
        try disk.journal(.write(waitSeconds: 0)).append([Array("abc".utf8)])
        let bytes = try disk.read("\(directory)/00000000000000000000.seg", limit: 1000)
        let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        #expect(bytes.count == 51)
        #expect(Array(bytes[..<16]) == [0x47, 0x42, 0x4A, 1, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0])
        #expect(Digest(bytes: bytes[16..<48])?.hex == hash)
        #expect(Array(bytes[48...]) == Array("abc".utf8))
        let head = try disk.read(headPath, limit: 1 << 20)
        let slot = Array(head[(16 << 10)...].prefix(108))
        let numbers: [UInt8] = [0, 1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 1]
        #expect(Array(slot[..<24]) == Array("GBHEAD".utf8) + numbers)
        #expect(Digest(bytes: slot[24..<56])?.hex == hash)
        #expect(Array(slot[76...]) == SHA256.hash(slot[..<76]).bytes)
    }
}
