import Glibc
import Synchronization

/// The terminal on which a line is drawn over and over. Read by the signal handler.
private let drawnOn = Atomic<Int32>(-1)

/// Leaves a clean line when a signal ends the program while something is drawn.
enum CleanLine {
    /// Back to the first column, and erase to the end of the line.
    static let erase = "\r\u{1b}[K"

    private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

    /// From now on, on this terminal. The handler erases the line and lets the signal do what it would have done; it
    /// calls nothing but what signal-safety(7) allows.
    static func keep(_ descriptor: Int32) {
        guard drawnOn.exchange(descriptor, ordering: .sequentiallyConsistent) < 0 else { return }
        for number in signals {
            var old = sigaction()
            _ = sigaction(number, nil, &old)
            // What is ignored (nohup(1)) or handled already stays so.
            guard unsafeBitCast(old.__sigaction_handler.sa_handler, to: Int.self) == 0 else { continue }
            var action = sigaction()
            action.__sigaction_handler.sa_handler = { number in
                var bytes: (UInt8, UInt8, UInt8, UInt8) = (0x0D, 0x1B, 0x5B, 0x4B)
                _ = Glibc.write(drawnOn.load(ordering: .sequentiallyConsistent), &bytes, 4)
                // The signal is blocked in its handler: it arrives when this returns.
                _ = signal(number, SIG_DFL)
                _ = raise(number)
            }
            _ = sigaction(number, &action, nil)
        }
    }
}
