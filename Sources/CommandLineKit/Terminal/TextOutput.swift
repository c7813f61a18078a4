import Glibc

/// An output that could not be written: the disk is full, the descriptor is closed.
package struct OutputError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The error number of write(2).
    package let code: Int32

    /// One line.
    package var description: String { "cannot write the output: \(errorText(code))" }
}

/// The system's words for an error number (strerror(3)).
func errorText(_ code: Int32) -> String { String(cString: strerror(code)) }

/// A buffered writer to a file descriptor, which it does not own. Writing never fails: the first error is
/// kept and thrown by `flush`, and nothing is written after it.
///
/// A reader that has gone away (`greenbadge queue | head`) is no error: output is dropped quietly from then
/// on. This needs `ignoreBrokenPipes` at the start of the program. Not to be shared between threads.
package final class TextOutput {
    /// Bytes collected before they are written.
    static let bufferSize = 64 * 1024

    private let descriptor: Int32?
    private var buffer: [UInt8] = []
    private var failure: OutputError?

    /// Whether the reader has closed its end, so that more work for this output is wasted.
    package private(set) var isClosedByReader = false

    /// Writes to a descriptor.
    package init(descriptor: Int32) { self.descriptor = descriptor }

    /// Keeps everything in memory, to be looked at with `captured`.
    package init() { self.descriptor = nil }

    /// Makes writing to a closed pipe an error of write(2) instead of a deadly signal, for the whole process.
    package static func ignoreBrokenPipes() { _ = signal(SIGPIPE, SIG_IGN) }

    /// What was written to an output in memory; what is not yet flushed otherwise.
    package var captured: String { String(decoding: buffer, as: UTF8.self) }

    /// Adds text.
    package func write(_ text: String) {
        buffer.append(contentsOf: text.utf8)
        writeIfFull()
    }

    /// Adds bytes.
    package func write(bytes: some Collection<UInt8>) {
        buffer.append(contentsOf: bytes)
        writeIfFull()
    }

    /// Adds text and a line feed, in one piece: a program that is stopped leaves no half line.
    package func line(_ text: String = "") {
        buffer.append(contentsOf: text.utf8)
        buffer.append(UInt8(ascii: "\n"))
        writeIfFull()
    }

    /// Writes out what is buffered, and throws the first error there was since the last call.
    package func flush() throws(OutputError) {
        if let descriptor { drain(to: descriptor) }
        guard let failure else { return }
        throw failure
    }

    private func writeIfFull() {
        guard let descriptor, buffer.count >= Self.bufferSize else { return }
        drain(to: descriptor)
    }

    private func drain(to descriptor: Int32) {
        defer { buffer.removeAll(keepingCapacity: true) }
        guard failure == nil && !isClosedByReader else { return }
        let code = buffer.withUnsafeBytes { writeAll($0, to: descriptor) }
        if code == EPIPE {
            isClosedByReader = true
        } else if code != 0 {
            failure = OutputError(code: code)
        }
    }
}

/// Writes everything: goes on after signals and short writes, waits for a descriptor that does not block.
/// Returns 0 or an error number.
func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32 {
    var rest = bytes[...]
    while !rest.isEmpty {
        let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count > 0 {
            rest = rest.dropFirst(count)
        } else if count < 0 && errno == EAGAIN {
            var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
            _ = poll(&waiting, 1, -1)
        } else if count < 0 && errno != EINTR {
            return errno
        }
    }
    return 0
}

/// Writes a text at once, for prompts. Errors show in the answer that never comes.
func writeNow(_ text: String, to descriptor: Int32) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { writeAll($0, to: descriptor) }
}
