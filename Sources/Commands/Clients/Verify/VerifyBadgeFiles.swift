import CommandLineKit
import Files

/// The badge files that `verify` was given, one after the other: a file is itself, a directory is every `*.badge` in
/// its tree, in byte order of the names. Symbolic links within a directory are not followed, so that a tree ends.
///
/// Only the names of the directories that are open now are kept, never those of the whole tree.
struct VerifyBadgeFiles {
    enum Entry: Sendable {
        /// To be verified; `-` is standard input.
        case file(String)
        /// What was named cannot be looked through.
        case problem(String, CommandFailure)
    }

    /// A directory that is being gone through.
    private struct Level {
        let path: String
        let names: NameList
        var next = 0
    }

    static let suffix = ".badge"

    private let fileSystem: any FileSystem
    private var rest: ArraySlice<String>
    private var levels: [Level] = []
    /// Found in the tree of the argument that is being gone through.
    private var found = 0

    init(_ arguments: [String], fileSystem: any FileSystem) {
        rest = arguments[...]
        self.fileSystem = fileSystem
    }

    /// Whether an argument is a directory; what cannot be looked at is a file that cannot be read.
    static func isDirectory(_ argument: String, in fileSystem: any FileSystem) -> Bool {
        argument != "-" && ((try? fileSystem.isDirectory(argument)) ?? false)
    }

    /// The next one; nil at the end.
    mutating func next() -> Entry? {
        while true {
            if let level = levels.last {
                if let entry = step(level) { return entry }
            } else {
                guard let argument = rest.popFirst() else { return nil }
                guard Self.isDirectory(argument, in: fileSystem) else { return .file(argument) }
                found = 0
                if let problem = descend(argument) { return problem }
            }
        }
    }

    /// One name of the innermost directory; nil where there is nothing to tell about it.
    private mutating func step(_ level: Level) -> Entry? {
        guard level.next < level.names.count else {
            levels.removeLast()
            guard levels.isEmpty, found == 0 else { return nil }
            return .problem(level.path, Self.nothing(in: level.path))
        }
        levels[levels.count - 1].next += 1
        let (name, isDirectory) = level.names[level.next]
        let path = FilePath.join(level.path, name)
        if isDirectory { return descend(path) }
        found += 1
        return .file(path)
    }

    private static func nothing(in directory: String) -> CommandFailure {
        .environment(
            "\(visible(directory)) holds no badge file: none of its names ends in \(suffix); symbolic links are not followed"
        )
    }

    private mutating func descend(_ path: String) -> Entry? {
        do {
            levels.append(Level(path: path, names: try names(in: path)))
            return nil
        } catch {
            // It is said that something could not be looked at, so nothing more need be said of an empty tree.
            found += 1
            return .problem(path, CommandFailure(error))
        }
    }

    /// Badge files and directories; directories are marked.
    private func names(in directory: String) throws -> NameList {
        var names = NameList()
        var doubtful: [String] = []
        try fileSystem.forEachName(in: directory) { name, kind in
            let isBadge =
                name.count > Self.suffix.utf8.count && name.suffix(6).elementsEqual(Self.suffix.utf8)
            switch kind {
            case .directory: names.append(name, isMarked: true)
            case .file: if isBadge { names.append(name, isMarked: false) }
            case nil: doubtful.append(String(decoding: name, as: UTF8.self))
            case .symbolicLink, .other: break
            }
        }
        for name in doubtful {
            let kind = try fileSystem.status(of: FilePath.join(directory, name), followingLinks: false)?.kind
            let isBadge =
                kind == .file && name.utf8.count > Self.suffix.utf8.count && name.hasSuffix(Self.suffix)
            if isBadge || kind == .directory { names.append(name.utf8, isMarked: kind == .directory) }
        }
        names.sort()
        return names
    }
}
