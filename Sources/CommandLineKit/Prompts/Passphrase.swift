import Glibc

/// Asks for a passphrase on the terminal itself, so that standard input and output stay free for data.
package enum Passphrase {
    /// More bytes than this are a pasted file, not a passphrase.
    package static let mostBytes = 1024

    /// Shows a prompt and reads a line without echo. The bytes are without the line end and not decoded;
    /// whoever gets them must clear them.
    ///
    /// The terminal's mode is put back in every case, also when a signal ends the question; Ctrl-Z stops the
    /// program with the mode put back and asks again afterwards.
    ///
    /// - Parameter terminal: the device to ask on; tests give another one.
    package static func prompt(_ text: String, terminal: String = "/dev/tty") throws(PromptError) -> [UInt8] {
        let descriptor = open(terminal, O_RDWR | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { throw .noTerminal }
        defer { close(descriptor) }
        while true {
            do throws(PromptError) {
                return try ask(text, on: descriptor)
            } catch {
                guard error == .interrupted(signal: SIGTSTP) else { throw error }
                _ = raise(SIGSTOP)
            }
        }
    }

    /// Asks twice and compares, for a passphrase that is being set.
    package static func promptTwice(
        _ text: String, repeating again: String, terminal: String = "/dev/tty"
    ) throws(PromptError) -> [UInt8] {
        var first = try prompt(text, terminal: terminal)
        do throws(PromptError) {
            var second = try prompt(again, terminal: terminal)
            defer { clear(&second) }
            guard first == second else { throw .mismatch }
            return first
        } catch {
            clear(&first)
            throw error
        }
    }

    /// Overwrites bytes in a way the compiler does not leave out (explicit_bzero(3)).
    package static func clear(_ bytes: inout [UInt8]) {
        bytes.withUnsafeMutableBytes { buffer in
            guard let base = buffer.baseAddress else { return }
            explicit_bzero(base, buffer.count)
        }
        bytes.removeAll()
    }

    private static func ask(_ text: String, on descriptor: Int32) throws(PromptError) -> [UInt8] {
        var before = termios()
        guard tcgetattr(descriptor, &before) == 0 else { throw .noTerminal }
        let watch = try SignalWatch()
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO | ECHOE | ECHOK | ECHONL)
        // Flushing drops what was typed before the echo was off: it is on the screen already.
        guard tcsetattr(descriptor, TCSAFLUSH, &silent) == 0 else { throw .system(code: errno) }
        defer {
            _ = tcsetattr(descriptor, TCSAFLUSH, &before)
            writeNow("\n", to: descriptor)
        }
        writeNow(text, to: descriptor)
        return try readLine(from: descriptor, limit: mostBytes, watch)
    }

    /// Reads byte by byte into memory that is never moved, so that no copy is left behind.
    private static func readLine(
        from descriptor: Int32, limit: Int, _ watch: borrowing SignalWatch
    ) throws(PromptError) -> [UInt8] {
        var line: [UInt8] = []
        line.reserveCapacity(limit + 1)
        do throws(PromptError) {
            while true {
                if let number = watch.waitForInput(descriptor) { throw .interrupted(signal: number) }
                var byte: UInt8 = 0
                let count = read(descriptor, &byte, 1)
                if count < 0 && errno == EINTR { continue }
                if count < 0 { throw .system(code: errno) }
                if count == 0 { throw .endOfInput }
                if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { return line }
                guard line.count < limit else { throw .tooLong(limit: limit) }
                line.append(byte)
            }
        } catch {
            clear(&line)
            throw error
        }
    }
}
