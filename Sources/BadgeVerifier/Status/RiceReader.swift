/// Reads Rice codes, most significant bit first: a quotient in one-bits, a zero, `k` low bits.
///
/// The next bits stand at the top of a 64-bit word that is refilled every few codes: a load for each code would make
/// the position of the next load wait for it, which is twice as slow. Codes above 56 bits are read bit by bit; both
/// ways give the same values.
struct RiceReader {
    let bytes: UnsafeRawBufferPointer
    /// The next bits at the top. Below `available` it may hold more, which the next refill writes again.
    private var word: UInt64 = 0
    private var available = 0
    /// The byte that the next refill begins with.
    private var nextByte: Int

    /// Starts at a whole byte. The buffer must outlive the reader.
    init(borrowing bytes: UnsafeRawBufferPointer, byteOffset: Int) {
        self.bytes = bytes
        nextByte = byteOffset
    }

    /// Position in bits from the start of the buffer.
    var bit: Int { nextByte * 8 - available }

    /// The next value, or nil where the codes run out of bytes or a value needs more than 48 bits. `k` is at most 47.
    @inline(__always)
    mutating func next(_ k: Int) -> UInt64? {
        if available < 48 { refill() }
        let quotient = (~word).leadingZeroBitCount
        let used = quotient &+ 1 &+ k
        guard used <= 56, used <= available else { return nextBitwise(k) }
        // Two shifts, since one by 64 (for k = 0) would be a shift by nothing.
        let low = ((word &<< UInt64(quotient &+ 1)) &>> 1) &>> UInt64(63 &- k)
        word = word &<< UInt64(used)
        available = available &- used
        let value = UInt64(quotient) &<< UInt64(k) | low
        return value >> 48 == 0 ? value : nil
    }

    /// Fills the word to at least 56 bits, or to the end of the buffer.
    @inline(__always)
    private mutating func refill() {
        if nextByte &+ 8 <= bytes.count {
            let loaded = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: nextByte, as: UInt64.self))
            word |= loaded &>> UInt64(available)
            let taken = (63 &- available) &>> 3
            nextByte = nextByte &+ taken
            available = available &+ taken &* 8
        } else {
            refillAtEnd()
        }
    }

    private mutating func refillAtEnd() {
        while available <= 56, nextByte < bytes.count {
            word |= UInt64(bytes[nextByte]) << UInt64(56 - available)
            available += 8
            nextByte += 1
        }
    }

    private mutating func nextBitwise(_ k: Int) -> UInt64? {
        var position = bit
        func take() -> UInt64? {
            guard position < bytes.count * 8 else { return nil }
            defer { position += 1 }
            return UInt64(bytes[position >> 3] >> UInt8(7 - position & 7)) & 1
        }
        var quotient: UInt64 = 0
        while true {
            guard let one = take() else { return nil }
            if one == 0 { break }
            quotient += 1
        }
        guard quotient <= (1 << 48 - 1) >> UInt64(k) else { return nil }
        var low: UInt64 = 0
        for _ in 0..<k {
            guard let next = take() else { return nil }
            low = low << 1 | next
        }
        seek(position)
        return quotient << UInt64(k) | low
    }

    /// Goes on at a position.
    mutating func seek(_ position: Int) {
        nextByte = position >> 3
        (word, available) = (0, 0)
        let skipped = position & 7
        if skipped > 0 {
            word = UInt64(bytes[nextByte]) << UInt64(56 + skipped)
            available = 8 - skipped
            nextByte += 1
        }
    }

    /// Skips to the next whole byte. Returns its offset, or nil where a skipped bit is not zero.
    func alignedByte() -> Int? {
        let position = bit
        guard position & 7 != 0 else { return position >> 3 }
        let rest = bytes[position >> 3] << UInt8(position & 7)
        return rest == 0 ? (position >> 3) + 1 : nil
    }
}
