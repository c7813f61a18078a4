import Glibc

/// The whole terminal as a page that is drawn and that keys are typed at: raw mode, the alternate screen, pasting in one
/// piece. However the program ends, the terminal is as it was before: normally by `close`, else by `EmergencyExit`.
///
/// One at a time in a process, and used by one thread.
package final class FullScreen {
    /// What came from the person or the system.
    package enum Input: Hashable, Sendable {
        case keys([Key])
        /// The terminal may have another size, or something else was drawn on it.
        case resized
        /// Nothing came for the time given.
        case idle
        /// This signal is to end the program; nil: the terminal is gone.
        case ended(signal: Int32?)
    }

    /// Escape is a key, not the beginning of one, when nothing follows for so long; enough for a slow line.
    private static let escapeMilliseconds: Int32 = 60

    private let descriptor: Int32
    private let before: termios
    private let watch: SignalWatch
    private let environment: [String: String]
    private var decoder = KeyDecoder()
    private var painter: FramePainter
    private var waiting: [Input] = []
    private var isClosed = false

    /// Whether the terminal can show pages.
    package static func isPossible(environment: [String: String]) -> Bool {
        Terminal.isTerminal(0) && Terminal.isTerminal(1) && environment["TERM"].map { $0 != "dumb" } ?? false
    }

    /// Takes the terminal over.
    /// - Parameter terminal: the device; tests give another one.
    package init(
        style: Style, environment: [String: String], terminal: String = "/dev/tty"
    ) throws(PromptError) {
        descriptor = open(terminal, O_RDWR | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { throw .noTerminal }
        var mode = termios()
        guard tcgetattr(descriptor, &mode) == 0 else {
            Glibc.close(descriptor)
            throw .noTerminal
        }
        before = mode
        watch = try SignalWatch(SignalWatch.screenSignals)
        painter = FramePainter(style: style)
        self.environment = environment
        enter()
    }

    deinit { close() }

    /// Puts the terminal back; a second time is nothing.
    package func close() {
        guard !isClosed else { return }
        isClosed = true
        leave()
        Glibc.close(descriptor)
    }

    /// Columns and rows, now.
    package var size: ScreenSize {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
            let number = { (name: String) in
                self.environment[name].flatMap(Int.init).flatMap { (1...10_000).contains($0) ? $0 : nil }
            }
            return ScreenSize(columns: number("COLUMNS") ?? 80, rows: number("LINES") ?? 24)
        }
        return ScreenSize(columns: Int(size.ws_col), rows: Int(size.ws_row))
    }

    /// Draws a frame.
    package func show(_ frame: Frame) { writeNow(painter.draw(frame, size: size), to: descriptor) }

    /// Waits for what comes next. Ctrl-Z stops the program with the terminal put back, and it goes on with `resized`.
    /// - Parameter milliseconds: after which `idle` comes; negative for never.
    package func next(idleAfter milliseconds: Int32 = -1) -> Input {
        while true {
            if !waiting.isEmpty { return waiting.removeFirst() }
            let isEscape = decoder.isWaiting
            switch watch.wait(
                for: descriptor, milliseconds: isEscape ? Self.escapeMilliseconds : milliseconds)
            {
            case .timeout where isEscape: add(decoder.timeOut())
            case .timeout: return .idle
            case .signal(SIGWINCH): return .resized
            case .signal(SIGCONT):
                // Whoever had the terminal meanwhile left it in their mode.
                enter()
                return .resized
            case .signal(SIGTSTP): stop()
            case .signal(let number): return .ended(signal: number)
            case .input:
                guard read() else { return .ended(signal: nil) }
            }
        }
    }

    /// Runs something that has the terminal for itself, such as an editor.
    package func lend<Result, Failure: Error>(
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        leave()
        defer { enter() }
        return try watch.lettingStop(body)
    }

    /// Runs something that does not read keys and may take long: Ctrl-C ends the program at once, the terminal put back.
    package func work<Result, Failure: Error>(
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        EmergencyExit.endAtOnce(true)
        var mode = raw
        mode.c_lflag |= tcflag_t(ISIG)
        _ = tcsetattr(descriptor, TCSANOW, &mode)
        defer {
            mode = raw
            _ = tcsetattr(descriptor, TCSANOW, &mode)
            EmergencyExit.endAtOnce(false)
        }
        return try body()
    }

    /// Forgets what was typed and not yet taken.
    package func dropTypedAhead() {
        _ = tcflush(descriptor, TCIFLUSH)
        decoder = KeyDecoder()
        waiting.removeAll { if case .keys = $0 { true } else { false } }
    }

    /// Ends the program by a signal, as if nobody had watched for it. Call it when everything is put away.
    package static func end(by number: Int32) {
        _ = signal(number, SIG_DFL)
        _ = raise(number)
    }

    private func read() -> Bool {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        if count < 0 { return errno == EINTR || errno == EAGAIN }
        guard count > 0 else { return false }
        add(decoder.feed(bytes[..<count]))
        return true
    }

    /// Ctrl-Z is a byte in raw mode.
    private func add(_ keys: [Key]) {
        for piece in keys.split(separator: .control("z"), omittingEmptySubsequences: false).enumerated() {
            if piece.offset > 0 { stop() }
            if !piece.element.isEmpty { waiting.append(.keys(Array(piece.element))) }
        }
    }

    /// Stops the whole job, as the terminal does on Ctrl-Z.
    private func stop() {
        leave()
        watch.lettingStop { _ = kill(0, SIGTSTP) }
        enter()
        waiting.append(.resized)
    }

    private var raw: termios {
        var mode = before
        cfmakeraw(&mode)
        return mode
    }

    private func enter() {
        EmergencyExit.arm(descriptor, before)
        var mode = raw
        _ = tcsetattr(descriptor, TCSADRAIN, &mode)
        // The alternate screen, no wrapping (a width that the terminal sees otherwise must not scroll it), pastes whole.
        writeNow("\u{1b}[?1049h\u{1b}[?7l\u{1b}[?2004h\u{1b}[?25l", to: descriptor)
        painter.forget()
    }

    private func leave() {
        writeNow("\(EmergencyExit.leaving)", to: descriptor)
        var mode = before
        _ = tcsetattr(descriptor, TCSADRAIN, &mode)
        EmergencyExit.disarm()
    }
}
