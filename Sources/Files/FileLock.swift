import Glibc

/// A monotonic clock and a way to sleep, both injected: waiting is the one thing here that takes time.
package struct WaitClock: Sendable {
    /// Nanoseconds since some fixed point; never goes back.
    package let now: @Sendable () -> UInt64
    /// Sleeps for about that many nanoseconds.
    package let sleep: @Sendable (UInt64) -> Void

    /// A clock of one's own, for tests.
    package init(now: @escaping @Sendable () -> UInt64, sleep: @escaping @Sendable (UInt64) -> Void) {
        self.now = now
        self.sleep = sleep
    }

    /// `CLOCK_MONOTONIC` and nanosleep(2).
    package static let system = WaitClock(
        now: {
            var time = timespec()
            clock_gettime(CLOCK_MONOTONIC, &time)
            return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
        },
        sleep: { nanoseconds in
            var time = timespec(
                tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
            nanosleep(&time, nil)
        })
}

/// The exclusive advisory lock on a file: held while this object lives, let go by the kernel when the process ends.
///
/// The file's text says who has it. It is written when the lock is taken and cleared only by `releaseClean`, so the
/// next holder learns (`wasLeftUnclean`) that the last one crashed or gave up in the middle. Nothing is synced: what the
/// mark guards against, a page cache that differs from the disk, does not outlive the machine either.
package final class FileLock {
    /// The last holder did not say goodbye.
    package let wasLeftUnclean: Bool
    private let file: OpenFile
    private let fileSystem: any FileSystem

    private init(_ file: OpenFile, _ fileSystem: any FileSystem, wasLeftUnclean: Bool) {
        self.file = file
        self.fileSystem = fileSystem
        self.wasLeftUnclean = wasLeftUnclean
    }

    /// Who holds or held the lock at `path`, as text for a message: "process 4711".
    package static func holder(of path: String, in fileSystem: any FileSystem) -> String? {
        guard let bytes = try? fileSystem.read(path, limit: textLength), !bytes.isEmpty else { return nil }
        // Padding off; anything that is not plain text did not come from here.
        let text = Array(bytes.split { $0 <= UInt8(ascii: " ") }.joined(separator: [UInt8(ascii: " ")]))
        guard !text.isEmpty, text.allSatisfy({ (0x20...0x7E).contains($0) }) else { return nil }
        return String(decoding: text, as: UTF8.self)
    }

    /// Takes the lock on `path` (made when missing, 0600), waiting up to `waitSeconds`; nil when somebody else still has it.
    ///
    /// It asks every 20 ms at most: flock(2) cannot wait with a limit, and a signal would disturb the rest of the program.
    package static func acquire(
        _ path: String, waitSeconds: Int, clock: WaitClock = .system, in fileSystem: any FileSystem
    ) throws(FileError) -> FileLock? {
        let file = try fileSystem.open(path, .readWriteOrCreate(permissions: 0o600))
        let deadline = clock.now() + UInt64(max(0, waitSeconds)) * 1_000_000_000
        var pause: UInt64 = 1_000_000
        while try !fileSystem.tryLock(file) {
            let now = clock.now()
            if now >= deadline { return nil }
            clock.sleep(min(pause, deadline - now))
            pause = min(pause * 2, 20_000_000)
        }
        let unclean = try fileSystem.status(of: file).size > 0
        var text = Array("process \(getpid())".utf8)
        // One length for all, since shortening first would lose the last holder's mark in a crash.
        text += [UInt8](repeating: UInt8(ascii: " "), count: max(0, textLength - 1 - text.count))
        try fileSystem.write(text + [UInt8(ascii: "\n")], to: file, at: 0)
        return FileLock(file, fileSystem, wasLeftUnclean: unclean)
    }

    /// Clears the mark: all that was begun is done. The lock goes with the object.
    package func releaseClean() {
        try? fileSystem.truncate(file, to: 0)
    }

    private static let textLength = 32
}
