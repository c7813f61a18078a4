/// Whether two coordinates are a point of P-256: y² = x³ - 3x + b modulo the prime p (FIPS 186-4 D.1.2.3).
///
/// Each badge names a key, and `EC_POINT_oct2point`, which is the reference, allocates a point and a dozen numbers to
/// answer the same: ten times what the four products below cost. No secret is involved, so the time may vary. The
/// products are Montgomery's, a·b/2²⁵⁶ mod p, since p makes their reduction one multiplication a word.
enum P256Point {
    /// The answer for the 64 bytes of x and y, big-endian. Coordinates that are not below the prime are refused, or one
    /// point would have several encodings.
    static func isOnCurve(_ point: Span<UInt8>) -> Bool {
        guard point.count == 64 else { return false }
        let (x, y) = (Number(point, at: 0), Number(point, at: 32))
        guard x.isBelow(.prime), y.isBelow(.prime) else { return false }
        // x² - 3 is made plain again, so that both sides carry the factor 1/2²⁵⁶ once.
        let factor = x.product(x).product(.radixSquared).difference(.three)
        return y.product(y) == factor.product(x).sum(.scaledB)
    }

    /// A number below 2²⁵⁶, its words from the lowest.
    private struct Number: Equatable {
        let w0: UInt64
        let w1: UInt64
        let w2: UInt64
        let w3: UInt64

        static var prime: Number {
            Number(0xFFFF_FFFF_FFFF_FFFF, 0x0000_0000_FFFF_FFFF, 0, topWordOfPrime)
        }
        static var topWordOfPrime: UInt64 { 0xFFFF_FFFF_0000_0001 }
        static var three: Number { Number(3, 0, 0, 0) }
        /// 2⁵¹² mod p: a product with it takes the factor 1/2²⁵⁶ away.
        static var radixSquared: Number {
            Number(
                0x0000_0000_0000_0003, 0xFFFF_FFFB_FFFF_FFFF,
                0xFFFF_FFFF_FFFF_FFFE, 0x0000_0004_FFFF_FFFD)
        }
        /// b/2²⁵⁶ mod p.
        static var scaledB: Number {
            Number(
                0x5B66_4D72_3897_434F, 0x5AC8_124D_12F3_E1BB,
                0x426B_E7E3_9123_AFDD, 0x2128_D4C6_3DD3_8668)
        }

        init(_ w0: UInt64, _ w1: UInt64, _ w2: UInt64, _ w3: UInt64) {
            (self.w0, self.w1, self.w2, self.w3) = (w0, w1, w2, w3)
        }

        /// The 32 big-endian bytes at a place.
        init(_ bytes: Span<UInt8>, at place: Int) {
            func word(_ offset: Int) -> UInt64 {
                var word: UInt64 = 0
                for index in place + offset..<place + offset + 8 { word = word << 8 | UInt64(bytes[index]) }
                return word
            }
            self.init(word(24), word(16), word(8), word(0))
        }

        func isBelow(_ other: Number) -> Bool { subtracting(other).borrow == 1 }

        /// self - other modulo 2²⁵⁶, and 1 if it is negative.
        private func subtracting(_ other: Number) -> (result: Number, borrow: UInt64) {
            var borrow: UInt64 = 0
            func word(_ a: UInt64, _ b: UInt64) -> UInt64 {
                let (first, under) = a.subtractingReportingOverflow(b)
                let (second, again) = first.subtractingReportingOverflow(borrow)
                borrow = under || again ? 1 : 0
                return second
            }
            let result = Number(
                word(w0, other.w0), word(w1, other.w1), word(w2, other.w2), word(w3, other.w3))
            return (result, borrow)
        }

        /// self + other modulo 2²⁵⁶, and what is carried out.
        private func adding(_ other: Number) -> (result: Number, carry: UInt64) {
            var carry: UInt64 = 0
            let result = Number(
                P256Point.add(w0, other.w0, &carry), P256Point.add(w1, other.w1, &carry),
                P256Point.add(w2, other.w2, &carry), P256Point.add(w3, other.w3, &carry))
            return (result, carry)
        }

        /// self + other mod p, for numbers below p.
        func sum(_ other: Number) -> Number {
            let (result, carry) = adding(other)
            return result.reduced(carry)
        }

        /// self - other mod p, for numbers below p.
        func difference(_ other: Number) -> Number {
            let (result, borrow) = subtracting(other)
            return borrow == 1 ? result.adding(.prime).result : result
        }

        /// carry · 2²⁵⁶ + self mod p, for a whole below 2p.
        private func reduced(_ carry: UInt64) -> Number {
            let (result, borrow) = subtracting(.prime)
            return carry == 1 || borrow == 0 ? result : self
        }

        /// self · other / 2²⁵⁶ mod p, for numbers below p.
        func product(_ other: Number) -> Number {
            var sum = Sum()
            sum.add(self, times: other.w0)
            sum.add(self, times: other.w1)
            sum.add(self, times: other.w2)
            sum.add(self, times: other.w3)
            return Number(sum.t0, sum.t1, sum.t2, sum.t3).reduced(sum.t4)
        }
    }

    /// A sum below 2p that grows by a product and loses its lowest word, four times.
    private struct Sum {
        var t0: UInt64 = 0
        var t1: UInt64 = 0
        var t2: UInt64 = 0
        var t3: UInt64 = 0
        var t4: UInt64 = 0

        /// (self + a · b) / 2⁶⁴ mod p. The lowest word of p is -1 modulo 2⁶⁴, so adding p as often as the lowest word of
        /// the sum says makes that word zero.
        @inline(__always)
        mutating func add(_ a: Number, times b: UInt64) {
            var high: UInt64 = 0
            t0 = multiplyAdd(t0, a.w0, b, &high)
            t1 = multiplyAdd(t1, a.w1, b, &high)
            t2 = multiplyAdd(t2, a.w2, b, &high)
            t3 = multiplyAdd(t3, a.w3, b, &high)
            var t5: UInt64 = 0
            t4 = P256Point.add(t4, high, &t5)
            let times = t0
            // p = 2²⁵⁶ - 2²²⁴ + 2¹⁹² + 2⁹⁶ - 1: the last term takes the lowest word away, 2⁹⁶ is a shift, the rest one
            // product.
            let top = times.multipliedFullWidth(by: Number.topWordOfPrime)
            var carry: UInt64 = 0
            t0 = P256Point.add(t1, times << 32, &carry)
            t1 = P256Point.add(t2, times >> 32, &carry)
            t2 = P256Point.add(t3, top.low, &carry)
            t3 = P256Point.add(t4, top.high, &carry)
            t4 = t5 &+ carry
        }

        /// The low word of sum + a · b + high, which becomes the high one.
        @inline(__always)
        private func multiplyAdd(_ sum: UInt64, _ a: UInt64, _ b: UInt64, _ high: inout UInt64) -> UInt64 {
            var product = a.multipliedFullWidth(by: b)
            var carry: UInt64 = 0
            product.low = P256Point.add(product.low, sum, &carry)
            product.high &+= carry
            carry = 0
            product.low = P256Point.add(product.low, high, &carry)
            high = product.high &+ carry
            return product.low
        }
    }

    /// a + b + carry, which becomes what is carried out.
    @inline(__always)
    private static func add(_ a: UInt64, _ b: UInt64, _ carry: inout UInt64) -> UInt64 {
        let (first, over) = a.addingReportingOverflow(b)
        let (second, again) = first.addingReportingOverflow(carry)
        carry = over || again ? 1 : 0
        return second
    }
}
