import Synchronization

/// One list of a snapshot: where its blocks begin. A class, so that a look-up copies none of it.
final class StatusList: Sendable {
    let state: StatusState
    /// Items in all blocks.
    let count: Int
    /// The first item of each block.
    private let firstIndexes: [UInt64]
    /// Where each block begins in the snapshot.
    private let offsets: [Int]
    /// Look-ups that decoded a block from its beginning.
    private let slowLookUps = Atomic(0)
    private let marks = AtomicLazyReference<RiceMarks>()

    /// After so many look-ups the client is one that makes many, and finding places within blocks pays: it costs about
    /// as much as opening the snapshot did.
    private static let fewLookUps = 64

    init(state: StatusState, count: Int, firstIndexes: [UInt64], offsets: [Int]) {
        self.state = state
        self.count = count
        self.firstIndexes = firstIndexes
        self.offsets = offsets
    }

    /// Items in a block of a list with so many items: the last may be shorter.
    static func items(inBlock block: Int, of count: Int) -> Int {
        min(RiceBlock.capacity, count - block * RiceBlock.capacity)
    }

    /// The block that would hold the index, or nil before the first.
    func block(for index: UInt64) -> Int? {
        var low = 0
        var high = firstIndexes.count
        while low < high {
            let middle = (low + high) / 2
            if firstIndexes[middle] <= index { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : low - 1
    }

    /// Whether an index is listed. `bytes` are those of the snapshot.
    func contains(_ index: UInt64, _ bytes: [UInt8]) -> Bool {
        guard let block = block(for: index) else { return false }
        if let marks = marks.load() { return marks.contains(index, inBlock: block, bytes) }
        let (_, lookUps) = slowLookUps.add(1, ordering: .relaxed)
        if lookUps == Self.fewLookUps {
            _ = marks.storeIfNil(RiceMarks(of: count, offsets: offsets, bytes))
        }
        return bytes.withUnsafeBytes {
            RiceBlock.contains(
                index, $0, at: offsets[block], count: Self.items(inBlock: block, of: count))
        }
    }

    /// All items, rising.
    func items(_ bytes: [UInt8]) -> [UInt64] {
        var items: [UInt64] = []
        items.reserveCapacity(count)
        for block in offsets.indices { items += self.items(inBlock: block, bytes) }
        return items
    }

    /// The items of one block.
    func items(inBlock block: Int, _ bytes: [UInt8]) -> [UInt64] {
        bytes.withUnsafeBytes {
            RiceBlock.items($0, at: offsets[block], count: Self.items(inBlock: block, of: count))
        }
    }
}
