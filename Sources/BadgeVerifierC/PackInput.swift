import BadgeVerifier
import CGreenBadge
import Encoding

/// A `greenbadge_pack`, copied into Swift.
struct PackInput {
    /// More than the tiles of any log that is read (`Limits.tileHashes`, 256 to a tile).
    private static let mostTiles = 1 << 14

    private let name: String
    private let trust: [UInt8]
    private let snapshot: [UInt8]?
    private let checkpoint: [UInt8]?
    private let frozenSnapshots: [[UInt8]]
    private let consistency: [UInt8]?
    private let tiles: [String: [UInt8]]

    /// - Parameter name: What errors call the pack.
    init(_ pointer: UnsafePointer<greenbadge_pack>, _ name: String) throws(CallError) {
        let pack = try CInput.read(pointer, name)
        guard let trust = try PackInput.file(pack.trust, "\(name).trust") else {
            throw .argument("\(name).trust is NULL: a pack cannot be without its trust.json")
        }
        self.name = name
        self.trust = trust
        snapshot = try PackInput.file(pack.snapshot, "\(name).snapshot")
        checkpoint = try PackInput.file(pack.checkpoint, "\(name).checkpoint")
        frozenSnapshots = try PackInput.frozenSnapshots(pack, "\(name).frozen_snapshots")
        consistency = try PackInput.file(pack.consistency, "\(name).consistency")
        tiles = try PackInput.tiles(pack, "\(name).tiles")
    }

    /// The pack as the verifier takes it.
    func opened() throws(CallError) -> ClientPack {
        do throws(PackError) {
            return try ClientPack(
                trust: trust, snapshot: snapshot, checkpoint: checkpoint, frozenSnapshots: frozenSnapshots,
                consistency: consistency, tiles: tiles)
        } catch {
            throw CallError(GREENBADGE_BAD_PACK, "\(name): \(error)")
        }
    }

    private static func file(_ file: greenbadge_bytes, _ name: String) throws(CallError) -> [UInt8]? {
        try CInput.bytes(file.data, file.length, name)
    }

    private static func frozenSnapshots(
        _ pack: greenbadge_pack, _ name: String
    ) throws(CallError) -> [[UInt8]] {
        let items = try CInput.array(
            pack.frozen_snapshots, pack.frozen_snapshot_count, most: CInput.mostItems, name)
        var files: [[UInt8]] = []
        for (position, item) in items.enumerated() {
            if let file = try file(item, "\(name)[\(position)]") { files.append(file) }
        }
        return files
    }

    private static func tiles(_ pack: greenbadge_pack, _ name: String) throws(CallError) -> [String: [UInt8]]
    {
        var tiles: [String: [UInt8]] = [:]
        let items = try CInput.array(pack.tiles, pack.tile_count, most: mostTiles, name)
        for (position, tile) in items.enumerated() {
            guard let path = try CInput.text(tile.path, "\(name)[\(position)].path") else {
                throw .argument("\(name)[\(position)].path is NULL")
            }
            tiles[path] = try file(tile.content, "\(name)[\(position)].content")
        }
        return tiles
    }
}
