import Files
import Glibc

/// A pseudo terminal: what a person sees and types stands at `person`, programs open `path`.
package final class PseudoTerminal {
    /// The person's end.
    package let person: Int32
    /// The program's end, kept open so that the mode outlives the prompt.
    package let device: Int32
    /// The program's end by its name.
    package let path: String

    /// Opens one.
    package init() throws {
        person = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        // TIOCSPTLCK and TIOCGPTN of Linux, which Swift does not import.
        var value: Int32 = 0
        guard person >= 0, ioctl(person, 0x4004_5431, &value) == 0, ioctl(person, 0x8004_5430, &value) == 0
        else {
            throw FileError(path: "/dev/ptmx", operation: .open, code: errno)
        }
        path = "/dev/pts/\(value)"
        device = open(path, O_RDWR | O_NOCTTY)
        guard device >= 0 else { throw FileError(path: path, operation: .open, code: errno) }
    }

    deinit {
        close(device)
        close(person)
    }

    /// Whether what is typed is shown.
    package var echoes: Bool {
        var mode = termios()
        return tcgetattr(device, &mode) == 0 && mode.c_lflag & tcflag_t(ECHO) != 0
    }

    /// Types as a person.
    package func type(_ text: String) { _ = write(person, text, text.utf8.count) }

    /// Reads what is shown until this text was there.
    package func wait(for text: String) -> String {
        // Bytes: to Swift, CR LF does not end in LF.
        var shown: [UInt8] = []
        var byte: UInt8 = 0
        while !shown.reversed().starts(with: text.utf8.reversed()), read(person, &byte, 1) == 1 {
            shown.append(byte)
        }
        return String(decoding: shown, as: UTF8.self)
    }
}
