import Files

/// Reads entries one after the other with bounded memory: one buffer and one payload.
///
/// It checks each frame's checksum and that sequences rise by one, over segment borders too. It ends at the head it was
/// made with: later entries are not seen, and what is moved aside behind the head does not disturb it.
package struct JournalCursor {
    private let place: JournalPlace
    /// Where to stop; nil without head: then at the first incomplete frame of the last segment.
    private let bound: UInt64?
    /// How many entries are acknowledged, so that they must be there; nil when nobody knows. What a reader saw behind
    /// them may be taken back by a writer whose disk is full.
    private let promised: UInt64?
    private let start: UInt64
    private let segments: [UInt64]
    private var nextSegment: Int
    private var reader: SegmentReader?
    /// The sequence of the frame that comes next.
    private(set) var sequence: UInt64
    private var done = false

    /// - Parameters:
    ///   - bound: the number of durable entries; nil when nobody knows.
    ///   - start: entries before it are passed over; those in its own segment are walked through, not hashed.
    init(
        _ place: JournalPlace, bound: UInt64?, from start: UInt64, promised: UInt64? = nil
    ) throws(JournalError) {
        self.promised = promised
        self.place = place
        self.bound = bound
        self.start = start
        segments = try place.segments().filter { bound == nil || $0 < (bound ?? 0) }
        nextSegment = segments.lastIndex { $0 <= start } ?? 0
        // A journal begins with entry 0; when its first segment is gone, opening it says so.
        sequence = nextSegment == 0 ? 0 : segments[nextSegment]
        done = bound.map { start >= $0 } ?? false
    }

    /// The next entry; nil at the end. Throws `.damaged` with the segment and the offset of the entry in it.
    package mutating func next() throws(JournalError) -> JournalEntry? {
        while !done {
            guard let step = try step() else {
                try openNext()
                continue
            }
            switch step {
            case .frame(let header, let payload, let offset):
                sequence += 1
                if let bound, sequence >= bound { done = true }
                guard header.sequence >= start else { continue }
                let position = JournalPosition(segment: segments[nextSegment - 1], offset: offset)
                return JournalEntry(
                    sequence: header.sequence, payload: payload, hash: header.hash, position: position)
            case .end: reader = nil
            case .incomplete: try endInFrame()
            case .flaw where isBehindPromised: done = true
            case .flaw(let what): throw damage(what)
            }
        }
        return nil
    }

    private mutating func step() throws(JournalError) -> SegmentReader.Step? {
        let (expected, wanted) = (sequence, sequence >= start)
        do {
            return try reader?.next(expected, withPayload: wanted)
        } catch {
            throw .file(error)
        }
    }

    private mutating func openNext() throws(JournalError) {
        guard nextSegment < segments.count else { return try endOfSegments() }
        let first = segments[nextSegment]
        let path = place.segmentPath(first)
        guard first == sequence else {
            throw .damaged(
                file: path, offset: 0, what: "it begins with entry \(first) where entry \(sequence) belongs")
        }
        reader = try journalFiles { () throws(FileError) in try SegmentReader(path, place.fileSystem) }
        nextSegment += 1
    }

    /// An incomplete frame in the last segment is where the journal was cut; in another it is damage.
    private mutating func endInFrame() throws(JournalError) {
        guard isBehindPromised || (nextSegment == segments.count && promised == nil) else {
            throw damage("entry \(sequence) is cut off, or its length is wrong")
        }
        try endOfSegments()
    }

    private mutating func endOfSegments() throws(JournalError) {
        done = true
        if let bound, sequence < bound, !isBehindPromised {
            throw .behindHead(last: sequence == 0 ? nil : sequence - 1, head: bound - 1)
        }
    }

    private var isBehindPromised: Bool { promised.map { sequence >= $0 } ?? false }

    private func damage(_ what: String) -> JournalError {
        .damaged(file: reader?.path ?? place.directory, offset: reader?.offset ?? 0, what: what)
    }
}
