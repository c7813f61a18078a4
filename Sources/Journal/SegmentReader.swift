import CryptoCore
import Files

/// Walks through the frames of one segment with one buffer.
struct SegmentReader {
    enum Step {
        /// A whole frame; the payload is empty when it was not asked for (then its hash was not checked either).
        case frame(Frame.Header, payload: [UInt8], offset: UInt64)
        /// The last frame ends exactly at the end.
        case end
        /// The rest is too short for the frame that begins there, or zeros: what a crash leaves of a frame.
        case incomplete
        case flaw(String)
    }

    /// Read at once: large enough to be fast, small enough to be nothing beside a program's 48 MiB.
    static let sequentialChunk = 256 << 10

    let path: String
    let end: UInt64
    private(set) var offset: UInt64
    private let file: OpenFile
    private let fileSystem: any FileSystem
    private let chunk: Int
    private var buffer: [UInt8] = []
    private var bufferStart: UInt64 = 0

    /// Reads as far as the file goes now; what is appended later is not seen.
    init(
        _ path: String, from offset: UInt64 = 0, chunk: Int = sequentialChunk, _ fileSystem: any FileSystem
    ) throws(FileError) {
        self.path = path
        self.fileSystem = fileSystem
        self.chunk = chunk
        self.offset = offset
        file = try fileSystem.open(path, .read)
        end = try fileSystem.status(of: file).size
    }

    /// The next frame, which must be that of `sequence`.
    mutating func next(_ sequence: UInt64, withPayload: Bool = true) throws(FileError) -> Step {
        if offset >= end { return .end }
        guard let head = try bytes(offset, Frame.headerLength) else { return .incomplete }
        let header: Frame.Header
        switch Frame.parse(head, expecting: sequence) {
        case .success(let found): header = found
        case .failure(let flaw): return try restIsZero() ? .incomplete : .flaw(flaw.what)
        }
        let start = offset + UInt64(Frame.headerLength)
        guard UInt64(header.length) <= end - start else { return .incomplete }
        var payload: [UInt8] = []
        if withPayload {
            guard let slice = try bytes(start, header.length) else { return .incomplete }
            payload = Array(slice)
            guard SHA256.hash(payload) == header.hash else {
                return .flaw("entry \(sequence) does not have the checksum that was written with it")
            }
        }
        let frameOffset = offset
        offset = start + UInt64(header.length)
        return .frame(header, payload: payload, offset: frameOffset)
    }

    /// `count` bytes at `position` from the buffer, filled anew when needed; nil when the segment ends before.
    private mutating func bytes(_ position: UInt64, _ count: Int) throws(FileError) -> ArraySlice<UInt8>? {
        guard UInt64(count) <= end - position else { return nil }
        let bufferEnd = bufferStart + UInt64(buffer.count)
        if position < bufferStart || position + UInt64(count) > bufferEnd {
            let wanted = min(UInt64(max(count, chunk)), end - position)
            buffer = try fileSystem.read(file, at: position, count: Int(wanted))
            bufferStart = position
        }
        let first = Int(position - bufferStart)
        return first + count <= buffer.count ? buffer[first..<first + count] : nil
    }

    /// A file that grew before its contents were written shows zeros after a crash.
    private mutating func restIsZero() throws(FileError) -> Bool {
        var position = offset
        while position < end {
            let count = Int(min(UInt64(chunk), end - position))
            guard let part = try bytes(position, count), part.allSatisfy({ $0 == 0 }) else { return false }
            position += UInt64(count)
        }
        return true
    }
}
