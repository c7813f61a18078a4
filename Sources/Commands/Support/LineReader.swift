import Glibc

/// Lines from a descriptor, each within a budget of bytes, as soon as they are there.
///
/// A line that is too long is passed over without being kept. The last line needs no line feed.
struct LineReader {
    /// One line, without its line feed.
    enum Line: Equatable {
        case bytes([UInt8])
        /// It had more bytes than the budget.
        case tooLong
    }

    private let descriptor: Int32
    private let budget: Int
    private var chunk = [UInt8](repeating: 0, count: 1 << 16)
    private var buffer: [UInt8] = []
    /// Where the next line begins in `buffer`.
    private var start = 0
    /// Up to here there is no line feed.
    private var searched = 0
    /// The rest of the line is passed over.
    private var isPassingOver = false
    private var isAtEnd = false

    init(descriptor: Int32, budget: Int) {
        self.descriptor = descriptor
        self.budget = budget
    }

    /// The next line among what was read; nil where more must be read first, or at the end.
    mutating func next() -> Line? {
        guard let end = endOfLine() else { return isAtEnd ? lastLine() : nil }
        let line = line(to: end)
        start = end + 1
        searched = start
        return line
    }

    /// Reads more, waiting for it; false at the end of the input, after which `next` gives what is left.
    mutating func readMore() throws(CommandFailure) -> Bool {
        guard !isAtEnd else { return false }
        dropUsed()
        isAtEnd = try readChunk() == 0
        return !isAtEnd
    }

    /// Whether `readMore` would return at once.
    var hasMoreWaiting: Bool {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return !isAtEnd && poll(&waiting, 1, 0) > 0
    }

    private mutating func endOfLine() -> Int? {
        let found = buffer[searched...].firstIndex(of: UInt8(ascii: "\n"))
        searched = found ?? buffer.count
        return found
    }

    private mutating func line(to end: Int) -> Line {
        defer { isPassingOver = false }
        return isPassingOver || end - start > budget ? .tooLong : .bytes(Array(buffer[start..<end]))
    }

    private mutating func lastLine() -> Line? {
        guard start < buffer.count || isPassingOver else { return nil }
        defer { start = buffer.count }
        return line(to: buffer.count)
    }

    /// Keeps of the buffer what the next line may need.
    private mutating func dropUsed() {
        if searched == buffer.count, isPassingOver || buffer.count - start > budget {
            isPassingOver = true
            start = buffer.count
        }
        buffer.removeSubrange(..<start)
        searched -= start
        start = 0
    }

    private mutating func readChunk() throws(CommandFailure) -> Int {
        while true {
            let got = Glibc.read(descriptor, &chunk, chunk.count)
            if got >= 0 {
                buffer += chunk[..<got]
                return got
            }
            if errno == EAGAIN {
                var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                _ = poll(&waiting, 1, -1)
            } else if errno != EINTR {
                throw .environment("standard input cannot be read: \(String(cString: strerror(errno)))")
            }
        }
    }
}
