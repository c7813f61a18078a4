import Glibc

/// A program that runs, and what it has written so far.
final class RunningChild {
    /// A system call that failed.
    struct StartError: Error {
        let code: Int32
    }

    let job: Int
    private let process: pid_t
    private let deadline: Int64
    /// Standard output and standard error, -1 once closed.
    private var descriptors: [Int32]
    private var written: [[UInt8]] = [[], []]
    private var status: Int32?
    private var isTimedOut = false

    private init(job: Int, process: pid_t, descriptors: [Int32], seconds: Int) {
        (self.job, self.process, self.descriptors) = (job, process, descriptors)
        deadline = Self.milliseconds() + Int64(seconds) * 1000
    }

    /// How much a program can be given to read: a pipe takes it whole, so nobody has to feed it (pipe(7): 64 KiB).
    static let mostInput = 1 << 14

    /// posix_spawnp(3): only `input` to read, its output into pipes, a process group of its own so that all it starts can be
    /// ended with it, and the default for signals that this program ignores.
    static func start(
        _ words: [String], job: Int, seconds: Int, input: [UInt8] = []
    ) -> Result<RunningChild, StartError> {
        guard input.count <= mostInput else { return .failure(StartError(code: E2BIG)) }
        var pipes: [Int32] = []
        for _ in 0..<3 {
            var ends: [Int32] = [-1, -1]
            guard pipe(&ends) == 0 else {
                pipes.forEach { close($0) }
                return .failure(StartError(code: errno))
            }
            // The next program must not hold the pipes of this one.
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            pipes += ends
        }
        defer { close(pipes[1]); close(pipes[3]); close(pipes[4]) }
        _ = input.withUnsafeBytes { write(pipes[5], $0.baseAddress, $0.count) }
        close(pipes[5])
        for end in [pipes[0], pipes[2]] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
        var process: pid_t = 0
        let code = spawn(words, input: pipes[4], output: pipes[1], errors: pipes[3], &process)
        guard code == 0 else {
            close(pipes[0])
            close(pipes[2])
            return .failure(StartError(code: code))
        }
        return .success(
            RunningChild(job: job, process: process, descriptors: [pipes[0], pipes[2]], seconds: seconds))
    }

    private static func spawn(
        _ words: [String], input: Int32, output: Int32, errors: Int32, _ process: inout pid_t
    ) -> Int32 {
        var attributes = posix_spawnattr_t()
        var actions = posix_spawn_file_actions_t()
        guard let program = words.first, posix_spawnattr_init(&attributes) == 0 else { return ENOENT }
        defer { posix_spawnattr_destroy(&attributes) }
        guard posix_spawn_file_actions_init(&actions) == 0 else { return ENOMEM }
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, errors, 2)
        var defaults = sigset_t()
        sigemptyset(&defaults)
        sigaddset(&defaults, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP))
        var pointers: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        return posix_spawnp(&process, program, &actions, &attributes, &pointers, environ)
    }

    /// Returns when one of them has something to say, or at the latest after a moment: the end of a program is no event
    /// of its pipes where something that it started still holds them.
    static func wait(for children: [RunningChild]) {
        var waiting = children.flatMap(\.descriptors).filter { $0 >= 0 }
            .map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        _ = poll(&waiting, nfds_t(waiting.count), waiting.isEmpty ? 5 : 100)
    }

    /// Reads what is there, and ends the program where its time is over.
    func proceed() {
        for place in descriptors.indices { read(place) }
        if status == nil {
            var found: Int32 = 0
            if waitpid(process, &found, WNOHANG) == process { status = found }
        }
        guard Self.milliseconds() >= deadline, !isDone else { return }
        isTimedOut = status == nil
        abandon()
    }

    private func read(_ place: Int) {
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while descriptors[place] >= 0 {
            let count = Glibc.read(descriptors[place], &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN { return }
            guard count > 0 else {
                close(descriptors[place])
                descriptors[place] = -1
                return
            }
            let room = ChildPool.mostBytes - written[place].count
            written[place] += chunk[..<min(count, room)]
        }
    }

    private var isDone: Bool { status != nil && descriptors.allSatisfy { $0 < 0 } }

    /// Ends the program and all that it started, and waits for it.
    func abandon() {
        kill(-process, SIGKILL)
        for place in descriptors.indices where descriptors[place] >= 0 {
            close(descriptors[place])
            descriptors[place] = -1
        }
        guard status == nil else { return }
        var found: Int32 = 0
        while waitpid(process, &found, 0) < 0, errno == EINTR {}
        status = found
    }

    /// What came of it; nil while it runs.
    var outcome: ChildPool.Outcome? {
        guard isDone, let status else { return nil }
        let signal = status & 0x7F
        let ending: ChildPool.Ending =
            isTimedOut ? .timedOut : signal != 0 ? .killed(signal) : .exited((status >> 8) & 0xFF)
        return ChildPool.Outcome(ending: ending, output: written[0], errors: written[1])
    }

    private static func milliseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }
}
