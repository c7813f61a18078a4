import Files
import Journal
import TestSupport

let directory = "/r/journal"
let headPath = "/r/head"

/// An entry that can be told from every other.
func payload(_ number: Int, length: Int = 90) -> [UInt8] {
    let text = Array("entry \(number) ".utf8)
    return (0..<max(length, text.count)).map { text[$0 % text.count] }
}

func payloads(_ range: Range<Int>) -> [[UInt8]] { range.map { payload($0) } }

extension FileSystem {
    /// Opens the journal of these tests, with small segments: three entries of 138 bytes each.
    func journal(_ access: JournalAccess, clock: WaitClock = .system) throws(JournalError) -> Journal {
        try Journal.open(
            directory: directory, headPath: headPath, fileSystem: self, access: access, segmentLimit: 500,
            clock: clock)
    }

    /// All payloads that a reader sees.
    func readAll() throws -> [[UInt8]] {
        var found: [[UInt8]] = []
        try journal(.read).forEach { _, payload in found.append(payload) }
        return found
    }
}

/// A disk with a journal of `count` entries.
func filledDisk(_ count: Int, checkpoint: [UInt8]? = nil) throws -> MemoryFileSystem {
    let disk = MemoryFileSystem()
    try Journal.create(directory: directory, headPath: headPath, fileSystem: disk)
    let journal = try disk.journal(.write(waitSeconds: 0))
    for number in 0..<count { try journal.append([payload(number)], checkpoint: checkpoint) }
    return disk
}

/// What a scenario asked for and what it was promised.
final class Ledger {
    var attempted: [[UInt8]] = []
    var acknowledged = 0
    var isCreated = false
    var checkpoints: [[UInt8]] = [[]]
    var acknowledgedCheckpoint = 0

    init() {}

    /// Takes over what is on a disk that nothing has disturbed.
    init(of fileSystem: any FileSystem) throws {
        isCreated = true
        try settle(on: fileSystem)
    }

    /// Creates a journal and fills it; stops at the first error.
    func run(on fileSystem: any FileSystem) throws {
        try Journal.create(directory: directory, headPath: headPath, fileSystem: fileSystem)
        isCreated = true
        try extend(on: fileSystem, batches: [1, 3, 1, 5, 0, 2])
    }

    /// Appends batches; a batch of 0 is a checkpoint alone.
    func extend(on fileSystem: any FileSystem, batches: [Int]) throws {
        let journal = try fileSystem.journal(.write(waitSeconds: 0))
        for size in batches {
            let batch = (0..<size).map { payload(attempted.count + $0, length: 60 + 40 * size) }
            let checkpoint = Array("checkpoint \(attempted.count + size) of \(checkpoints.count)".utf8)
            attempted += batch
            checkpoints.append(checkpoint)
            if size == 0 {
                try journal.recordCheckpoint(checkpoint)
            } else {
                try journal.append(batch, checkpoint: checkpoint)
            }
            acknowledged = attempted.count
            acknowledgedCheckpoint = checkpoints.count - 1
        }
        journal.close()
    }

    /// After a restart goes on with what the disk now shows.
    func settle(on fileSystem: any FileSystem) throws {
        attempted = try fileSystem.readAll()
        let reader = try fileSystem.journal(.read)
        // What a reader sees behind the head is safe only when a writer has adopted it.
        acknowledged = attempted.count - (reader.entriesBehindHead ?? 0)
        checkpoints = [reader.checkpoint]
        acknowledgedCheckpoint = 0
        isCreated = true
    }
}
