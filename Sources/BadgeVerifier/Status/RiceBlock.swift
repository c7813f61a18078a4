import Encoding

/// One block of a status list: u48 first index, u8 k, then `gap - 1` of each further item in Rice code.
enum RiceBlock {
    /// Items in a full block. Small enough to find one item by decoding one block, and to follow local rates.
    static let capacity = 256
    /// Bytes before the codes.
    static let headerBytes = 7
    /// Indexes have 48 bits (DESIGN D5).
    static let indexLimit: UInt64 = 1 << 48

    /// The smallest k that gives the fewest bytes for these values (each a gap less one).
    ///
    /// The cost in bits, S(k) + (k + 1) n with S(k) the sum of the values shifted right by k, is convex: a floor
    /// makes S(k) at least twice S(k + 1), so the savings S(k) - S(k + 1) never grow. Hence the search stops at the
    /// first k whose bits no longer fall.
    static func bestParameter(for values: some Collection<UInt64>) -> Int {
        var best = 0
        var bestBytes = Int.max
        var lastBits = Int.max
        for k in 0..<48 {
            let quotients = values.reduce(0) { $0 + Int($1 >> UInt64(k)) }
            let bits = quotients + (k + 1) * values.count
            if bits >= lastBits { break }
            lastBits = bits
            let size = (bits + 7) / 8
            if size < bestBytes {
                best = k
                bestBytes = size
            }
        }
        return best
    }

    /// Appends one block with 1 to 256 strictly rising items.
    static func encode(_ items: ArraySlice<UInt64>, to output: inout [UInt8]) {
        guard let first = items.first else { return }
        let values = zip(items.dropFirst(), items).map { $0 - $1 - 1 }
        let k = bestParameter(for: values)
        output += bigEndian(first, count: 6)
        output.append(UInt8(k))
        var pending: UInt8 = 0
        var used = 0
        func put(_ bit: UInt64) {
            pending = pending << 1 | UInt8(bit)
            used += 1
            if used == 8 {
                output.append(pending)
                (pending, used) = (0, 0)
            }
        }
        for value in values {
            for _ in 0..<(value >> UInt64(k)) { put(1) }
            put(0)
            for position in stride(from: k - 1, through: 0, by: -1) { put(value >> UInt64(position) & 1) }
        }
        if used > 0 { output.append(pending << UInt8(8 - used)) }
    }

    /// What a strict pass over one block finds.
    struct Extent {
        let first: UInt64
        let last: UInt64
        let end: Int
    }

    /// Reads a block of `count` items strictly: values in range, k exactly the encoder's choice, zero padding.
    static func scan(
        _ bytes: UnsafeRawBufferPointer, at offset: Int, count: Int
    ) throws(SnapshotError) -> Extent {
        guard let (first, k) = header(bytes, at: offset) else {
            throw SnapshotError("block at byte \(offset): cut short, or its parameter is above 47")
        }
        var reader = RiceReader(borrowing: bytes, byteOffset: offset + headerBytes)
        guard let sums = reader.sums(ofNext: count - 1, k) else {
            throw SnapshotError("block at byte \(offset): its codes run out of range")
        }
        let bits = reader.bit - (offset + headerBytes) * 8
        guard let end = reader.alignedByte() else {
            throw SnapshotError("block at byte \(offset): the padding is not zero")
        }
        let items = count - 1
        let above = Int(sums.quotientsAbove) + (k + 2) * items
        let quotients = bits - (k + 1) * items
        let below = k == 0 ? Int.max : 2 * quotients + Int(sums.lowBits) + k * items
        guard
            isBest(k, bits: bits, below: below, above: above)
                ?? (bestParameter(for: values(bytes, at: offset, count: count)) == k)
        else {
            throw SnapshotError("block at byte \(offset): \(k) is not the parameter that makes it shortest")
        }
        return Extent(first: first, last: first &+ sums.values &+ UInt64(items), end: end)
    }

    /// Whether k is the encoder's choice, from the cost in bits at k and beside it; nil where only a search can tell.
    private static func isBest(_ k: Int, bits: Int, below: Int, above: Int) -> Bool? {
        let size = (bits + 7) / 8
        if k > 0, (below + 7) / 8 <= size { return false }
        return above >= bits ? true : nil
    }

    /// First index and parameter, or nil where they are cut short or out of range.
    static func header(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> (first: UInt64, k: Int)? {
        guard offset + headerBytes <= bytes.count else { return nil }
        let first = bytes[offset..<offset + 6].reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        let k = Int(bytes[offset + 6])
        return k < 48 ? (first, k) : nil
    }

    /// The coded values of a block that `scan` accepted so far.
    private static func values(_ bytes: UnsafeRawBufferPointer, at offset: Int, count: Int) -> [UInt64] {
        let items = items(bytes, at: offset, count: count)
        return zip(items.dropFirst(), items).map { $0 - $1 - 1 }
    }

    /// All items of a block that `scan` accepted.
    static func items(_ bytes: UnsafeRawBufferPointer, at offset: Int, count: Int) -> [UInt64] {
        guard let (first, k) = header(bytes, at: offset) else { return [] }
        var reader = RiceReader(borrowing: bytes, byteOffset: offset + headerBytes)
        var items = [first]
        items.reserveCapacity(count)
        var last = first
        for _ in 1..<count {
            guard let value = reader.next(k) else { break }
            last += value + 1
            items.append(last)
        }
        return items
    }

    /// Whether a block that `scan` accepted holds this index; stops as soon as it is known.
    static func contains(
        _ index: UInt64, _ bytes: UnsafeRawBufferPointer, at offset: Int, count: Int
    ) -> Bool {
        guard let (first, k) = header(bytes, at: offset) else { return false }
        var reader = RiceReader(borrowing: bytes, byteOffset: offset + headerBytes)
        var item = first
        for _ in 1..<count where item < index {
            guard let value = reader.next(k) else { return false }
            item += value + 1
        }
        return item == index
    }
}
