/// Why an editor gave no text.
package enum EditorError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Neither `VISUAL` nor `EDITOR` is set and there is no terminal for the usual editor.
    case noTerminal
    /// The editor could not be started or ended with this status.
    case failed(editor: String, status: Int32)
    /// A file could not be written, read or made.
    case file(path: String, code: Int32)
    /// The text is longer than this many bytes.
    case tooLong(limit: Int)
    /// The text is not UTF-8.
    case notText

    /// One line, with what to do.
    package var description: String {
        switch self {
        case .noTerminal: "there is no terminal to edit on; give the text on the command line, or set EDITOR"
        case .failed(let editor, let status):
            "the editor \(quoted(editor)) ended with status \(status); nothing was taken over"
        case .file(let path, let code): "\(quoted(path)): \(errorText(code))"
        case .tooLong(let limit): "the text is longer than \(limit) bytes"
        case .notText: "the text is not UTF-8"
        }
    }
}
