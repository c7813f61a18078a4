import CommandLineKit
import Encoding

extension CommandContext {
    /// A text for a person: given on the command line, read from standard input where it is `-`, else written in the
    /// person's editor, which shows `guidance` as comment lines.
    ///
    /// - Throws: exit 1 where the person saves nothing, exit 2 where no editor can be shown.
    func writtenText(_ given: String?, guidance: String, limit: Int) throws -> String {
        if let given {
            guard given == "-" else { return given }
            return try Self.text(StandardInput.read(limit: limit))
        }
        do {
            try output.flush()
            try errors.flush()
            let comments = visible(guidance, multiline: true)
                .split(separator: "\n", omittingEmptySubsequences: false).map { "# \($0)\n" }.joined()
            let text = try Editor(environment: environment).edit("\n\(comments)")
            guard !text.isEmpty else {
                throw CommandFailure.negative("Nothing was written; nothing was done.")
            }
            return text
        } catch EditorError.noTerminal {
            throw CommandFailure.usage(
                "there is no terminal to write on: give the text on the command line, - for standard input, or set EDITOR"
            )
        }
    }

    /// Bytes as text, without the line ends that end a file.
    static func text(_ bytes: [UInt8]) throws -> String {
        guard var text = String(validating: bytes, as: UTF8.self) else {
            throw CommandFailure.usage("the text is not UTF-8")
        }
        while text.unicodeScalars.last == "\n" || text.unicodeScalars.last == "\r" {
            text.unicodeScalars.removeLast()
        }
        return text
    }
}
