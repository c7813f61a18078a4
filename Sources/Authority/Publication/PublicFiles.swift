import BadgeVerifier
import CryptoCore
import Encoding
import Files
import Registry
import RegistryStore
import Transparency

/// The files of `public/`: what a web server hands out as it is. All derived; `checkpoint` is written last, so that
/// nobody sees a checkpoint whose entries are not there (DESIGN 4.2, C2SP tlog-tiles).
package enum PublicFiles {
    /// Where the revocation list of a log's issuing CA is published.
    package static func revocationListURI(_ baseURL: String, log: UInt16) -> String {
        "\(baseURL)/\(revocationList(log))"
    }
    package static func revocationList(_ log: UInt16) -> String { "issuing-\(log).crl" }
    package static func issuingCA(_ log: UInt16) -> String { "issuing-\(log).pem" }
    package static func snapshot(_ log: UInt16, current: UInt16) -> String {
        log == current ? "status.snapshot" : "status-\(log).snapshot"
    }

    /// Where the checkpoint of a log is published.
    package static func checkpoint(_ log: UInt16, current: UInt16) -> String {
        log == current ? "checkpoint" : "checkpoint-\(log)"
    }
    /// Proofs that the checkpoint continues older ones.
    package static let consistency = "consistency"

    /// A tile of a log and, for one of leaf hashes, the bundle of its entries: names below `public/` and bytes.
    static func files(of tile: Tile, log: UInt16, _ store: RegistryStore) -> [(name: String, bytes: [UInt8])]
    {
        guard let tree = store.trees[log], let records = store.records[log] else { return [] }
        let prefix = PackTree.prefix(ofLog: log)
        let hashes = ("\(prefix)\(tile.path)", tree.bytes(of: tile))
        guard tile.level == 0 else { return [hashes] }
        let first = Int(tile.index) * Tile.fullWidth
        let entries = records[first..<(first + tile.width)].map { LogEntry($0).bytes }
        // An entry is far below the 65535 bytes of a bundle's: a tbsCertificate has 16 KiB at most.
        return [hashes, ("\(prefix)\(tile.entriesPath)", EntryBundle.encode(entries) ?? [])]
    }

    /// Writes the tiles that lead from one checkpoint to the next, then the checkpoint.
    ///
    /// Every size that was signed gets its own partial tiles, those of checkpoints too that a crash kept from being
    /// handed out.
    ///
    /// - Parameter complete: looks at all tiles, not at the new ones alone: they are not synced one by one, so a power
    ///   cut may have taken some, and somebody else may have.
    static func writeLog(
        _ store: RegistryStore, checkpoint: SignedNote, into directory: String, complete: Bool = false
    ) throws {
        let state = store.state
        guard let log = state.log else { return }
        let size = try Checkpoint(text: checkpoint.text).size
        let published = publishedSize(store, directory)
        var previous = complete ? 0 : published
        for next in signedSizes(state, log, after: previous) + [size] where next <= size && next > previous {
            let tiles = Tile.tiles(forSize: next, after: previous)
            if next <= published {
                try writeMissing(tiles, log: log.opening.number, store, directory)
            } else {
                for file in tiles.flatMap({ files(of: $0, log: log.opening.number, store) }) {
                    try put(FilePath.join(directory, file.name), file.bytes, store)
                }
            }
            previous = next
        }
        try put(
            FilePath.join(directory, consistency), Array(ConsistencyProofs.file(store, size: size).text.utf8),
            store)
        let prefix = PackTree.prefix(ofLog: log.opening.number)
        if !prefix.isEmpty {
            try put(FilePath.join(directory, "\(prefix)checkpoint"), checkpoint.bytes, store)
        }
        try DurableFile.replace(
            FilePath.join(directory, "checkpoint"), checkpoint.bytes, permissions: 0o644, in: store.fileSystem
        )
    }

    /// Completes the tiles of frozen logs up to their last size, as far as the journal has their entries.
    static func writeFrozenLogs(_ store: RegistryStore, into directory: String) throws {
        for (number, log) in store.state.logs.sorted(by: { $0.key < $1.key }) {
            guard let final = log.final, let known = store.trees[number]?.count else { continue }
            for size in signedSizes(store.state, log, after: 0) + [final.size] where size <= known {
                try writeMissing(Tile.tiles(forSize: size), log: number, store, directory)
            }
        }
    }

    /// The sizes above `size` whose checkpoints the journal recorded, rising; only badges that new ones may concern are
    /// looked at.
    private static func signedSizes(_ state: RegistryState, _ log: LogState, after size: UInt64) -> [UInt64] {
        let badges = state.badges.filter {
            $0.key.logNumber == log.opening.number && $0.key.index >= size
        }
        let notes = Set(badges.values.compactMap(\.checkpoint))
            .union(
                state.publications.reversed().map(\.publication).prefix { publication in
                    let covered = publication.snapshots.first?.covered ?? 0
                    return covered + UInt64(publication.snapshots.count) + 1 > size
                }.map(\.checkpoint))
        return notes.compactMap { ConsistencyProofs.size(of: $0, log) }.filter { $0 > size }.sorted()
    }

    private static func writeMissing(
        _ tiles: [Tile], log: UInt16, _ store: RegistryStore, _ directory: String
    ) throws {
        for tile in tiles {
            for file in files(of: tile, log: log, store) {
                try put(FilePath.join(directory, file.name), file.bytes, store, unlessEqual: true)
            }
        }
    }

    /// The size up to which the tiles are known to be there: that of the checkpoint beside them.
    static func publishedSize(_ store: RegistryStore, _ directory: String) -> UInt64 {
        let path = FilePath.join(directory, "checkpoint")
        guard let bytes = try? store.fileSystem.read(path, limit: SignedNote.maximumBytes),
            let note = try? SignedNote(parsing: bytes), let checkpoint = try? Checkpoint(text: note.text),
            let origin = store.state.log?.opening.origin, sameBytes(checkpoint.origin, origin)
        else { return 0 }
        return checkpoint.size
    }

    /// Writes what can be rebuilt, whole or not at all, making the directories above it.
    static func put(
        _ path: String, _ bytes: [UInt8], _ store: RegistryStore, unlessEqual: Bool = false
    ) throws {
        let fileSystem = store.fileSystem
        if unlessEqual, let found = try? fileSystem.read(path, limit: bytes.count), found == bytes { return }
        try fileSystem.makeDirectories(FilePath.parent(of: path), permissions: 0o755)
        try DurableFile.replace(path, bytes, permissions: 0o644, durability: .rebuildable, in: fileSystem)
    }
}
