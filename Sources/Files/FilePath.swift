/// Path arithmetic on text, without looking at the disk.
package enum FilePath {
    /// The directory that holds `path`: "." for a bare name, "/" for a name in the root.
    package static func parent(of path: String) -> String {
        let trimmed = withoutTrailingSlashes(path)
        guard let slash = trimmed.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        let directory = withoutTrailingSlashes(String(trimmed[..<slash]))
        return directory.isEmpty ? "/" : directory
    }

    /// The last component of `path`.
    package static func name(of path: String) -> String {
        let trimmed = withoutTrailingSlashes(path)
        guard let slash = trimmed.utf8.lastIndex(of: UInt8(ascii: "/")) else { return trimmed }
        return String(trimmed[trimmed.utf8.index(after: slash)...])
    }

    /// `name` inside `directory`; `name` itself when it is absolute or `directory` is empty.
    package static func join(_ directory: String, _ name: String) -> String {
        if directory.isEmpty || name.utf8.first == UInt8(ascii: "/") { return name }
        return directory.utf8.last == UInt8(ascii: "/") ? directory + name : "\(directory)/\(name)"
    }

    private static func withoutTrailingSlashes(_ path: String) -> String {
        var bytes = Substring(path)
        while bytes.utf8.count > 1, bytes.utf8.last == UInt8(ascii: "/") {
            bytes = bytes[..<bytes.utf8.index(before: bytes.utf8.endIndex)]
        }
        return String(bytes)
    }
}
