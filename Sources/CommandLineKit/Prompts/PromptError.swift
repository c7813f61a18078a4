/// Why a question got no answer.
package enum PromptError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no terminal to ask on.
    case noTerminal
    /// A signal, usually Ctrl-C, ended the question. The terminal is as it was before.
    case interrupted(signal: Int32)
    /// The input ended before the answer.
    case endOfInput
    /// The answer is longer than the limit in bytes.
    case tooLong(limit: Int)
    /// The passphrase and its repetition differ.
    case mismatch
    /// The terminal refused an operation; the error number says why.
    case system(code: Int32)

    /// One line.
    package var description: String {
        switch self {
        case .noTerminal: "there is no terminal to ask on"
        case .interrupted: "interrupted"
        case .endOfInput: "the input ended before the answer"
        case .tooLong(let limit): "the answer is longer than \(limit) bytes"
        case .mismatch: "the two passphrases differ"
        case .system(let code): "the terminal cannot be used: \(errorText(code))"
        }
    }
}
