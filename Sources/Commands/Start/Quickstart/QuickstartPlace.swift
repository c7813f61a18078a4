import ClientPackFiles
import CommandLineKit
import Encoding
import Files

/// What quickstart makes in its directory, and nothing else: what `--fresh` may remove.
struct QuickstartPlace {
    let directory: String
    let fileSystem: any FileSystem

    static let people = ["admin-1", "admin-2", "clerk", "reviewer-1", "reviewer-2", "reviewer-3", "issuer"]
    static let badge = "example-airline.badge"
    static let form = "airline.form"
    static let key = "airline.pem"
    static let request = "airline.request"
    static let rootKey = "root.pem"
    static let registry = "registry"

    /// The directories whose files are all known. The registry's are the registry's own affair.
    private static let folders: [(name: String, files: [String])] = [
        ("people", people.flatMap { ["\($0).pem", "\($0).pem.pub"] }),
        ("business", [form, key, request]), ("badges", [badge]),
        (
            "pack",
            [
                PackDirectory.trustName, PackDirectory.signatureName, PackDirectory.snapshotName,
                PackDirectory.consistencyName, "tile", PackDirectory.checkpointName,
            ]
        ),
    ]

    /// The names at the top, the marker last: an interrupted removal can be repeated.
    private static var entries: [String] {
        [registry] + folders.map(\.name) + [rootKey, QuickstartMarker.name]
    }

    func path(_ name: String) -> String { FilePath.join(directory, name) }

    /// Refuses to start over where something else lies in the directory too.
    func checkClearable() throws {
        let strangers = try strangers()
        guard strangers.isEmpty else {
            let some = strangers.prefix(4).map { visible($0) }.joined(separator: ", ")
            throw CommandFailure.refused(
                "\(visible(directory)) also holds what quickstart did not make (\(some)\(strangers.count > 4 ? ", …" : "")); nothing was removed. Move that elsewhere, or name another directory"
            )
        }
    }

    /// Removes what quickstart made.
    func clear() throws {
        for name in Self.entries { try fileSystem.removeTree(path(name)) }
    }

    /// What a failed run made is worth nothing and would be in the way of the next.
    func discard(wasThere: Bool) {
        for name in Self.entries { try? fileSystem.removeTree(path(name)) }
        if !wasThere { try? fileSystem.removeDirectory(directory) }
    }

    /// What a tour needs and is not there any more.
    func missing() throws -> String? {
        let needed = [
            "\(Self.registry)/authority.json", "badges/\(Self.badge)", "pack/\(PackDirectory.trustName)",
        ]
        return try needed.first { try !fileSystem.exists(path($0)) }.map(path)
    }

    private func strangers() throws -> [String] {
        var found = try fileSystem.list(directory).filter { !Self.entries.contains($0) }.map(path)
        for folder in Self.folders where try fileSystem.isDirectory(path(folder.name)) {
            // A link is removed as a link; what it leads to is not quickstart's.
            let status = try fileSystem.status(of: path(folder.name), followingLinks: false)
            guard status?.kind == .directory else { continue }
            found += try fileSystem.list(path(folder.name)).filter { !folder.files.contains($0) }
                .map { path("\(folder.name)/\($0)") }
        }
        return found
    }
}
