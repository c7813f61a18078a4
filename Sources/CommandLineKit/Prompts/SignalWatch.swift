import Glibc
import Synchronization

/// The last signal that arrived while a question was open, and the pipe that wakes the question up. Written
/// by the signal handler, which may do nothing but store and write(2).
private let arrivedSignal = Atomic<Int32>(0)
private let wakeDescriptor = Atomic<Int32>(-1)

/// Catches the signals that would end or stop the program while the terminal is in another mode, so that the
/// mode is put back first. The handlers are without SA_RESTART; a pipe wakes the reader because the signal
/// may arrive on another thread, where it interrupts nothing. One at a time in a process.
struct SignalWatch: ~Copyable {
    static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP]

    private var previous: [sigaction] = []
    private let reading: Int32
    private let writing: Int32

    init() throws(PromptError) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw .system(code: errno) }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        reading = ends[0]
        writing = ends[1]
        arrivedSignal.store(0, ordering: .sequentiallyConsistent)
        wakeDescriptor.store(writing, ordering: .sequentiallyConsistent)
        for number in Self.signals {
            var action = sigaction()
            action.__sigaction_handler.sa_handler = { number in
                let saved = errno
                arrivedSignal.store(number, ordering: .sequentiallyConsistent)
                var byte: UInt8 = 0
                _ = Glibc.write(wakeDescriptor.load(ordering: .sequentiallyConsistent), &byte, 1)
                errno = saved
            }
            var old = sigaction()
            _ = sigaction(number, &action, &old)
            previous.append(old)
            // What was ignored stays ignored: nohup(1), and shells for background jobs.
            if Self.ignores(old) { _ = sigaction(number, &old, nil) }
        }
    }

    deinit {
        for (number, action) in zip(Self.signals, previous) {
            var action = action
            _ = sigaction(number, &action, nil)
        }
        wakeDescriptor.store(-1, ordering: .sequentiallyConsistent)
        close(reading)
        close(writing)
    }

    private static func ignores(_ action: sigaction) -> Bool {
        unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
            == unsafeBitCast(SIG_IGN, to: Int.self)
    }

    /// Waits until the descriptor can be read. Returns the signal that came first, or nil.
    func waitForInput(_ descriptor: Int32) -> Int32? {
        while true {
            var waiting = [
                pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: reading, events: Int16(POLLIN), revents: 0),
            ]
            let ready = poll(&waiting, 2, -1)
            let number = arrivedSignal.exchange(0, ordering: .sequentiallyConsistent)
            if number != 0 {
                var drained: UInt8 = 0
                while read(reading, &drained, 1) > 0 {}
                return number
            }
            if ready > 0 && waiting[0].revents != 0 { return nil }
            if ready < 0 && errno != EINTR { return nil }
        }
    }
}
