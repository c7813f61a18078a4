import Encoding

/// The payload of a status snapshot: four Rice-coded lists (DESIGN 4.3).
///
/// Decoding reads every code once and keeps only a directory of blocks, 16 bytes for 256 items; a look-up decodes one
/// block of each list. A million listed items are checked in milliseconds and never held as an array.
struct StatusPayload: Sendable {
    private let bytes: [UInt8]
    /// The lists that are not empty, in the order of `StatusState.listed`.
    private let lists: [StatusList]

    // MARK: Decoding

    /// Decodes strictly, in time linear in the payload: what it accepts, encoding gives again byte for byte.
    init(parsing file: [UInt8], from start: Int, coveredSize: UInt64) throws(SnapshotError) {
        bytes = file
        var offset = start
        var total = 0
        var lists: [StatusList] = []
        for state in StatusState.listed {
            let list = try StatusPayload.scan(
                file, at: &offset, state: state, coveredSize: coveredSize, total: &total)
            if list.count > 0 { lists.append(list) }
        }
        self.lists = lists
        guard offset == file.count else {
            throw SnapshotError("\(file.count - offset) bytes follow the last list")
        }
        try checkDisjoint()
    }

    private static func scan(
        _ file: [UInt8], at offset: inout Int, state: StatusState, coveredSize: UInt64, total: inout Int
    ) throws(SnapshotError) -> StatusList {
        let name = state.rawValue
        guard offset + 4 <= file.count else { throw SnapshotError("cut short before the \(name) list") }
        let count = file[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
        total += count
        guard total <= Limits.snapshotItems else {
            throw SnapshotError("more than \(Limits.snapshotItems) items")
        }
        offset += 4
        let blocks = (count + RiceBlock.capacity - 1) / RiceBlock.capacity
        // Reserving by the count a stranger states would let four bytes ask for memory; a block takes 7 at least.
        let room = min(blocks, (file.count - offset) / RiceBlock.headerBytes)
        var firstIndexes: [UInt64] = []
        var offsets: [Int] = []
        firstIndexes.reserveCapacity(room)
        offsets.reserveCapacity(room)
        var position = offset
        let result = file.withUnsafeBytes { raw -> Result<Void, SnapshotError> in
            var previous: UInt64?
            for block in 0..<blocks {
                do throws(SnapshotError) {
                    let items = StatusList.items(inBlock: block, of: count)
                    let extent = try RiceBlock.scan(raw, at: position, count: items)
                    guard previous.map({ $0 < extent.first }) ?? true else {
                        throw SnapshotError("\(name) list: block \(block) does not rise")
                    }
                    guard extent.last < coveredSize else {
                        throw SnapshotError("\(name) list: index \(extent.last) is not below \(coveredSize)")
                    }
                    firstIndexes.append(extent.first)
                    offsets.append(position)
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
        return StatusList(state: state, count: count, firstIndexes: firstIndexes, offsets: offsets)
    }

    /// Each index stands in one list only. Looks up the shorter list of each pair in the longer; blocks of the longer
    /// are decoded once at most, so the whole stays linear.
    private func checkDisjoint() throws(SnapshotError) {
        for (position, first) in lists.enumerated() {
            for second in lists[(position + 1)...] {
                let isLonger = second.count < first.count
                let index = commonIndex(
                    shorter: isLonger ? second : first, longer: isLonger ? first : second)
                if let index {
                    throw SnapshotError(
                        "index \(index) is in both the \(first.state.rawValue) and the \(second.state.rawValue) list"
                    )
                }
            }
        }
    }

    private func commonIndex(shorter: StatusList, longer: StatusList) -> UInt64? {
        var block = -1
        var items: [UInt64] = []
        var position = 0
        for index in shorter.items(bytes) {
            guard let wanted = longer.block(for: index) else { continue }
            if wanted != block {
                block = wanted
                items = longer.items(inBlock: wanted, bytes)
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
        for list in lists where list.contains(index, bytes) { return list.state }
        return .good
    }

    /// All indexes of one list, rising.
    func items(of state: StatusState) -> [UInt64] { list(state)?.items(bytes) ?? [] }

    /// Items in one list.
    func count(of state: StatusState) -> Int { list(state)?.count ?? 0 }

    private func list(_ state: StatusState) -> StatusList? { lists.first { $0.state == state } }

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
