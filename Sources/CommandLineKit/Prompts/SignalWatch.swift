import Glibc
import Synchronization

/// The signals that arrived while a question was open, a bit each, and the pipe that wakes the question up.
/// Written by the signal handler, which may do nothing but store and write(2).
private let arrivedSignals = Atomic<UInt64>(0)
private let wakeDescriptor = Atomic<Int32>(-1)

/// Catches the signals that would end or stop the program while the terminal is in another mode, so that the
/// mode is put back first. The handlers are without SA_RESTART; a pipe wakes the reader because the signal
/// may arrive on another thread, where it interrupts nothing. One at a time in a process.
struct SignalWatch: ~Copyable {
    /// Signals that end the program, or stop it.
    static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP]
    /// The same, and those after which a screen is drawn anew: another size, going on after a stop.
    static let screenSignals = signals + [SIGWINCH, SIGCONT]

    private let watched: [Int32]
    private var previous: [sigaction] = []
    private let reading: Int32
    private let writing: Int32

    init(_ watched: [Int32] = signals) throws(PromptError) {
        self.watched = watched
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw .system(code: errno) }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        reading = ends[0]
        writing = ends[1]
        arrivedSignals.store(0, ordering: .sequentiallyConsistent)
        wakeDescriptor.store(writing, ordering: .sequentiallyConsistent)
        for number in watched {
            var action = sigaction()
            action.__sigaction_handler.sa_handler = { number in
                if EmergencyExit.handleAtOnce(number) { return }
                let saved = errno
                arrivedSignals.bitwiseOr(1 << UInt64(number), ordering: .sequentiallyConsistent)
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
        for (number, action) in zip(watched, previous) {
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

    /// What a wait came to.
    enum Arrival: Hashable {
        case input
        case signal(Int32)
        case timeout
    }

    /// Waits until the descriptor can be read. Returns the signal that came first, or nil.
    func waitForInput(_ descriptor: Int32) -> Int32? {
        if case .signal(let number) = wait(for: descriptor, milliseconds: -1) { return number }
        return nil
    }

    /// Waits until the descriptor can be read, a signal has come or the time is over; without end where it is negative.
    /// A signal comes before input, and the one with the lowest number first.
    func wait(for descriptor: Int32, milliseconds: Int32) -> Arrival {
        while true {
            if let number = takeSignal() { return .signal(number) }
            var waiting = [
                pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: reading, events: Int16(POLLIN), revents: 0),
            ]
            let ready = poll(&waiting, 2, milliseconds)
            if let number = takeSignal() { return .signal(number) }
            if ready == 0 { return .timeout }
            if ready > 0 && waiting[0].revents != 0 { return .input }
            if ready < 0 && errno != EINTR { return .input }
        }
    }

    private func takeSignal() -> Int32? {
        var drained: UInt8 = 0
        while read(reading, &drained, 1) > 0 {}
        let arrived = arrivedSignals.load(ordering: .sequentiallyConsistent)
        guard arrived != 0 else { return nil }
        let number = arrived.trailingZeroBitCount
        arrivedSignals.bitwiseAnd(~(1 << UInt64(number)), ordering: .sequentiallyConsistent)
        return Int32(number)
    }

    /// Runs something during which Ctrl-Z stops the program as if nobody watched.
    func lettingStop<Result, Failure: Error>(
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        var plain = sigaction()
        var watching = sigaction()
        plain.__sigaction_handler.sa_handler = SIG_DFL
        _ = sigaction(SIGTSTP, nil, &watching)
        if !Self.ignores(watching) { _ = sigaction(SIGTSTP, &plain, nil) }
        defer { _ = sigaction(SIGTSTP, &watching, nil) }
        return try body()
    }
}
