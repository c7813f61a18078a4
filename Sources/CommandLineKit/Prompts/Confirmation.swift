import Glibc

/// Asks before something that cannot be undone.
package enum Confirmation {
    /// Shows a question with `[y/N]` and waits for a line. Only `y` and `yes` in any case mean yes; the end
    /// of the input means no.
    ///
    /// Throws `noTerminal` where the input is none: a script must say `--yes`, a pipe must not answer by
    /// accident.
    ///
    /// - Parameter needsTerminal: false lets tests answer through a pipe.
    package static func ask(
        _ question: String, input: Int32 = 0, output: Int32 = 2,
        needsTerminal: Bool = true
    ) throws(PromptError) -> Bool {
        guard !needsTerminal || Terminal.isTerminal(input) else { throw .noTerminal }
        writeNow("\(question) [y/N] ", to: output)
        let answer = try line(from: input)
        return answer == "y" || answer == "yes"
    }

    /// The line in lower case without blanks around it.
    private static func line(from descriptor: Int32) throws(PromptError) -> String {
        let limit = 1024
        var bytes: [UInt8] = []
        while bytes.count <= limit {
            var byte: UInt8 = 0
            let count = read(descriptor, &byte, 1)
            if count < 0 && errno == EINTR { continue }
            if count < 0 { throw .system(code: errno) }
            if count == 0 || byte == UInt8(ascii: "\n") {
                let text = String(decoding: bytes, as: UTF8.self).lowercased()
                return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            }
            bytes.append(byte)
        }
        throw .tooLong(limit: limit)
    }
}
