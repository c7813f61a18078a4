import CryptoCore
import Files

extension Journal {
    /// Appends entries, and puts a new signed checkpoint into the head if one is given; durable on return.
    ///
    /// One call costs two syncs however many entries it has; each entry is whole or absent after a crash. Throws
    /// `.readOnly`, `.headMissing`, `.stopped`, `.tooLarge` with nothing written, `.file` when the disk fails.
    /// - Returns: where the entries lie.
    @discardableResult
    package func append(
        _ payloads: [[UInt8]], checkpoint: [UInt8]? = nil
    ) throws(JournalError) -> [JournalPosition] {
        let record = try writableRecord()
        let checkpoint = checkpoint ?? record.checkpoint
        for payload in payloads where payload.count > Frame.maximumPayload {
            throw .tooLarge(what: "an entry", bytes: payload.count, limit: Frame.maximumPayload)
        }
        guard checkpoint.count <= HeadFile.maximumCheckpoint else {
            throw .tooLarge(
                what: "the checkpoint", bytes: checkpoint.count, limit: HeadFile.maximumCheckpoint)
        }
        var next = record
        next.checkpoint = checkpoint
        // From here on a failure leaves the disk in a state that only opening anew clears up.
        isStopped = true
        isEndUncertain = true
        var batch = AppendBatch(place: place, tail: tail, next: record.count)
        do {
            let positions = try batch.write(payloads)
            if let last = positions.last {
                next.count += UInt64(payloads.count)
                next.hash = batch.lastHash
                next.segment = last.segment
                next.offset = last.offset
            }
            tail = batch.tail
            try write(next)
            isStopped = false
            isEndUncertain = false
            return positions
        } catch {
            // Behind the frames' sync the new head may be on the disk, so they must stay: the next writer adopts them.
            isEndUncertain = !batch.isTakenBack
            throw .file(error)
        }
    }

    /// Puts a signed checkpoint into the head; durable on return, so that it may leave the process.
    package func recordCheckpoint(_ checkpoint: [UInt8]) throws(JournalError) {
        try append([], checkpoint: checkpoint)
    }

    /// Writes the older slot and syncs it; then, and only then, the record counts.
    func write(_ next: HeadRecord) throws(FileError) {
        guard let headFile else { return }
        var next = next
        next.generation += 1
        let target = 1 - slot
        try place.fileSystem.write(
            HeadFile.encode(next), to: headFile, at: UInt64(target * HeadFile.slotLength))
        try place.fileSystem.sync(headFile, .contents)
        slot = target
        record = next
        acknowledged = next.count
    }

    private func writableRecord() throws(JournalError) -> HeadRecord {
        guard lock != nil else { throw .readOnly }
        guard let record, headFile != nil else { throw .headMissing(path: place.headPath) }
        if isStopped { throw .stopped }
        return record
    }
}

/// The writing of one batch of frames, up to their syncs.
struct AppendBatch {
    /// Written at once at most, so that a batch of large entries is not held twice.
    private static let writeLength = 1 << 20

    let place: JournalPlace
    private(set) var tail: Journal.Tail?
    private(set) var lastHash: Digest?
    /// Writing failed, and nothing of the batch is left.
    private(set) var isTakenBack = false
    private var next: UInt64
    private var pending: [UInt8] = []
    private let before: Journal.Tail?
    private var created: [String] = []

    init(place: JournalPlace, tail: Journal.Tail?, next: UInt64) {
        self.place = place
        self.tail = tail
        self.next = next
        before = tail
    }

    /// Writes and syncs; when writing fails, takes back what can be taken back, so that a full disk gets its room again.
    mutating func write(_ payloads: [[UInt8]]) throws(FileError) -> [JournalPosition] {
        guard !payloads.isEmpty else { return [] }
        do {
            let positions = try writeFrames(payloads)
            try finishSegment()
            if !created.isEmpty { try place.fileSystem.syncDirectory(place.directory) }
            return positions
        } catch {
            takeBack()
            throw error
        }
    }

    private mutating func writeFrames(_ payloads: [[UInt8]]) throws(FileError) -> [JournalPosition] {
        var positions: [JournalPosition] = []
        positions.reserveCapacity(payloads.count)
        for payload in payloads {
            let hash = SHA256.hash(payload)
            let length = UInt64(Frame.headerLength + payload.count)
            let end = (tail?.end ?? 0) + UInt64(pending.count)
            if tail == nil || (end > 0 && end + length > place.segmentLimit) { try startSegment() }
            guard let tail else { continue }
            positions.append(JournalPosition(segment: tail.segment, offset: tail.end + UInt64(pending.count)))
            pending += Frame.header(sequence: next, length: payload.count, hash: hash)
            pending += payload
            next += 1
            lastHash = hash
            if pending.count >= AppendBatch.writeLength { try flush() }
        }
        return positions
    }

    private mutating func startSegment() throws(FileError) {
        try finishSegment()
        let path = place.segmentPath(next)
        let file = try place.fileSystem.open(path, .createNew(permissions: 0o600))
        created.append(path)
        tail = Journal.Tail(segment: next, file: file, end: 0)
    }

    private mutating func flush() throws(FileError) {
        guard var target = tail, !pending.isEmpty else { return }
        try place.fileSystem.write(pending, to: target.file, at: target.end)
        target.end += UInt64(pending.count)
        tail = target
        pending.removeAll(keepingCapacity: true)
    }

    /// Syncs the current segment when this batch wrote to it.
    private mutating func finishSegment() throws(FileError) {
        try flush()
        guard let tail else { return }
        if tail.segment == before?.segment {
            if tail.end != before?.end { try place.fileSystem.sync(tail.file, .contents) }
        } else {
            try place.fileSystem.sync(tail.file, .all)
        }
    }

    /// Best effort: nothing of it was acknowledged. Frames that stay whole are adopted by the next writer.
    private mutating func takeBack() {
        do {
            // The last ones first, so that what stays is without a gap.
            for path in created.reversed() { try place.fileSystem.remove(path) }
            if let before { try place.fileSystem.truncate(before.file, to: before.end) }
            isTakenBack = true
        } catch {
            isTakenBack = false
        }
    }
}
