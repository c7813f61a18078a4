import Files

extension Journal {
    /// Makes a new head from the entries that are there, for a higher layer that has decided that they are the truth.
    ///
    /// Needs the lock and a missing head (`.write` found none, or opened with `.recover`). The old head file, if there is
    /// one, is kept as `HEAD.old-N`; what lies behind the new head is moved aside. Throws `.damaged` where an entry is
    /// broken rather than cut off: then `last` says up to where to go; `.behindHead` when `last` is not there.
    /// - Parameters:
    ///   - last: the last entry to keep; nil for all that are whole.
    ///   - checkpoint: the last signed checkpoint as far as it is known, from elsewhere.
    package func rebuildHead(upTo last: UInt64? = nil, checkpoint: [UInt8] = []) throws(JournalError) {
        guard lock != nil else { throw .readOnly }
        if isStopped { throw .stopped }
        guard state == .headMissing else { throw .exists(path: place.headPath) }
        guard checkpoint.count <= HeadFile.maximumCheckpoint else {
            throw .tooLarge(
                what: "the checkpoint", bytes: checkpoint.count, limit: HeadFile.maximumCheckpoint)
        }
        var record = HeadRecord.empty
        record.checkpoint = checkpoint
        let end = try walk(upTo: last, &record)
        isStopped = true
        // Before the head: else a crash in between would let the next writer adopt what was given up here.
        tornPaths = try TornTail(place: place).moveAside(behind: record, end: end)
        try journalFiles { () throws(FileError) in
            try keepOldHead()
            try replaceHead(record)
        }
        try resume(with: record, end: end)
    }

    /// Reads all entries up to `last` into `record`; returns the offset behind the last one.
    private func walk(upTo last: UInt64?, _ record: inout HeadRecord) throws(JournalError) -> UInt64 {
        var cursor = try JournalCursor(place, bound: last.map { $0 + 1 }, from: 0)
        var end: UInt64 = 0
        while let entry = try cursor.next() {
            record.count = entry.sequence + 1
            record.hash = entry.hash
            record.segment = entry.position.segment
            record.offset = entry.position.offset
            end = entry.position.offset + UInt64(Frame.headerLength + entry.payload.count)
        }
        return end
    }

    private func keepOldHead() throws(FileError) {
        let fileSystem = place.fileSystem
        guard try fileSystem.exists(place.headPath) else { return }
        let bytes = try fileSystem.read(
            fileSystem.open(place.headPath, .read), at: 0, count: HeadFile.fileLength)
        var number = 0
        while try fileSystem.exists("\(place.headPath).old-\(number)") { number += 1 }
        try DurableFile.create(
            "\(place.headPath).old-\(number)", bytes, permissions: 0o600, in: fileSystem)
    }
}
