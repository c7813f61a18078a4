import Encoding
import Synchronization

/// The last mark that was raised: in a bulk check most badges come with the mark that the one before them gave.
final class MarkMemory: Sendable {
    private struct Entry {
        let before: HighWaterMark
        let now: Timestamp
        let after: HighWaterMark
    }

    private let last = Mutex<Entry?>(nil)

    /// What the mark of a request becomes, if that was the last that was asked.
    func recall(_ request: Request) -> HighWaterMark? {
        last.withLock { last in
            guard let last, last.now == request.now,
                last.before == request.highWater || last.after == request.highWater
            else { return nil }
            return last.after
        }
    }

    /// Keeps what the mark of a request became. Raising it once more at that time would change nothing.
    func keep(_ mark: HighWaterMark, for request: Request) {
        last.withLock { $0 = Entry(before: request.highWater, now: request.now, after: mark) }
    }
}
