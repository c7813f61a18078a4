package import Files
import Glibc

/// How a journal is opened.
package enum JournalAccess: Hashable, Sendable {
    /// Without lock; sees the entries up to the head as it is now.
    case read
    /// With the writer's lock, waiting that long for it.
    case write(waitSeconds: Int)
    /// With the lock, and without believing the head file: only for `rebuildHead`.
    case recover(waitSeconds: Int)
    /// Without lock, and without believing the head file: to look at what is there, however damaged.
    case examine
}

/// Whether a journal can be written.
package enum JournalState: Hashable, Sendable {
    case ok
    /// No usable head (or opened to recover): entries can be read as far as they go, nothing is written.
    case headMissing
}

/// A durable sequence of opaque payloads: acknowledged ones are never lost, changed or silently left out.
///
/// The format stands at `Frame` and `HeadFile`. The order of an append, one sync each for a whole batch:
///
///     write frames behind the last one       a new segment: open(O_EXCL), write
///     fdatasync(segment)                     a new segment: fsync, and fsync(directory)
///     pwrite(head slot that is the older)
///     fdatasync(head)                        ← only now are the entries acknowledged
///
/// What lies before the head is therefore on the disk. Whole frames behind it count too (`WholeFrames` says why): a
/// writer first makes them durable and moves the head on. Only what follows them, incomplete or invalid, is moved
/// aside. After a failure the object stops (`JournalError.stopped`). Two holes are known: a disk that lies about syncs, and somebody who puts
/// back journal *and* head; against the second the layers above compare with the checkpoint that was published.
package final class Journal {
    /// Segments end at this size unless the caller says otherwise: small enough to copy, large enough to be few.
    package static let defaultSegmentLimit: UInt64 = 64 << 20

    let place: JournalPlace
    var record: HeadRecord?
    /// The slot that holds `record`; the next write goes to the other one.
    var slot = 0
    var lock: FileLock?
    var headFile: OpenFile?
    var tail: Tail?
    var isStopped = false
    var tornPaths: [String] = []
    /// Entries that the head file names; `record` also counts the whole ones behind it.
    var acknowledged: UInt64 = 0
    /// How many whole entries behind the head opening for writing took over; mostly 0.
    package private(set) var adopted = 0
    /// A write failed and could not be taken back: what was to be appended may be found by the next to open it.
    package internal(set) var isEndUncertain = false

    /// The segment that is being written.
    struct Tail {
        let segment: UInt64
        let file: OpenFile
        var end: UInt64
    }

    private init(_ place: JournalPlace) { self.place = place }

    deinit { close() }

    /// Makes an empty journal: the directory (0700) when it is missing, and the head.
    ///
    /// What a crash in the middle of it leaves can be created again. Throws `.exists` where a journal or head is.
    package static func create(
        directory: String, headPath: String, fileSystem: any FileSystem
    ) throws(JournalError) {
        let place = JournalPlace(
            directory: directory, headPath: headPath, fileSystem: fileSystem,
            segmentLimit: defaultSegmentLimit)
        try journalFiles { () throws(FileError) in
            try fileSystem.makeDirectories(directory, permissions: 0o700)
        }
        let lock = try acquireLock(place, waitSeconds: 0, .system)
        if try !place.segments().isEmpty { throw .exists(path: directory) }
        try journalFiles { () throws(FileError) in
            // The directory may be there from a creation that was cut off before this sync.
            try fileSystem.syncDirectory(FilePath.parent(of: directory))
        }
        do {
            try DurableFile.create(
                headPath, HeadFile.fileBytes(.empty), permissions: 0o600, in: fileSystem)
        } catch {
            throw error.code == EEXIST ? .exists(path: headPath) : .file(error)
        }
        lock.releaseClean()
    }

    /// Opens a journal and holds it against its head.
    ///
    /// Throws `.behindHead`, `.differsFromHead` or `.damaged` with nothing changed, `.locked`, `.file`. A writer adopts
    /// whole entries behind the head (`adopted`) and moves aside what a crash cut (`movedAside`).
    package static func open(
        directory: String, headPath: String, fileSystem: any FileSystem, access: JournalAccess,
        segmentLimit: UInt64 = defaultSegmentLimit, clock: WaitClock = .system
    ) throws(JournalError) -> Journal {
        let journal = Journal(
            JournalPlace(
                directory: directory, headPath: headPath, fileSystem: fileSystem, segmentLimit: segmentLimit))
        switch access {
        case .read: try journal.readHead()
        case .write(let seconds):
            journal.lock = try acquireLock(journal.place, waitSeconds: seconds, clock)
            if let whole = try journal.readHead() { try journal.adopt(whole) }
        case .recover(let seconds):
            journal.lock = try acquireLock(journal.place, waitSeconds: seconds, clock)
        case .examine: break
        }
        return journal
    }

    /// The last durable entry and checkpoint; nil when the journal is empty or the head is missing.
    package var head: JournalHead? { record?.head }

    /// How many entries are durable; nil when the head is missing.
    package var count: UInt64? { record?.count }

    /// The checkpoint in the head; empty when there is none.
    package var checkpoint: [UInt8] { record?.checkpoint ?? [] }

    /// Whether it can be written.
    package var state: JournalState { record == nil ? .headMissing : .ok }

    /// The files that opening for writing moved incomplete bytes to; mostly empty.
    package var movedAside: [String] { tornPaths }

    /// The writer before this one did not say goodbye.
    package var wasLeftUnclean: Bool { lock?.wasLeftUnclean ?? false }

    /// Lets the lock go. Called by `deinit` too; afterwards the journal can still be read.
    package func close() {
        // The mark stays when something failed, opening included: the next writer then renews the head.
        if headFile != nil, !isStopped { lock?.releaseClean() }
        lock = nil
        headFile = nil
        tail = nil
    }

    /// For a reader that lives long: looks at the head again.
    package func refresh() throws(JournalError) {
        if lock == nil { try readHead() }
    }

    /// Reads the head, checks it against the journal and looks for whole frames behind it; nil without head.
    @discardableResult
    private func readHead() throws(JournalError) -> WholeFrames? {
        let segments = try place.segments()
        guard let (written, slot) = try HeadFile.read(place.headPath, place.fileSystem) else {
            record = nil
            return nil
        }
        var found = written
        let end = try HeadCheck(place: place, segments: segments).check(written)
        found.segment = end.segment
        let whole = try WholeFrames(place, behind: found, end: end.offset)
        acknowledged = found.count
        record = whole.record
        self.slot = slot
        return whole
    }

    private func adopt(_ whole: WholeFrames) throws(JournalError) {
        isStopped = true
        try journalFiles { () throws(FileError) in try whole.makeDurable() }
        tornPaths = try TornTail(place: place).moveAside(behind: whole.record, end: whole.end)
        try startWriting(at: whole.end)
    }

    private func startWriting(at end: UInt64) throws(JournalError) {
        guard let record, let lock else { return }
        isStopped = true
        adopted = Int(record.count - acknowledged)
        tail = try journalFiles { () throws(FileError) in
            if lock.wasLeftUnclean { try replaceHead(record) }
            headFile = try place.fileSystem.open(place.headPath, .readWrite)
            if adopted > 0 { try write(record) }
            guard record.count > 0 else { return nil }
            let file = try place.fileSystem.open(place.segmentPath(record.segment), .readWrite)
            return Tail(segment: record.segment, file: file, end: end)
        }
        isStopped = false
    }

    /// Puts a new head file in the place of the old one; the record is then in slot 0.
    func replaceHead(_ record: HeadRecord) throws(FileError) {
        try DurableFile.replace(
            place.headPath, HeadFile.fileBytes(record), permissions: 0o600, in: place.fileSystem)
        slot = 0
    }

    /// After the head was rebuilt: goes on as after opening.
    func resume(with record: HeadRecord, end: UInt64) throws(JournalError) {
        self.record = record
        acknowledged = record.count
        try startWriting(at: end)
    }

    private static func acquireLock(
        _ place: JournalPlace, waitSeconds: Int, _ clock: WaitClock
    ) throws(JournalError) -> FileLock {
        let lock = try journalFiles { () throws(FileError) in
            try FileLock.acquire(place.lockPath, waitSeconds: waitSeconds, clock: clock, in: place.fileSystem)
        }
        if let lock { return lock }
        let holder = FileLock.holder(of: place.lockPath, in: place.fileSystem)
        throw .locked(seconds: max(0, waitSeconds), holder: holder)
    }
}
