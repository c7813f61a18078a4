import CommandLineKit
import ConformanceKit
import CryptoCore
import Encoding
import Files

/// The directory of a kit: reading its manifest, and replacing it as a whole.
struct KitPlace {
    let directory: String
    private let fileSystem: any FileSystem

    init(_ directory: String, _ fileSystem: any FileSystem) {
        self.directory = directory
        self.fileSystem = fileSystem
    }

    /// The manifest. Exit 5 where there is none, 4 where it is broken.
    func manifest() throws -> KitManifest {
        let path = FilePath.join(directory, KitManifest.name)
        guard try fileSystem.exists(path) else {
            throw CommandFailure.environment(
                "\(visible(directory)) has no \(KitManifest.name), so it is no kit. Make one with greenbadge fixtures \(ShellWord.quoted(directory))"
            )
        }
        let bytes = try fileSystem.read(path, limit: KitManifest.maximumBytes)
        do {
            return try KitManifest(parsing: bytes)
        } catch {
            throw CommandFailure.damaged("\(visible(path)): \(error)")
        }
    }

    /// Every file of the kit is as the manifest says, else exit 4: a changed badge would make a verifier look wrong.
    func requireWhole(_ manifest: KitManifest) throws {
        for file in manifest.files {
            let path = FilePath.join(directory, file.path)
            guard try fileSystem.exists(path) else {
                throw CommandFailure.damaged("\(visible(path)) is missing. Make the kit anew")
            }
            guard SHA256.hash(try fileSystem.read(path, limit: KitManifest.maximumBytes)) == file.digest
            else {
                throw CommandFailure.damaged(
                    "\(visible(path)) is not the file that the manifest lists. Make the kit anew")
            }
        }
    }

    /// Nothing, an empty directory, or a kit with nothing else in it; anything else is refused, since replacing the kit
    /// would remove it.
    func requireOwn() throws {
        guard try fileSystem.exists(directory) else { return }
        guard try fileSystem.isDirectory(directory) else {
            throw CommandFailure.refused("\(visible(directory)) is not a directory; it was not touched")
        }
        if try fileSystem.list(directory).isEmpty { return }
        let path = FilePath.join(directory, KitManifest.name)
        guard try fileSystem.exists(path), let manifest = try? manifest() else {
            throw CommandFailure.refused(
                "\(visible(directory)) holds other things and no kit; it was not touched")
        }
        let own = Set(manifest.files.map { ByteString($0.path) } + [ByteString(KitManifest.name)])
        if let stranger = try files(below: "").first(where: { !own.contains(ByteString($0)) }) {
            throw CommandFailure.refused(
                "\(visible(FilePath.join(directory, stranger))) is not of the kit in \(visible(directory)), which would be replaced as a whole; it was not touched. Move the file away"
            )
        }
    }

    private func files(below path: String) throws -> [String] {
        try fileSystem.list(FilePath.join(directory, path)).flatMap { name -> [String] in
            let inner = path.isEmpty ? name : "\(path)/\(name)"
            let status = try fileSystem.status(of: FilePath.join(directory, inner), followingLinks: false)
            return status?.kind == .directory ? try files(below: inner) : [inner]
        }
    }

    /// Makes the kit beside its place and renames it. An older kit is renamed away first and removed last, so that at
    /// every moment a whole kit is there under one of the names.
    func write(_ files: [KitFile]) throws {
        let place = directory.count > 1 && directory.hasSuffix("/") ? String(directory.dropLast()) : directory
        let parent = FilePath.parent(of: place)
        try fileSystem.makeDirectories(parent, permissions: 0o755)
        let new = FilePath.join(parent, ".\(FilePath.name(of: place)).new-kit")
        let old = FilePath.join(parent, ".\(FilePath.name(of: place)).old-kit")
        try fileSystem.removeTree(new)
        do {
            try fill(new, files)
            try replace(place, by: new, old)
        } catch {
            try? fileSystem.removeTree(new)
            throw error
        }
        try fileSystem.removeTree(old)
    }

    private func fill(_ directory: String, _ files: [KitFile]) throws {
        var made: Set<String> = []
        for file in files {
            let path = FilePath.join(directory, file.path)
            let parent = FilePath.parent(of: path)
            if made.insert(parent).inserted {
                try fileSystem.makeDirectories(parent, permissions: 0o755)
            }
            // Not synced one by one: a kit can be made again at any time.
            let output = try fileSystem.open(path, .createNew(permissions: 0o644))
            try fileSystem.write(file.bytes, to: output, at: 0)
        }
    }

    private func replace(_ place: String, by new: String, _ old: String) throws {
        let isThere = try fileSystem.exists(place)
        if isThere {
            try fileSystem.removeTree(old)
            try fileSystem.rename(place, to: old)
        }
        do {
            try fileSystem.rename(new, to: place)
        } catch {
            if isThere { try? fileSystem.rename(old, to: place) }
            throw error
        }
    }
}
