@testable import BadgeVerifier

/// Rice codes written and read one bit after the other: what every faster way is compared with.
struct BitwiseRice {
    let bytes: [UInt8]
    /// In bits.
    var position: Int

    mutating func take() -> UInt64? {
        guard position < bytes.count * 8 else { return nil }
        defer { position += 1 }
        return UInt64(bytes[position / 8] >> UInt8(7 - position % 8)) & 1
    }

    /// The next value, or nil where the codes run out or a value needs more than 48 bits.
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
            let value = quotient << UInt64(k) | low
            return value >> 48 == 0 ? value : nil
        }
        return nil
    }

    mutating func values(_ count: Int, _ k: Int) -> [UInt64]? {
        var values: [UInt64] = []
        for _ in 0..<count {
            guard let value = value(k) else { return nil }
            values.append(value)
        }
        return values
    }

    /// The codes of these values, the last byte filled up with zeros.
    static func bytes(of values: [UInt64], _ k: Int) -> [UInt8] {
        var bits: [UInt8] = []
        for value in values {
            bits += [UInt8](repeating: 1, count: Int(value >> UInt64(k))) + [0]
            bits += (0..<k).reversed().map { UInt8(value >> UInt64($0) & 1) }
        }
        bits += [UInt8](repeating: 0, count: (8 - bits.count % 8) % 8)
        return stride(from: 0, to: bits.count, by: 8).map { start in
            bits[start..<start + 8].reduce(0) { $0 << 1 | $1 }
        }
    }

    /// Values as a list for which k is a good parameter has them; `longest` quotients beyond are put in between.
    static func usualValues(
        _ count: Int, _ k: Int, longest: UInt64, _ random: inout SeededGenerator
    ) -> [UInt64] {
        (0..<count).map { _ in
            var quotient: UInt64 = 0
            while Bool.random(using: &random) { quotient += 1 }
            if Int.random(in: 0..<40, using: &random) == 0 {
                quotient += UInt64.random(in: 0...longest, using: &random)
            }
            let value = quotient << UInt64(k) | UInt64.random(in: 0..<1 << UInt64(k), using: &random)
            return min(value, 1 << 48 - 1)
        }
    }
}
