import Files

/// Holds a journal against its head when it is opened.
///
/// The usual case reads one frame: the head says where the last entry lies, and it is there. Otherwise the segment is
/// walked through, to tell an older copy, another journal and damage apart.
struct HeadCheck {
    let place: JournalPlace
    let segments: [UInt64]

    /// Returns the segment of the last acknowledged entry and the offset behind it.
    func check(_ record: HeadRecord) throws(JournalError) -> (segment: UInt64, offset: UInt64) {
        guard record.count > 0 else { return (0, 0) }
        if let first = segments.first, first != 0 {
            throw .damaged(
                file: place.segmentPath(0), offset: 0,
                what: "it is missing, the first segment begins with entry \(first)")
        }
        if segments.contains(record.segment), let end = try lastFrameEnd(record) {
            return (record.segment, end)
        }
        return try walk(to: record)
    }

    /// The end of the last frame if it is where the head says.
    private func lastFrameEnd(_ record: HeadRecord) throws(JournalError) -> UInt64? {
        try journalFiles { () throws(FileError) in
            var reader = try SegmentReader(
                place.segmentPath(record.segment), from: record.offset, chunk: 16 << 10, place.fileSystem)
            guard case .frame(let header, _, _) = try reader.next(record.count - 1),
                header.hash == record.hash
            else {
                return nil
            }
            return reader.offset
        }
    }

    private func walk(to record: HeadRecord) throws(JournalError) -> (segment: UInt64, offset: UInt64) {
        let last = record.count - 1
        let first = segments.last { $0 <= last } ?? 0
        var cursor = try JournalCursor(place, bound: record.count, from: first)
        var found: JournalEntry?
        while let entry = try cursor.next() { found = entry }
        guard let found, found.sequence == last, found.hash == record.hash else {
            throw .differsFromHead(sequence: last)
        }
        let length = UInt64(Frame.headerLength + found.payload.count)
        return (found.position.segment, found.position.offset + length)
    }
}
