/// Takes the short codes of long lists from whole words, several from each.
///
/// What limits a strict pass is the way from one code to the next: the end of the quotient has to be found before the
/// next code can begin. Here it takes three instructions. The word is kept inverted, so that a quotient ends at its
/// highest set bit; from that place follows how far the word is turned, and turned, it begins with the next code and
/// ends with the low bits of this one. All else is kept out of the way: the ends and the turned words are written down,
/// and afterwards added up in loops that the compiler makes vectors of.
enum RiceGroups {
    /// What is known of codes that were taken.
    struct Codes {
        let count: Int
        /// Bits of all of them together.
        let bits: Int
        /// The sum of their low parts.
        let low: UInt64
        /// How many have a one as the highest bit of the low part.
        let lowBits: UInt64
        /// How many have an odd quotient.
        let oddQuotients: UInt64
    }

    /// The largest parameter with which two codes mostly fit into a word. The sum of 255 low parts then fits into 32 bits,
    /// and no value that was found in a word reaches 48.
    static let largestParameter = 21
    /// Codes of a full block; as many as one byte counts.
    private static let capacity = RiceBlock.capacity - 1
    /// Bits of a word that is loaded at any bit of a byte.
    private static let loaded: UInt = 57

    /// Codes that are taken before it is asked whether all of them were in the word. Where all gaps are alike, no quotient is
    /// above two with the parameter that suits them; seven bits are left to lists where gaps differ.
    private static func usualSize(_ k: Int) -> Int { 50 / (k + 3) }

    /// Takes codes up to the first that does not fit into a word, or lies near the end of the buffer.
    @inline(__always)
    static func take(
        atMost most: Int, _ k: Int, from bytes: UnsafeRawBufferPointer, at position: Int
    ) -> Codes {
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: capacity) { words in
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: capacity) { ends in
                let (count, bits) = turn(
                    atMost: min(most, capacity), k, from: bytes, at: position, words, ends)
                return add(words[..<count], ends[..<count], bits: bits, k)
            }
        }
    }

    /// Writes down, for each code, where in its word the quotient ended, and the word turned. Returns how many there are,
    /// and how many bits they have. By itself, so that what goes on around it takes no registers from it.
    @inline(never)
    private static func turn(
        atMost most: Int, _ k: Int, from bytes: UnsafeRawBufferPointer, at start: Int,
        _ words: UnsafeMutableBufferPointer<UInt32>, _ ends: UnsafeMutableBufferPointer<UInt8>
    ) -> (count: Int, bits: Int) {
        // Sixteen bytes are there: those of a word, and those that follow it.
        let lastStart = bytes.count - 16
        guard start &>> 3 <= lastStart else { return (0, 0) }
        let usual = usualSize(k)
        var size = usual
        var position = start
        var word = word(bytes, at: position)
        var count = 0
        while count < most, position &>> 3 <= lastStart {
            let behind = min(count &+ size, most)
            var place = count
            var turned = word
            var turns = 0
            repeat {
                // 63 less the zeros, without asking whether there are 64.
                let end = turned.leadingZeroBitCount ^ 63
                let turn = end &- k
                turned =
                    turned &>> UInt64(truncatingIfNeeded: turn)
                    | turned &<< UInt64(truncatingIfNeeded: 0 &- turn)
                turns &+= turn
                ends[place] = UInt8(truncatingIfNeeded: end)
                words[place] = UInt32(truncatingIfNeeded: turned)
                place &+= 1
            } while place < behind
            // Turning loses no bit, hence codes that reach beyond the word use more than 64 together; a word of zeros gives
            // less than none.
            let used = (behind &- count) &* 64 &- turns
            guard UInt(bitPattern: used) <= loaded else {
                // Some of them fit, unless it is the first that does not.
                size /= 2
                if size == 0 { break }
                continue
            }
            // What was used stands at the end of the turned word, and is exchanged for what follows.
            word = turned ^ (word ^ following(bytes, at: position)) &>> UInt64(truncatingIfNeeded: turns)
            position &+= used
            count = behind
            size = usual
        }
        return (count, position &- start)
    }

    /// The sums over what was written down. All of it is inverted.
    @inline(__always)
    private static func add(
        _ words: Slice<UnsafeMutableBufferPointer<UInt32>>, _ ends: Slice<UnsafeMutableBufferPointer<UInt8>>,
        bits: Int, _ k: Int
    ) -> Codes {
        let mask: UInt32 = 1 &<< UInt32(truncatingIfNeeded: k) &- 1
        let highest = mask &- mask &>> 1
        var low: UInt32 = 0
        var lowBits: UInt32 = 0
        for word in words {
            low &+= ~word & mask
            lowBits &+= ~word & highest
        }
        var odd: UInt8 = 0
        for end in ends { odd &+= ~end & 1 }
        return Codes(
            count: words.count, bits: bits, low: UInt64(low),
            // Nothing was added where k is 0, so that what it is shifted by does not matter.
            lowBits: UInt64(lowBits &>> UInt32(truncatingIfNeeded: k &- 1)), oddQuotients: UInt64(odd))
    }

    /// The 64 bits from a position on, inverted. Sixteen bytes must be there.
    @inline(__always)
    private static func word(_ bytes: UnsafeRawBufferPointer, at position: Int) -> UInt64 {
        let shift = UInt64(truncatingIfNeeded: position & 7)
        let (first, second) = (load(bytes, at: position &>> 3), load(bytes, at: position &>> 3 &+ 8))
        // Two shifts, since one by 64 would be a shift by nothing.
        return ~(first &<< shift | (second &>> 1) &>> (63 &- shift))
    }

    /// The bits behind those of `word`, 57 at least, inverted.
    @inline(__always)
    private static func following(_ bytes: UnsafeRawBufferPointer, at position: Int) -> UInt64 {
        ~load(bytes, at: position &>> 3 &+ 8) &<< UInt64(truncatingIfNeeded: position & 7)
    }

    @inline(__always)
    private static func load(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> UInt64 {
        UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
}
