import Testing

@testable import BadgeVerifier

/// The fast pass over Rice codes gives what reading them bit by bit gives.
@Suite struct RiceSumsTests {
    /// Codes read one bit after the other.
    private struct Bits {
        let bytes: [UInt8]
        var position: Int

        mutating func take() -> UInt64? {
            guard position < bytes.count * 8 else { return nil }
            defer { position += 1 }
            return UInt64(bytes[position / 8] >> UInt8(7 - position % 8)) & 1
        }

        mutating func value(_ k: Int) -> UInt64? {
            var quotient: UInt64 = 0
            while let bit = take() {
                guard bit == 0 else {
                    quotient += 1
                    continue
                }
                var low: UInt64 = 0
                for _ in 0..<k {
                    guard let bit = take() else { return nil }
                    low = low << 1 | bit
                }
                return quotient << UInt64(k) | low
            }
            return nil
        }

        mutating func sums(_ count: Int, _ k: Int) -> RiceSums? {
            var sums = RiceSums()
            for _ in 0..<count {
                guard let value = value(k), value >> 48 == 0 else { return nil }
                sums.values += value
                sums.quotientsAbove += value >> UInt64(k + 1)
                sums.lowBits += k == 0 ? 0 : value >> UInt64(k - 1) & 1
            }
            return sums
        }
    }

    /// Few codes and many, short ones and ones that fit into no word, in buffers that end anywhere.
    @Test func `sums are those of the codes read bit by bit`() {
        var random = SeededGenerator(seed: 44)
        for turn in 0..<6_000 {
            // How many of eight bits are zero, so that quotients are short, usual or very long.
            let density = turn % 5
            let bytes = (0..<Int.random(in: 0...160, using: &random)).map { _ -> UInt8 in
                switch density {
                case 0: UInt8.random(in: .min ... .max, using: &random)
                case 1:
                    UInt8.random(in: .min ... .max, using: &random)
                        | UInt8.random(in: .min ... .max, using: &random)
                case 2: Bool.random(using: &random) ? 0xFF : UInt8.random(in: .min ... .max, using: &random)
                case 3: UInt8.random(in: 0...12, using: &random) == 0 ? 0xFE : 0xFF
                default:
                    UInt8.random(in: .min ... .max, using: &random)
                        & UInt8.random(in: .min ... .max, using: &random)
                }
            }
            let k =
                turn % 3 == 0
                ? Int.random(in: 0...47, using: &random) : Int.random(in: 0...11, using: &random)
            let count = Int.random(in: 0...100, using: &random)
            let start = Int.random(in: 0...min(9, bytes.count), using: &random)
            check(bytes, from: start, count, k)
            // As many as there are, so that sums of long runs are compared too.
            var naive = Bits(bytes: bytes, position: start * 8)
            var whole = 0
            while let value = naive.value(k), value >> 48 == 0 { whole += 1 }
            check(bytes, from: start, whole, k)
        }
    }

    private func check(_ bytes: [UInt8], from start: Int, _ count: Int, _ k: Int) {
        bytes.withUnsafeBytes { raw in
            var naive = Bits(bytes: bytes, position: start * 8)
            var reader = RiceReader(borrowing: raw, byteOffset: start)
            let expected = naive.sums(count, k)
            #expect(reader.sums(ofNext: count, k) == expected, "k \(k), \(count) codes of \(bytes)")
            if expected != nil { #expect(reader.bit == naive.position, "k \(k), \(count) codes of \(bytes)") }
        }
    }
}
