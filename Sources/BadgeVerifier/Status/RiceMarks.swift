/// Places within the blocks of a list at which decoding can begin: every 16th item, in 8 bytes.
///
/// A look-up that decodes a block from its beginning reads 128 codes on average, which is more than all else that pack
/// mode does to a status. From the nearest mark it reads 8. The reference is `RiceBlock.contains`.
final class RiceMarks: Sendable {
    /// Items from one mark to the next.
    private static let distance = 16
    /// Marks of a full block.
    private static let perBlock = RiceBlock.capacity / distance
    /// A block has no more bits than 255 codes of 49: the parameter is the one that makes it shortest, and with 47 no
    /// code is longer.
    private static let bitWidth: UInt64 = 16

    /// What is known of a block.
    private struct Block {
        /// Where its codes begin.
        let codes: Int
        let parameter: Int
    }

    private let count: Int
    private let blocks: [Block]
    /// An item, and how many bits of codes its block has before the code behind it.
    private let marks: [UInt64]

    /// Reads the blocks of a list that were scanned before.
    init(of count: Int, offsets: [Int], _ bytes: [UInt8]) {
        self.count = count
        var blocks: [Block] = []
        var marks: [UInt64] = []
        blocks.reserveCapacity(offsets.count)
        marks.reserveCapacity(count / Self.distance + 1)
        bytes.withUnsafeBytes { raw in
            for (block, offset) in offsets.enumerated() {
                guard let (first, k) = RiceBlock.header(raw, at: offset) else { return }
                let codes = offset + RiceBlock.headerBytes
                blocks.append(Block(codes: codes, parameter: k))
                var reader = RiceReader(borrowing: raw, byteOffset: codes)
                var item = first
                for place in 0..<StatusList.items(inBlock: block, of: count) {
                    if place > 0 { item += (reader.next(k) ?? 0) + 1 }
                    if place % Self.distance == 0 {
                        marks.append(item << Self.bitWidth | UInt64(reader.bit - codes * 8))
                    }
                }
            }
        }
        self.blocks = blocks
        self.marks = marks
    }

    /// Whether a block, the only one that can, holds an index.
    func contains(_ index: UInt64, inBlock number: Int, _ bytes: [UInt8]) -> Bool {
        let first = number * Self.perBlock
        let end = min(first + Self.perBlock, marks.count)
        var place = first
        while place + 1 < end, marks[place + 1] >> Self.bitWidth <= index { place += 1 }
        let mark = marks[place]
        var item = mark >> Self.bitWidth
        guard item < index else { return item == index }
        let block = blocks[number]
        // The codes up to the next mark, or to the end of the list.
        let rest = min(Self.distance, count - place * Self.distance) - 1
        return bytes.withUnsafeBytes { raw in
            var reader = RiceReader(borrowing: raw, byteOffset: block.codes)
            reader.seek(block.codes * 8 + Int(mark & (1 << Self.bitWidth - 1)))
            for _ in 0..<rest where item < index {
                guard let value = reader.next(block.parameter) else { return false }
                item += value + 1
            }
            return item == index
        }
    }
}
