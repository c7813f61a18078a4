import Authority
import BadgeVerifier
import ClientPackFiles
import CommandLineKit
import Encoding
import Files
import RegistryStore
import Transparency

/// `pack --out DIR`: the client pack of the last publication.
enum Pack {
    static let verb = Verb(
        "pack", group: GreenBadgeProgram.Group.clients,
        summary: "Write the client pack of the last publication",
        discussion: """
            Writes trust.json, trust.sig, the status snapshots and the checkpoint, byte for byte those of public/, \
            with the checkpoint's tiles (for verify --pack-mode) and proofs that it continues older ones (for verify \
            --state). No key is needed. An existing pack of the same registry is brought up to date, and the new \
            proofs lead on from every checkpoint that it led on from.

            Hand the first pack to clients over a way that they trust: trust.json is what all verdicts rest on.
            """,
        options: [
            .value(
                "--out", "DIR", "the pack's directory, new or an older pack", required: true,
                completion: .directories)
        ],
        examples: ["greenbadge pack --out pack", "greenbadge verify shop.badge --trust pack --any-account"]
    ) { arguments, context in
        let store = try context.openToRead()
        let place = PackPlace(arguments.value("--out") ?? "", context.fileSystem)
        let isNew = try place.isNew()
        let files = try PackFiles.last(of: store, older: isNew ? [:] : place.knownSizes())
        if !isNew { try place.checkOlder(files) }
        if context.isDryRun {
            context.note("dry run: nothing was written")
        } else if isNew {
            try place.create(files)
        } else {
            try place.update(files)
        }
        report(files, place.directory, context)
        return 0
    }

    private static func report(
        _ files: [PackFiles.File], _ directory: String, _ context: CommandContext
    ) {
        let trust = files.first { $0.name == PackDirectory.trustName }.flatMap {
            try? TrustFile(parsing: $0.bytes)
        }
        let header = files.first { $0.name == PackDirectory.snapshotName }
            .flatMap { try? StatusSnapshot(parsing: $0.bytes).header }
        if context.wantsJSON {
            context.print([
                "directory": .string(directory), "files": .array(files.map { .string($0.name) }),
                "trustVersion": .integer(Int64(clamping: trust?.version ?? 0)),
                "test": .bool(trust?.isTest ?? false),
                "sequence": .integer(Int64(clamping: header?.sequence ?? 0)),
                "asOf": header.map { .string("\($0.issued)") } ?? .null,
                "nextUpdate": header.map { .string("\($0.nextUpdate)") } ?? .null,
            ])
            return
        }
        for file in files { context.print(FilePath.join(visible(directory), file.name)) }
        guard let header, let trust else { return }
        context.note(
            "status \(header.sequence) as of \(header.issued), next update by \(header.nextUpdate)"
                + (trust.isTest ? "; TEST authority" : ""))
    }
}

/// The directory of a pack, as something that is written.
private struct PackPlace {
    /// How many older sizes a pack hands on: about a kilobyte each.
    private static let mostOlderSizes = 256

    let directory: String
    private let fileSystem: any FileSystem

    init(_ directory: String, _ fileSystem: any FileSystem) {
        self.directory = directory
        self.fileSystem = fileSystem
    }

    /// Nothing there, or an empty directory; anything else must be a pack.
    func isNew() throws -> Bool {
        guard try fileSystem.exists(directory) else { return true }
        guard try fileSystem.isDirectory(directory) else {
            throw CommandFailure.refused("\(visible(directory)) is not a directory; it was not touched")
        }
        if try fileSystem.list(directory).isEmpty { return true }
        guard try fileSystem.exists(FilePath.join(directory, PackDirectory.trustName)) else {
            throw CommandFailure.refused(
                "\(visible(directory)) holds other things and no client pack; it was not touched")
        }
        return false
    }

    /// An existing pack must be this registry's and not newer: packs are replaced forwards only.
    func checkOlder(_ files: [PackFiles.File]) throws {
        let old: PackDirectory
        do {
            old = try PackDirectory(directory, in: fileSystem, checkingSignature: false)
        } catch {
            let reason = CommandFailure(error).message
            throw CommandFailure.refused(
                "\(reason). It was not touched; remove the broken pack, or name another --out")
        }
        guard let json = files.first(where: { $0.name == PackDirectory.trustName })?.bytes else { return }
        let trust = try TrustFile(parsing: json)
        guard old.trust.registry == trust.registry else {
            throw CommandFailure.refused(
                "\(visible(directory)) is the pack of another registry (\(visible(old.trust.name))); it was not touched"
            )
        }
        let new = try snapshot(files.first { $0.name == PackDirectory.snapshotName }?.bytes)
        guard let before = try? snapshot(old.snapshot), let new, before.origin == new.origin else { return }
        guard before.sequence <= new.sequence else {
            throw CommandFailure.refused(
                "\(visible(directory)) holds status \(before.sequence), this registry published only \(new.sequence): is the registry an old copy? The pack was not touched"
            )
        }
    }

    /// The sizes that readers of the pack may have seen: its own checkpoint's, and those it led on from. A file that
    /// cannot be read knows none.
    func knownSizes() -> [String: [UInt64]] {
        func bytes(_ name: String, _ limit: Int) -> [UInt8] {
            (try? fileSystem.read(FilePath.join(directory, name), limit: limit)) ?? []
        }
        var sizes: [String: [UInt64]] = [:]
        let proofs = try? ConsistencyFile(
            parsing: bytes(PackDirectory.consistencyName, Limits.consistencyBytes))
        for section in proofs?.sections ?? [] {
            let older = section.proofs.map(\.oldSize).suffix(Self.mostOlderSizes)
            sizes[section.origin, default: []] += older + [section.size]
        }
        if let note = try? SignedNote(parsing: bytes(PackDirectory.checkpointName, Limits.noteBytes)),
            let checkpoint = try? Checkpoint(text: note.text)
        {
            sizes[checkpoint.origin, default: []].append(checkpoint.size)
        }
        return sizes
    }

    private func snapshot(_ bytes: [UInt8]?) throws -> StatusSnapshot.Header? {
        try bytes.map { try StatusSnapshot(parsing: $0).header }
    }

    /// A new pack appears whole: it is made beside its place and renamed.
    func create(_ files: [PackFiles.File]) throws {
        let place = directory.count > 1 && directory.hasSuffix("/") ? String(directory.dropLast()) : directory
        let parent = FilePath.parent(of: place)
        try fileSystem.makeDirectories(parent, permissions: 0o755)
        let temporary = FilePath.join(parent, ".\(FilePath.name(of: place)).new-pack")
        try fileSystem.removeTree(temporary)
        do {
            try fileSystem.makeDirectory(temporary, permissions: 0o755)
            for file in files {
                let path = FilePath.join(temporary, file.name)
                try fileSystem.makeDirectories(FilePath.parent(of: path), permissions: 0o755)
                try fileSystem.writeNew(path, file.bytes, permissions: 0o644)
            }
            try fileSystem.syncDirectory(temporary)
            // rename(2) replaces an empty directory.
            try fileSystem.rename(temporary, to: place)
        } catch {
            try? fileSystem.removeTree(temporary)
            throw error
        }
        try fileSystem.syncDirectory(parent)
    }

    /// Each file is replaced whole, the checkpoint last: a reader in between finds every file valid by itself.
    func update(_ files: [PackFiles.File]) throws {
        for file in files {
            let path = FilePath.join(directory, file.name)
            try fileSystem.makeDirectories(FilePath.parent(of: path), permissions: 0o755)
            try DurableFile.replace(path, file.bytes, permissions: 0o644, in: fileSystem)
        }
        let names = Set(files.map(\.name))
        for tile in try tiles(below: "tile") where !names.contains(tile) {
            try fileSystem.remove(FilePath.join(directory, tile))
        }
    }

    /// The tiles that are there, those of older checkpoints among them.
    private func tiles(below name: String) throws -> [String] {
        let path = FilePath.join(directory, name)
        switch try fileSystem.status(of: path, followingLinks: false)?.kind {
        case .directory: return try fileSystem.list(path).flatMap { try tiles(below: "\(name)/\($0)") }
        case .file: return [name]
        default: return []
        }
    }
}
