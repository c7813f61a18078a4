/// What a strict pass adds up over the codes of a block.
struct RiceSums: Equatable {
    /// The values.
    var values: UInt64 = 0
    /// What the quotients would be one parameter up.
    var quotientsAbove: UInt64 = 0
    /// The bits that one parameter down would move into the quotients.
    var lowBits: UInt64 = 0

    /// Adds one value.
    mutating func add(_ value: UInt64, _ k: Int) {
        let shift = UInt64(truncatingIfNeeded: k)
        values &+= value
        quotientsAbove &+= (value &>> shift) &>> 1
        lowBits &+= ((value &<< 1) &>> shift) & 1
    }

    /// Adds codes that were taken in groups.
    mutating func add(_ codes: RiceGroups.Codes, _ k: Int) {
        // Each code has its quotient, a zero and k bits: the quotients are what remains of the bits.
        let quotients = UInt64(truncatingIfNeeded: codes.bits &- codes.count &* (k &+ 1))
        values &+= quotients &<< UInt64(truncatingIfNeeded: k) &+ codes.low
        quotientsAbove &+= (quotients &- codes.oddQuotients) &>> 1
        lowBits &+= codes.lowBits
    }
}

extension RiceReader {
    /// The sums over the next values, or nil where `next` would give nil for one of them.
    ///
    /// Short codes are taken in groups. Where one does not fit, it is read by itself, and `next` says whether it is good.
    mutating func sums(ofNext count: Int, _ k: Int) -> RiceSums? {
        var sums = RiceSums()
        var left = count
        while left > 0 {
            if k <= RiceGroups.largestParameter {
                let codes = RiceGroups.take(atMost: left, k, from: bytes, at: bit)
                sums.add(codes, k)
                left &-= codes.count
                if codes.count > 0 { seek(bit + codes.bits) }
                if left == 0 { break }
            }
            guard let value = next(k) else { return nil }
            sums.add(value, k)
            left &-= 1
        }
        return sums
    }
}
