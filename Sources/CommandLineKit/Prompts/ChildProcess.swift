import Glibc

/// A program run in the foreground, as system(3) does it: while it runs, Ctrl-C and Ctrl-\ are its own
/// business.
struct ChildProcess {
    let arguments: [String]
    let environment: [String: String]

    /// Runs it to its end. Returns its exit status, 128 plus the signal that killed it, or 127 if it did not
    /// start.
    func run() -> Int32 {
        let interrupt = signal(SIGINT, SIG_IGN)
        let quit = signal(SIGQUIT, SIG_IGN)
        defer {
            _ = signal(SIGINT, interrupt)
            _ = signal(SIGQUIT, quit)
        }
        guard let child = spawn() else { return 127 }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 {
            guard errno == EINTR else { return 127 }
        }
        let killer = status & 0x7F
        return killer == 0 ? (status >> 8) & 0xFF : 128 + killer
    }

    /// posix_spawn(3) with default signals: the program itself ignores SIGPIPE, which a child would inherit.
    private func spawn() -> pid_t? {
        var attributes = posix_spawnattr_t()
        guard let path = arguments.first, posix_spawnattr_init(&attributes) == 0 else { return nil }
        defer { posix_spawnattr_destroy(&attributes) }
        var defaults = sigset_t()
        sigemptyset(&defaults)
        for number in [SIGINT, SIGQUIT, SIGPIPE] { sigaddset(&defaults, number) }
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] =
            environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in words + variables { free(pointer) } }
        var child: pid_t = 0
        return posix_spawn(&child, path, nil, &attributes, &words, &variables) == 0 ? child : nil
    }
}
