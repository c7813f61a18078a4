import Fetching
import Glibc

/// When everything has to be done, on the clock that nobody sets.
struct Deadline: Sendable {
    private let end: Int64

    init(seconds: Int64) { end = Self.now() + seconds * 1000 }

    /// Milliseconds that are left, as poll(2) takes them; 0 once it is over.
    var remaining: Int32 { Int32(clamping: max(0, end - Self.now())) }

    /// Waits until a descriptor can be read or written.
    ///
    /// - Parameter events: `POLLIN` or `POLLOUT`.
    /// - Throws: `.time` when it is over first.
    func wait(for descriptor: Int32, _ events: Int32) throws(FetchFailure) {
        while true {
            let milliseconds = remaining
            guard milliseconds > 0 else { throw Self.over }
            var waiting = pollfd(fd: descriptor, events: Int16(events), revents: 0)
            let count = poll(&waiting, 1, milliseconds)
            if count > 0 { return }
            guard count == 0 || errno == EINTR else {
                throw FetchFailure(.machine, "poll: error \(errno)")
            }
        }
    }

    /// For every read of what may come without end: poll alone notices the time only while nothing comes.
    func check() throws(FetchFailure) {
        guard remaining > 0 else { throw Self.over }
    }

    private static let over = FetchFailure(.time, "it took longer than it may")

    private static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
