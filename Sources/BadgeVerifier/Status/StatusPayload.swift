import Encoding

/// The payload of a status snapshot: four Rice-coded lists (DESIGN 4.3).
///
/// Decoding reads every code once and keeps only a directory of blocks, 16 bytes for 256 items; a look-up decodes one
/// block of each list. A million listed items are checked in milliseconds and never held as an array.
struct StatusPayload: Sendable {
    private let bytes: [UInt8]
    /// In the order of `StatusState.listed`.
    private var directories: [Directory] = []

    /// Where the blocks of one list begin.
    private struct Directory: Sendable {
        var count = 0
        var firstIndexes: [UInt64] = []
        var offsets: [Int] = []

        func items(inBlock block: Int) -> Int { min(RiceBlock.capacity, count - block * RiceBlock.capacity) }

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
    }

    // MARK: Decoding

    /// Decodes strictly, in time linear in the payload: what it accepts, encoding gives again byte for byte.
    init(parsing file: [UInt8], from start: Int, coveredSize: UInt64) throws(SnapshotError) {
        bytes = file
        var offset = start
        var total = 0
        for state in StatusState.listed {
            let directory = try StatusPayload.scan(
                file, at: &offset, name: state.rawValue, coveredSize: coveredSize, total: &total)
            directories.append(directory)
        }
        guard offset == file.count else {
            throw SnapshotError("\(file.count - offset) bytes follow the last list")
        }
        try checkDisjoint()
    }

    private static func scan(
        _ file: [UInt8], at offset: inout Int, name: String, coveredSize: UInt64, total: inout Int
    ) throws(SnapshotError) -> Directory {
        guard offset + 4 <= file.count else { throw SnapshotError("cut short before the \(name) list") }
        var directory = Directory()
        directory.count = file[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
        total += directory.count
        guard total <= Limits.snapshotItems else {
            throw SnapshotError("more than \(Limits.snapshotItems) items")
        }
        offset += 4
        let blocks = (directory.count + RiceBlock.capacity - 1) / RiceBlock.capacity
        // Reserving by the count a stranger states would let four bytes ask for memory; a block takes 7 at least.
        let room = min(blocks, (file.count - offset) / RiceBlock.headerBytes)
        directory.firstIndexes.reserveCapacity(room)
        directory.offsets.reserveCapacity(room)
        var position = offset
        let result = file.withUnsafeBytes { raw -> Result<Void, SnapshotError> in
            var previous: UInt64?
            for block in 0..<blocks {
                do throws(SnapshotError) {
                    let count = directory.items(inBlock: block)
                    let extent = try RiceBlock.scan(raw, at: position, count: count)
                    guard previous.map({ $0 < extent.first }) ?? true else {
                        throw SnapshotError("\(name) list: block \(block) does not rise")
                    }
                    guard extent.last < coveredSize else {
                        throw SnapshotError("\(name) list: index \(extent.last) is not below \(coveredSize)")
                    }
                    directory.firstIndexes.append(extent.first)
                    directory.offsets.append(position)
                    previous = extent.last
                    position = extent.end
                } catch {
                    return .failure(error)
                }
            }
            return .success(())
        }
        try result.get()
        offset = position
        return directory
    }

    /// Each index stands in one list only. Looks up the shorter list of each pair in the longer; blocks of the longer
    /// are decoded once at most, so the whole stays linear.
    private func checkDisjoint() throws(SnapshotError) {
        let states = StatusState.listed.filter { directory($0).count > 0 }
        for (position, first) in states.enumerated() {
            for second in states[(position + 1)...] {
                let pair = [first, second].sorted { directory($0).count < directory($1).count }
                if let index = commonIndex(shorter: pair[0], longer: pair[1]) {
                    throw SnapshotError(
                        "index \(index) is in both the \(first.rawValue) and the \(second.rawValue) list")
                }
            }
        }
    }

    private func commonIndex(shorter: StatusState, longer: StatusState) -> UInt64? {
        let long = directory(longer)
        var block = -1
        var items: [UInt64] = []
        var position = 0
        for index in self.items(of: shorter) {
            guard let wanted = long.block(for: index) else { continue }
            if wanted != block {
                block = wanted
                items = decodeBlock(wanted, of: long)
                position = 0
            }
            while position < items.count, items[position] < index { position += 1 }
            if position < items.count, items[position] == index { return index }
        }
        return nil
    }

    // MARK: Looking up

    /// The state of an index below the covered size.
    func state(of index: UInt64) -> StatusState {
        for (directory, state) in zip(directories, StatusState.listed) {
            guard let block = directory.block(for: index) else { continue }
            let found = bytes.withUnsafeBytes {
                RiceBlock.contains(
                    index, $0, at: directory.offsets[block], count: directory.items(inBlock: block))
            }
            if found { return state }
        }
        return .good
    }

    /// All indexes of one list, rising.
    func items(of state: StatusState) -> [UInt64] {
        let directory = directory(state)
        var items: [UInt64] = []
        items.reserveCapacity(directory.count)
        for block in directory.offsets.indices { items += decodeBlock(block, of: directory) }
        return items
    }

    /// Items in one list.
    func count(of state: StatusState) -> Int { directory(state).count }

    private func directory(_ state: StatusState) -> Directory {
        zip(directories, StatusState.listed).first { $0.1 == state }?.0 ?? Directory()
    }

    private func decodeBlock(_ block: Int, of directory: Directory) -> [UInt64] {
        bytes.withUnsafeBytes {
            RiceBlock.items($0, at: directory.offsets[block], count: directory.items(inBlock: block))
        }
    }

    // MARK: Encoding

    /// Encodes the four lists. Refuses lists that do not rise, reach `coveredSize`, overlap or are too long.
    static func encode(_ lists: StatusLists, coveredSize: UInt64) throws(SnapshotError) -> [UInt8] {
        guard lists.count <= Limits.snapshotItems else {
            throw SnapshotError("\(lists.count) items; a snapshot holds at most \(Limits.snapshotItems)")
        }
        var output: [UInt8] = []
        output.reserveCapacity(16 + lists.count * 2)
        for state in StatusState.listed {
            let list = lists[state]
            guard zip(list, list.dropFirst()).allSatisfy(<), list.last.map({ $0 < coveredSize }) ?? true
            else {
                throw SnapshotError(
                    "the \(state.rawValue) list must rise strictly and stay below \(coveredSize)")
            }
            output += bigEndian(UInt64(list.count), count: 4)
            for start in stride(from: 0, to: list.count, by: RiceBlock.capacity) {
                RiceBlock.encode(list[start..<min(start + RiceBlock.capacity, list.count)], to: &output)
            }
        }
        // Reading back what was written finds an index in two lists, and any fault of the encoder.
        _ = try StatusPayload(parsing: output, from: 0, coveredSize: coveredSize)
        return output
    }
}
