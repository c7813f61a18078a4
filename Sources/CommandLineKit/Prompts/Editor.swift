import Glibc

/// Lets a person write a text in their editor, as version control systems do.
package struct Editor {
    /// More than any question or reason needs.
    package static let mostBytes = 1 << 20

    /// The command line of the editor: `VISUAL`, else `EDITOR`, else nil for `vi`.
    private let chosen: String?
    private let environment: [String: String]

    /// Chooses the editor from the environment, which it is also given.
    package init(environment: [String: String]) {
        self.environment = environment
        self.chosen = ["VISUAL", "EDITOR"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    }

    /// Opens the editor on a text and gives back what was saved: lines that begin with `#` and blank lines at
    /// both ends dropped. Empty means that the person wrote nothing, which callers take as giving up.
    ///
    /// The file lies in a directory of its own that only this user can read, and both are removed in every
    /// case.
    /// - Parameter commented: false keeps lines that begin with `#`, for a text that has no comments of ours in it.
    package func edit(
        _ template: String, fileName: String = "text.txt", commented: Bool = true
    ) throws(EditorError) -> String {
        guard chosen != nil || (Terminal.isTerminal(0) && Terminal.isTerminal(1)) else { throw .noTerminal }
        let directory = try makeDirectory()
        defer { removeDirectory(directory) }
        let path = "\(directory)/\(fileName)"
        try create(path, Array(template.utf8))
        let command = chosen ?? "vi"
        // Editors come with options ("code --wait"), so the shell takes the command apart.
        let arguments = ["/bin/sh", "-c", "\(command) \"$@\"", command, path]
        let status = ChildProcess(arguments: arguments, environment: environment).run()
        guard status == 0 else { throw .failed(editor: command, status: status) }
        return try Self.text(read(path), commented: commented)
    }

    /// The text a person meant.
    static func text(_ bytes: [UInt8], commented: Bool = true) throws(EditorError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw .notText }
        // Scalars: to Swift's characters, CR LF is neither CR nor LF.
        let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.last == "\r" ? $0.dropLast() : $0 }
            .filter { !commented || $0.first != "#" }
        let isBlank: (Substring.UnicodeScalarView) -> Bool = { $0.allSatisfy(\.properties.isWhitespace) }
        let body = lines.drop(while: isBlank)
        let kept = body.prefix((body.lastIndex { !isBlank($0) } ?? body.startIndex - 1) - body.startIndex + 1)
        return kept.map(String.init).joined(separator: "\n")
    }

    private func makeDirectory() throws(EditorError) -> String {
        let parent = environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
        // mkdtemp(3) wants six X at the end and writes what it chose in their place.
        let pattern = "edit-" + String(repeating: "X", count: 6)
        var name = Array("\(parent)/\(pattern)".utf8CString)
        guard mkdtemp(&name) != nil else { throw .file(path: parent, code: errno) }
        return String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    private func create(_ path: String, _ bytes: [UInt8]) throws(EditorError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .file(path: path, code: errno) }
        defer { close(descriptor) }
        let code = bytes.withUnsafeBytes { writeAll($0, to: descriptor) }
        guard code == 0 else { throw .file(path: path, code: code) }
    }

    private func read(_ path: String) throws(EditorError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .file(path: path, code: errno) }
        defer { close(descriptor) }
        var result: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 * 1024)
        while result.count <= Self.mostBytes {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0 && errno == EINTR { continue }
            if count < 0 { throw .file(path: path, code: errno) }
            if count == 0 { return result }
            result += chunk.prefix(count)
        }
        throw .tooLong(limit: Self.mostBytes)
    }

    /// Removes the directory with whatever the editor left in it: back-up and swap files hold the same text.
    private func removeDirectory(_ path: String) {
        if let entries = opendir(path) {
            while let entry = readdir(entries) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                    pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name != "." && name != ".." { unlink("\(path)/\(name)") }
            }
            closedir(entries)
        }
        rmdir(path)
    }
}
