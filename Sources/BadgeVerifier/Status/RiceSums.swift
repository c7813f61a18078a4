/// What a strict pass adds up over the codes of a block.
struct RiceSums: Equatable {
    /// The values.
    var values: UInt64 = 0
    /// What the quotients would be one parameter up.
    var quotientsAbove: UInt64 = 0
    /// The bits that one parameter down would move into the quotients.
    var lowBits: UInt64 = 0

    @inline(__always)
    mutating func add(_ value: UInt64, _ k: Int) {
        let shift = UInt64(truncatingIfNeeded: k)
        values &+= value
        quotientsAbove &+= (value &>> shift) &>> 1
        lowBits &+= ((value &<< 1) &>> shift) & 1
    }
}

extension RiceReader {
    /// Codes that are taken together, and the largest parameter with which that many mostly fit into one word.
    private static let group = 4
    private static let largestGrouped = 10
    /// Bits of a word that is loaded at any bit of a byte.
    private static let loaded = 57

    /// The sums over the next values, or nil where `next` would give nil for one of them.
    ///
    /// With the small parameters of long lists, four codes are taken from one word without asking in between; where
    /// they do not fit, nothing of them counts and the first is read by itself.
    @inline(__always)
    mutating func sums(ofNext count: Int, _ k: Int) -> RiceSums? {
        var sums = RiceSums()
        var left = count
        while left > 0 {
            if k <= Self.largestGrouped { addGroups(&left, to: &sums, k) }
            guard left > 0 else { break }
            guard let value = next(k) else { return nil }
            sums.add(value, k)
            left &-= 1
        }
        return sums
    }

    /// Adds groups of codes up to the first that does not fit, and goes on behind them.
    @inline(__always)
    private mutating func addGroups(_ left: inout Int, to sums: inout RiceSums, _ k: Int) {
        let start = bit
        var position = start
        while left >= Self.group {
            let used = addGroup(at: position, to: &sums, k)
            if used == 0 { break }
            position &+= used
            left &-= Self.group
        }
        if position != start { seek(position) }
    }

    /// Adds four codes from a bit on. Returns how many bits they have; 0, with nothing changed, where they are not in
    /// one word.
    @inline(__always)
    private func addGroup(at position: Int, to sums: inout RiceSums, _ k: Int) -> Int {
        guard var word = invertedWord(at: position) else { return 0 }
        var added = sums
        var used = 0
        for _ in 0..<Self.group {
            // A word without a set bit uses more than was loaded.
            let quotient = word.leadingZeroBitCount
            let rest = (word &<< UInt64(truncatingIfNeeded: quotient)) &<< 1
            // Two shifts, since one by 64 (for k = 0) would be a shift by nothing.
            let low = (~rest &>> 1) &>> UInt64(truncatingIfNeeded: 63 &- k)
            added.add(UInt64(truncatingIfNeeded: quotient) &<< UInt64(truncatingIfNeeded: k) | low, k)
            word = rest &<< UInt64(truncatingIfNeeded: k)
            used &+= quotient &+ 1 &+ k
        }
        guard used <= Self.loaded else { return 0 }
        sums = added
        return used
    }
}
