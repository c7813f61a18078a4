package import BadgeVerifier
package import Files
import Transparency

/// The files of a client pack in a directory (DESIGN 4.4), each read within its budget.
///
/// `trust.json` must be there. A snapshot, checkpoint or tile that is missing or broken is no error: verdicts say so.
/// `public/` of a registry is such a directory too.
package struct PackDirectory: Sendable {
    /// The anchor of all verdicts.
    package static let trustName = "trust.json"
    /// The signature of the trust file.
    package static let signatureName = "trust.sig"
    /// The snapshot of the log in use.
    package static let snapshotName = "status.snapshot"
    /// The checkpoint of the log in use.
    package static let checkpointName = "checkpoint"
    /// Proofs that the checkpoint continues older ones.
    package static let consistencyName = "consistency"

    /// The snapshot of a log that is frozen.
    package static func snapshotName(ofFrozenLog number: UInt16) -> String { "status-\(number).snapshot" }

    /// The trust file, checked by itself and by the signature beside it.
    package let trust: TrustFile
    /// The snapshot of the log in use.
    package let snapshot: [UInt8]?
    /// The snapshots of frozen logs.
    package let frozenSnapshots: [[UInt8]]
    /// The checkpoint of the log in use.
    package let checkpoint: [UInt8]?
    /// `trust.sig`, which clients do not need; where it is there, it signs `trust`.
    package let signature: [UInt8]?
    /// The proofs of consistency.
    package let consistency: [UInt8]?
    /// The tiles of the checkpoint's log by their C2SP path, as far as they are there; none unless asked for.
    package let tiles: [String: [UInt8]]

    /// Which parts are read beside those that every verification needs.
    package struct Parts: OptionSet, Sendable {
        /// The bits.
        package let rawValue: Int
        /// Takes the bits as they are.
        package init(rawValue: Int) { self.rawValue = rawValue }
        /// `consistency`, for those who keep a high-water mark.
        package static let consistency = Parts(rawValue: 1)
        /// The tiles, for pack mode.
        package static let tiles = Parts(rawValue: 2)
    }

    /// Reads a pack.
    ///
    /// - Parameters:
    ///   - parts: What is read beyond the trust file, snapshots and checkpoint.
    ///   - checkingSignature: false where the pack is about to be replaced: a crash between the two files leaves a
    ///     mismatch that only the replacement mends.
    /// - Throws: ``PackDirectoryError`` for a directory or file that is not there or too large, `PackError` for a broken
    ///   trust file or one that the `trust.sig` beside it does not sign, `FileError` for one that cannot be read.
    package init(
        _ path: String, in fileSystem: any FileSystem, parts: Parts = [], checkingSignature: Bool = true
    ) throws {
        let reader = PackReader(directory: path, fileSystem: fileSystem)
        try reader.requireDirectory()
        guard let json = try reader.file(Self.trustName, Limits.trustFileBytes) else {
            throw PackDirectoryError.unavailable(
                path,
                "has no trust.json, so it is not a client pack. Get one from the authority over a way that you trust"
            )
        }
        let trust = try TrustFile(parsing: json)
        self.trust = trust
        snapshot = try reader.file(Self.snapshotName, Limits.snapshotBytes)
        // By the trust file's own list, so that a stray file is never read.
        frozenSnapshots = try trust.logs.compactMap {
            try reader.file(Self.snapshotName(ofFrozenLog: $0.number), Limits.snapshotBytes)
        }
        let checkpoint = try reader.file(Self.checkpointName, Limits.noteBytes)
        self.checkpoint = checkpoint
        consistency =
            parts.contains(.consistency)
            ? try reader.file(Self.consistencyName, Limits.consistencyBytes) : nil
        tiles = parts.contains(.tiles) ? try reader.tiles(of: checkpoint, trust) : [:]
        signature = try reader.file(Self.signatureName, Limits.noteBytes)
        if checkingSignature, let signature {
            try TrustSignature.check(signature, of: trust, replacing: nil)
        }
    }

    /// The pack as the verifier takes it.
    package func open() -> ClientPack {
        ClientPack(
            trust: trust, snapshot: snapshot, checkpoint: checkpoint, frozenSnapshots: frozenSnapshots,
            consistency: consistency, tiles: tiles)
    }
}

/// Reads the files of one pack.
private struct PackReader {
    let directory: String
    let fileSystem: any FileSystem

    func requireDirectory() throws {
        guard try !fileSystem.isDirectory(directory) else { return }
        let isThere = try fileSystem.exists(directory)
        throw PackDirectoryError.unavailable(
            directory,
            "\(isThere ? "is not a directory" : "is not there"): a client pack is a directory with trust.json, status.snapshot and checkpoint"
        )
    }

    /// A file's bytes; nil where it is not there.
    func file(_ name: String, _ limit: Int) throws -> [UInt8]? {
        let file = FilePath.join(directory, name)
        guard try fileSystem.exists(file) else { return nil }
        guard try fileSystem.size(of: file) <= UInt64(limit) else {
            throw PackDirectoryError.damaged(file, "is larger than \(limit) bytes")
        }
        return try fileSystem.read(file, limit: limit)
    }

    /// The tiles that the checkpoint's size asks for. Who signed it is looked at when the pack is opened.
    func tiles(of checkpoint: [UInt8]?, _ trust: TrustFile) throws -> [String: [UInt8]] {
        guard let note = checkpoint.flatMap({ try? SignedNote(parsing: $0) }),
            let checkpoint = try? Checkpoint(text: note.text),
            let log = trust.log(origin: checkpoint.origin), PackTree.isReadable(size: checkpoint.size)
        else { return [:] }
        let prefix = PackTree.prefix(ofLog: log.number)
        var tiles: [String: [UInt8]] = [:]
        for tile in PackTree.tiles(forSize: checkpoint.size) {
            tiles[tile.path] = try file(prefix + tile.path, tile.width * 32)
        }
        return tiles
    }
}
