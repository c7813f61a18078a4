/// A command line that cannot be followed. The caller shows `text` on standard error and exits with 2.
package struct UsageError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, safe to show on a terminal.
    package let message: String
    /// What was probably meant: `did you mean --reason?`
    package let hint: String?
    /// The command it is about; nil where none was found.
    package let command: String?

    /// Makes an error; the message's untrusted parts must have gone through `visible` or `quoted`.
    package init(_ message: String, hint: String? = nil, command: String? = nil) {
        self.message = message
        self.hint = hint
        self.command = command
    }

    /// One line: the message and the hint.
    package var description: String {
        guard let hint else { return message }
        return "\(message); \(hint)"
    }

    /// What a person sees: the error, and how to get help. Ends in a line feed.
    package func text(program: String) -> String {
        let help = command.map { "\(program) help \($0)" } ?? "\(program) help"
        return "\(program): \(description)\nRun '\(help)' to see what it takes.\n"
    }
}

/// A word from the command line as errors show it: bare if it is plain, otherwise quoted with escapes made
/// visible.
package func quoted(_ word: String) -> String {
    let plain = word.utf8.allSatisfy { byte in
        (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: ";")
            && byte != UInt8(ascii: ",")
    }
    return plain && !word.isEmpty ? word : "\"\(visible(word))\""
}
