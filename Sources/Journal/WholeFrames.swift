import Files

/// Whole frames directly behind the head: header, checksum and sequence are right.
///
/// Nothing tells an entry that was never acknowledged, because the writer died before the head was written, from one
/// that was, because a slot of the head got lost later and the older one is believed. So they count: a reader sees
/// them, and a writer adopts them. That harms nobody: they are signed transactions, which the layer above checks like
/// any other, and whoever was told that writing failed finds it done.
struct WholeFrames {
    /// Where adopted frames lie in one segment.
    struct Part {
        let segment: UInt64
        let start: UInt64
        var end: UInt64
    }

    /// Copied at once.
    private static let pieceLength: UInt64 = 1 << 20

    let place: JournalPlace
    /// The head, moved on to the last whole frame.
    private(set) var record: HeadRecord
    /// Where that frame ends in its segment.
    private(set) var end: UInt64
    private(set) var parts: [Part] = []

    /// Looks from `end` in the head's segment on; nothing is changed.
    init(_ place: JournalPlace, behind record: HeadRecord, end: UInt64) throws(JournalError) {
        self.place = place
        self.record = record
        self.end = end
        let segments = try place.segments()
        guard segments.contains(record.segment) else { return }
        var (segment, start) = (record.segment, end)
        while try follow(segment, from: start), segments.contains(self.record.count),
            self.record.count > segment
        {
            (segment, start) = (self.record.count, 0)
        }
        // A segment without a whole frame is not where the journal ends.
        if let last = parts.last { self.end = last.end }
    }

    /// Follows one segment; true when its last frame ends exactly at its end, so that the next may go on.
    private mutating func follow(_ segment: UInt64, from start: UInt64) throws(JournalError) -> Bool {
        let path = place.segmentPath(segment)
        var reader = try journalFiles { () throws(FileError) in
            try SegmentReader(path, from: start, place.fileSystem)
        }
        var part = Part(segment: segment, start: start, end: start)
        defer { if part.end > part.start { parts.append(part) } }
        while true {
            let next = record.count
            let step = try journalFiles { () throws(FileError) in try reader.next(next) }
            guard case .frame(let header, _, let offset) = step else {
                guard case .end = step else { return false }
                return true
            }
            record.count = header.sequence + 1
            record.hash = header.hash
            record.segment = segment
            record.offset = offset
            part.end = reader.offset
        }
    }

    /// Writes the frames once more where they are and syncs them: a page cache may show what a failed sync never
    /// brought to the disk, and would not write it again by itself.
    func makeDurable() throws(FileError) {
        let fileSystem = place.fileSystem
        for part in parts {
            let file = try fileSystem.open(place.segmentPath(part.segment), .readWrite)
            var position = part.start
            while position < part.end {
                let count = Int(min(WholeFrames.pieceLength, part.end - position))
                let piece = try fileSystem.read(file, at: position, count: count)
                if piece.isEmpty { break }
                try fileSystem.write(piece, to: file, at: position)
                position += UInt64(piece.count)
            }
            try fileSystem.sync(file, .all)
        }
        if !parts.isEmpty { try fileSystem.syncDirectory(place.directory) }
    }
}
