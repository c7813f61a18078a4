/// The two numbers of an ECDSA signature, and the one form of it that we make and accept.
///
/// For every valid (r, s) the pair (r, n − s) is valid too, and BER knows many spellings of both. If either were
/// accepted, somebody could change bytes of a signed file without breaking its signature. So: minimal DER, low s.
struct ECDSASignature {
    /// Big-endian, as long as the curve's order.
    let r: [UInt8]
    /// Big-endian, as long as the curve's order.
    let s: [UInt8]

    /// From minimal DER with 0 < r, s < n; nil for anything else. s may be high.
    init?(der: [UInt8], curve: Curve) {
        guard let ranges = Self.ranges(der, width: curve.order.count) else { return nil }
        r = Self.padded(der[ranges.r], to: curve.order.count)
        s = Self.padded(der[ranges.s], to: curve.order.count)
        guard r.lexicographicallyPrecedes(curve.order), s.lexicographicallyPrecedes(curve.order) else {
            return nil
        }
    }

    private init(r: [UInt8], s: [UInt8]) {
        self.r = r
        self.s = s
    }

    /// The same signature with the smaller of s and n − s.
    func normalized(on curve: Curve) -> ECDSASignature {
        curve.halfOrder.lexicographicallyPrecedes(s)
            ? ECDSASignature(r: r, s: Self.difference(curve.order, s)) : self
    }

    /// SEQUENCE { INTEGER r, INTEGER s } in minimal DER.
    var der: [UInt8] {
        let contents = Self.integer(r) + Self.integer(s)
        // At most 2 * (2 + 49) bytes for P-384, so one length byte is always enough.
        return [0x30, UInt8(contents.count)] + contents
    }

    /// True if `der` is minimal DER of 0 < r < n and 0 < s <= n / 2. Copies nothing: it runs before every verification.
    static func isCanonical(_ der: [UInt8], curve: Curve) -> Bool {
        guard let ranges = ranges(der, width: curve.order.count) else { return false }
        return compare(der, ranges.r, with: curve.order) < 0
            && compare(der, ranges.s, with: curve.halfOrder) <= 0
    }

    /// Below, at or above 0 as the number without leading zeros at `range` is below, at or above `limit`, which fills
    /// its width.
    private static func compare(_ der: [UInt8], _ range: Range<Int>, with limit: [UInt8]) -> Int {
        guard range.count == limit.count else { return range.count - limit.count }
        for (index, byte) in zip(range, limit) where der[index] != byte {
            return Int(der[index]) - Int(byte)
        }
        return 0
    }

    /// Where the significant bytes of r and s stand, without a leading zero; nil unless the form is minimal DER of two
    /// positive integers of at most `width` bytes.
    private static func ranges(_ der: [UInt8], width: Int) -> (r: Range<Int>, s: Range<Int>)? {
        guard der.count >= 8, der.count < 128, der[0] == 0x30, Int(der[1]) == der.count - 2,
            let r = integerRange(der, at: 2, width: width),
            let s = integerRange(der, at: r.upperBound, width: width),
            s.upperBound == der.count
        else { return nil }
        return (r, s)
    }

    private static func integerRange(_ der: [UInt8], at start: Int, width: Int) -> Range<Int>? {
        guard start + 2 < der.count, der[start] == 0x02 else { return nil }
        let end = start + 2 + Int(der[start + 1])
        var first = start + 2
        guard der[start + 1] < 0x80, end <= der.count, first < end else { return nil }
        if der[first] == 0 {
            // A leading zero is there only to keep a set top bit from meaning a negative number; this also refuses 0.
            first += 1
            guard first < end, der[first] & 0x80 != 0 else { return nil }
        } else if der[first] & 0x80 != 0 {
            return nil
        }
        return end - first <= width ? first..<end : nil
    }

    private static func padded(_ bytes: ArraySlice<UInt8>, to width: Int) -> [UInt8] {
        [UInt8](repeating: 0, count: width - bytes.count) + bytes
    }

    private static func integer(_ number: [UInt8]) -> [UInt8] {
        let significant = number.drop { $0 == 0 }
        let needsZero = (significant.first ?? 0x80) & 0x80 != 0
        let contents = (needsZero ? [0] : []) + significant
        return [0x02, UInt8(contents.count)] + contents
    }

    /// a − b for big-endian numbers of the same width with b <= a.
    private static func difference(_ a: [UInt8], _ b: [UInt8]) -> [UInt8] {
        var result = a
        var borrow = 0
        for index in a.indices.reversed() {
            let value = Int(a[index]) - Int(b[index]) - borrow
            result[index] = UInt8(truncatingIfNeeded: value)
            borrow = value < 0 ? 1 : 0
        }
        return result
    }
}
