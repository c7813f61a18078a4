/// One file of a tiled log (C2SP tlog-tiles): 256 nodes of one level, or fewer at the right edge.
package struct Tile: Hashable, Sendable {
    /// Levels of the tree in one tile.
    package static let height = 8
    /// Nodes of a full tile.
    package static let fullWidth = 256

    /// The level, 0 for leaves; each covers eight levels of the tree.
    package let level: Int
    /// The position in its level.
    package let index: UInt64
    /// How many nodes it has, 1 to 256.
    package let width: Int

    /// Makes a tile. Levels are 0 to 63, widths 1 to 256.
    package init(level: Int, index: UInt64, width: Int = Tile.fullWidth) {
        precondition(
            (0...63).contains(level) && (1...Tile.fullWidth).contains(width), "there is no such tile")
        self.level = level
        self.index = index
        self.width = width
    }

    /// Where its hashes stand below the log's prefix: `tile/0/x001/x234/067`, partial `tile/0/000.p/12`.
    package var path: String { "tile/\(level)/\(suffix)" }

    /// Where the entries of a level-0 tile stand below the log's prefix: `tile/entries/000.p/12`.
    package var entriesPath: String { "tile/entries/\(suffix)" }

    /// Groups of three digits, all but the last marked with an x, so that no directory grows large.
    private var suffix: String {
        var groups: [String] = []
        var rest = index
        repeat {
            let digits = String(rest % 1000)
            groups.append(String(repeating: "0", count: 3 - digits.utf8.count) + digits)
            rest /= 1000
        } while rest > 0
        let number = groups.enumerated().reversed().map { $0.offset > 0 ? "x\($0.element)" : $0.element }
        return number.joined(separator: "/") + (width < Tile.fullWidth ? ".p/\(width)" : "")
    }

    /// The number of complete nodes that a log of a size has in a tile level.
    package static func nodeCount(level: Int, size: UInt64) -> UInt64 {
        level * height < 64 ? size >> UInt64(level * height) : 0
    }

    /// The hash tiles that a log of a size has and one of an older size has not, lower levels first.
    ///
    /// With the default they are all tiles of the log. Every partial tile that a published size needs is among them,
    /// so writing these for each published checkpoint leaves no hole.
    package static func tiles(forSize size: UInt64, after oldSize: UInt64 = 0) -> [Tile] {
        var tiles: [Tile] = []
        var level = 0
        while nodeCount(level: level, size: size) > 0 {
            tiles += self.tiles(level: level, size: size, after: oldSize)
            level += 1
        }
        return tiles
    }

    /// The same for one level. Those of level 0 are also the bundles of entries.
    package static func tiles(level: Int, size: UInt64, after oldSize: UInt64 = 0) -> [Tile] {
        let count = nodeCount(level: level, size: size)
        let oldCount = min(nodeCount(level: level, size: oldSize), count)
        guard count > oldCount else { return [] }
        let width = UInt64(fullWidth)
        var tiles = (oldCount / width..<count / width).map { Tile(level: level, index: $0) }
        if count % width > 0 {
            tiles.append(Tile(level: level, index: count / width, width: Int(count % width)))
        }
        return tiles
    }
}
