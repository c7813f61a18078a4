import Foundation

/// What a directory holds: per path its permissions and bytes. A lock file is no content: it comes with the first writer.
struct Tree: Equatable {
    var entries: [String: [UInt8]] = [:]

    init(_ root: String) throws {
        let manager = FileManager.default
        let names = try manager.subpathsOfDirectory(atPath: root)
        for name in names where name.split(separator: "/").last != "lock" {
            let path = "\(root)/\(name)"
            let mode = try ScriptRunner.mode(of: path)
            let content = manager.contents(atPath: path).map { [UInt8]($0) } ?? []
            entries[name] = Array("\(String(mode, radix: 8)) ".utf8) + content
        }
    }

    /// The paths in which two trees differ.
    func differences(to other: Tree) -> [String] {
        Set(entries.keys).union(other.entries.keys).filter { entries[$0] != other.entries[$0] }.sorted()
    }
}

/// What a script can do and expect on disk.
extension ScriptRunner {
    typealias Action = (ScriptRunner) -> ([String]) throws -> Void

    static var actions: [String: Action] {
        [
            "greenbadge": greenbadge, "exec": exec, "exit": exit, "tool": requireTool, "run": tool,
            "stdin": setInput, "env": setEnvironment, "cd": changeDirectory, "stdout-is": outputIs,
            "stdout-lines": outputLines, "stderr-is": errorsAre, "stderr-lines": errorLines, "json": json,
            "save": save, "capture": capture, "capture-file": captureFile, "mode": checkMode,
            "chmod": changeMode,
            "remember": remember, "unchanged": unchanged, "mkdir": makeDirectories, "remove": remove,
            "copy": copy, "edit": edit,
        ]
    }

    private func changeDirectory(_ words: [String]) throws { directory = path(try one(words)) }

    private func capture(_ words: [String]) throws {
        let (name, pattern) = try two(words)
        try keep(name, pattern, try outcome().outputText)
    }

    private func captureFile(_ words: [String]) throws {
        guard words.count == 3 else { throw ScriptError("it takes a name, a pattern and a file") }
        try keep(words[0], words[1], String(decoding: try read(words[2]), as: UTF8.self))
    }

    private func save(_ words: [String]) throws {
        let url = URL(fileURLWithPath: path(try one(words)))
        try Data(try outcome().output).write(to: url)
    }

    private func keep(_ name: String, _ pattern: String, _ text: String) throws {
        guard let groups = try Pattern.firstMatch(pattern, in: text)?.groups else {
            throw ScriptError("nothing matches '\(pattern)'")
        }
        captured[name] = groups.count > 1 ? groups[1] : groups[0]
    }

    static func mode(of path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
    }

    private func checkMode(_ words: [String]) throws {
        let (wanted, name) = try two(words)
        let mode = try Self.mode(of: path(name))
        guard mode != Int(wanted, radix: 8) else { return }
        throw ScriptError("\(name) has mode 0\(String(mode, radix: 8))")
    }

    private func changeMode(_ words: [String]) throws {
        let (text, name) = try two(words)
        guard let mode = Int(text, radix: 8) else { throw ScriptError("\(text) is no mode") }
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path(name))
    }

    private func remember(_ words: [String]) throws {
        let name = try one(words)
        remembered[path(name)] = try Tree(path(name))
    }

    private func unchanged(_ words: [String]) throws {
        let name = try one(words)
        guard let before = remembered[path(name)] else { throw ScriptError("remember \(name) comes first") }
        let differences = try Tree(path(name)).differences(to: before)
        guard differences.isEmpty else {
            throw ScriptError("\(name) was changed: \(differences.joined(separator: ", "))")
        }
    }

    private func makeDirectories(_ names: [String]) throws {
        for name in names {
            try FileManager.default.createDirectory(atPath: path(name), withIntermediateDirectories: true)
        }
    }

    private func remove(_ names: [String]) throws {
        for name in names { try FileManager.default.removeItem(atPath: path(name)) }
    }

    private func copy(_ words: [String]) throws {
        let (from, to) = try two(words)
        if FileManager.default.fileExists(atPath: path(to)) { try remove([to]) }
        try FileManager.default.createDirectory(
            at: URL(fileURLWithPath: path(to)).deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: path(from), toPath: path(to))
    }
}

/// Damaging files.
extension ScriptRunner {
    private func edit(_ words: [String]) throws {
        guard words.count >= 3 else { throw ScriptError("edit takes a file, what to do, and how") }
        var bytes = try read(words[0])
        let rest = Array(words.dropFirst(2))
        switch words[1] {
        case "flip": try flip(&bytes, rest)
        case "cut": bytes = try cut(bytes, rest[0])
        case "replace": bytes = try replace(bytes, rest)
        case "append": bytes += Array(Self.unescaped(rest[0]).utf8)
        default: throw ScriptError("edit can flip, cut, replace and append")
        }
        // In place, so that the permissions stay.
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path(words[0])))
        defer { try? handle.close() }
        try handle.truncate(atOffset: 0)
        try handle.write(contentsOf: Data(bytes))
    }

    private func flip(_ bytes: inout [UInt8], _ words: [String]) throws {
        let bit = words.count > 1 ? Int(words[1]) ?? 8 : 0
        guard let offset = Int(words[0]), (0..<8).contains(bit) else { throw ScriptError("flip OFFSET BIT") }
        let index = offset < 0 ? bytes.count + offset : offset
        guard bytes.indices.contains(index) else { throw ScriptError("there are \(bytes.count) bytes") }
        bytes[index] ^= 1 << UInt8(bit)
    }

    private func cut(_ bytes: [UInt8], _ word: String) throws -> [UInt8] {
        guard let length = Int(word), abs(length) <= bytes.count else {
            throw ScriptError("there are \(bytes.count) bytes")
        }
        return length < 0 ? bytes.dropLast(-length) : Array(bytes.prefix(length))
    }

    /// Bytes are taken as Latin-1, so that a pattern can meet text inside a file that is none.
    private func replace(_ bytes: [UInt8], _ words: [String]) throws -> [UInt8] {
        let (pattern, text) = try two(words)
        let whole = String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        guard let match = try Pattern.firstMatch(pattern, in: whole) else {
            throw ScriptError("nothing matches '\(pattern)'")
        }
        var new = Self.unescaped(text)
        if match.groups.count > 1 { new = new.replacingOccurrences(of: "$1", with: match.groups[1]) }
        func latin1(_ part: Substring) -> [UInt8] {
            part.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
        }
        return latin1(whole[..<match.range.lowerBound]) + Array(new.utf8)
            + latin1(whole[match.range.upperBound...])
    }

    private static func unescaped(_ text: String) -> String {
        text.replacingOccurrences(of: "\\n", with: "\n")
    }
}
