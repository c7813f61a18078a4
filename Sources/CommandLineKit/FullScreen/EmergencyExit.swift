import Glibc
import Synchronization

/// The terminal that is in another mode, the mode to put back and what else handled each signal (addresses of memory
/// that is never freed), and whether signals that end the program do so at once. Read by signal handlers.
private let changedTerminal = Atomic<Int32>(-1)
private let modeBefore = Atomic<UInt>(0)
private let handlersBefore = Atomic<UInt>(0)
private let endsAtOnce = Atomic<Bool>(false)

/// Puts the terminal back when the program ends in a way that runs nothing else: a crash, or a signal while it is at
/// work and not waiting for keys.
enum EmergencyExit {
    /// Pasting in one piece off, wrapping on, cursor shown, plain text, the usual screen with what stood there.
    static let leaving: StaticString = "\u{1b}[?2004l\u{1b}[?7h\u{1b}[?25h\u{1b}[0m\u{1b}[?1049l"

    private static let signalCount = 65
    private static let crashes = [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE]

    /// From now on: this terminal, with this mode to put back.
    static func arm(_ descriptor: Int32, _ mode: termios) {
        if modeBefore.load(ordering: .sequentiallyConsistent) == 0 {
            // Never freed: a handler may read it at any time.
            let place = UnsafeMutablePointer<termios>.allocate(capacity: 1)
            place.initialize(to: mode)
            modeBefore.store(UInt(bitPattern: place), ordering: .sequentiallyConsistent)
            let handlers = UnsafeMutablePointer<sigaction>.allocate(capacity: signalCount)
            handlers.initialize(repeating: sigaction(), count: signalCount)
            handlersBefore.store(UInt(bitPattern: handlers), ordering: .sequentiallyConsistent)
            for number in crashes { handle(number, before: &handlers[Int(number)]) }
        } else {
            mutate(mode)
        }
        changedTerminal.store(descriptor, ordering: .sequentiallyConsistent)
    }

    /// The terminal is as it was; nothing is left to do.
    static func disarm() { changedTerminal.store(-1, ordering: .sequentiallyConsistent) }

    /// While true, signals that would end the program end it at once; else whoever waits for keys is told of them.
    static func endAtOnce(_ isOn: Bool) { endsAtOnce.store(isOn, ordering: .sequentiallyConsistent) }

    /// Called by signal handlers; nothing here but what signal-safety(7) allows. False where there is nothing to do.
    static func handleAtOnce(_ number: Int32) -> Bool {
        guard endsAtOnce.load(ordering: .sequentiallyConsistent),
            number == SIGINT || number == SIGTERM || number == SIGHUP || number == SIGQUIT
        else { return false }
        end(by: number)
        return true
    }

    private static func mutate(_ mode: termios) {
        let address = modeBefore.load(ordering: .sequentiallyConsistent)
        UnsafeMutablePointer<termios>(bitPattern: address)?.pointee = mode
    }

    /// In front of what handles the signal already, such as a runtime that prints where a crash happened.
    private static func handle(_ number: Int32, before: inout sigaction) {
        var action = sigaction()
        action.sa_flags = SA_SIGINFO
        action.__sigaction_handler.sa_sigaction = { number, info, _ in
            EmergencyExit.putBack()
            let handlers = UnsafeMutablePointer<sigaction>(
                bitPattern: handlersBefore.load(ordering: .sequentiallyConsistent))
            if let handlers { _ = sigaction(number, &handlers[Int(number)], nil) }
            // What the processor raised happens again when this returns; what somebody sent must be sent again.
            if let info, info.pointee.si_code <= 0 { _ = raise(number) }
        }
        _ = sigaction(number, &action, &before)
    }

    /// Puts the terminal back and lets the signal end the program.
    private static func end(by number: Int32) {
        putBack()
        // The signal is blocked in its handler: it arrives when this returns.
        _ = signal(number, SIG_DFL)
        _ = raise(number)
    }

    private static func putBack() {
        let descriptor = changedTerminal.load(ordering: .sequentiallyConsistent)
        let mode = UnsafePointer<termios>(
            bitPattern: modeBefore.load(ordering: .sequentiallyConsistent))
        guard descriptor >= 0, let mode else { return }
        _ = Glibc.write(descriptor, leaving.utf8Start, leaving.utf8CodeUnitCount)
        _ = tcsetattr(descriptor, TCSANOW, mode)
    }
}
