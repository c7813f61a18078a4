import Files

extension Journal {
    /// Entries from `start` on, up to the head as this object knows it and the whole ones behind it; without head, as
    /// far as they are whole.
    package func entries(from start: UInt64 = 0) throws(JournalError) -> JournalCursor {
        try JournalCursor(
            place, bound: record?.count, from: start, promised: record == nil ? nil : acknowledged)
    }

    /// Calls `body` with each entry from `start` on, in order.
    ///
    /// Memory is bounded by one entry. Throws `.damaged` with segment and offset, and whatever `body` throws.
    package func forEach(
        from start: UInt64 = 0, _ body: (_ sequence: UInt64, _ payload: [UInt8]) throws -> Void
    ) throws {
        var cursor = try entries(from: start)
        while let entry = try cursor.next() { try body(entry.sequence, entry.payload) }
    }

    /// Up to `limit` entries from `start` on.
    package func read(from start: UInt64, limit: Int = .max) throws(JournalError) -> [JournalEntry] {
        var cursor = try entries(from: start)
        var found: [JournalEntry] = []
        while found.count < limit, let entry = try cursor.next() { found.append(entry) }
        return found
    }

    /// One entry at the place that an index remembers: one read, whatever the size of the journal.
    ///
    /// Throws `.damaged` when that entry is not there, and `.behindHead` when it is not acknowledged.
    package func entry(_ sequence: UInt64, at position: JournalPosition) throws(JournalError) -> JournalEntry
    {
        if let count, sequence >= count {
            throw .behindHead(last: count == 0 ? nil : count - 1, head: sequence)
        }
        let path = place.segmentPath(position.segment)
        let step = try journalFiles { () throws(FileError) in
            var reader = try SegmentReader(path, from: position.offset, chunk: 16 << 10, place.fileSystem)
            return try reader.next(sequence)
        }
        switch step {
        case .frame(let header, let payload, _):
            return JournalEntry(sequence: sequence, payload: payload, hash: header.hash, position: position)
        case .flaw(let what): throw .damaged(file: path, offset: position.offset, what: what)
        case .end, .incomplete:
            throw .damaged(file: path, offset: position.offset, what: "entry \(sequence) is cut off")
        }
    }
}
