import BadgeVerifier

/// The payload of a snapshot decoded the slow and obvious way, bit by bit from the words of the format page, as a
/// second opinion on the fast decoder. Nil for anything that is not well formed.
enum NaiveSnapshot {
    static func decode(_ payload: [UInt8]) -> [[UInt64]]? {
        var bits = payload.flatMap { byte in (0..<8).map { byte >> (7 - $0) & 1 } }[...]
        func number(_ count: Int) -> UInt64? {
            guard bits.count >= count else { return nil }
            defer { bits = bits.dropFirst(count) }
            return bits.prefix(count).reduce(0) { $0 << 1 | UInt64($1) }
        }
        var lists: [[UInt64]] = []
        for _ in 0..<4 {
            guard let count = number(32) else { return nil }
            var items: [UInt64] = []
            while items.count < Int(count) {
                guard var last = number(48), let k = number(8) else { return nil }
                items.append(last)
                let start = items.count - 1
                while items.count < Int(count), items.count - start < 256 {
                    var quotient: UInt64 = 0
                    while let bit = number(1), bit == 1 { quotient += 1 }
                    guard let low = number(Int(k)) else { return nil }
                    last += (quotient << k | low) + 1
                    items.append(last)
                }
                let padding = bits.count % 8
                guard number(padding) == 0 else { return nil }
            }
            lists.append(items)
        }
        return bits.isEmpty ? lists : nil
    }

    /// Bytes of one block for a parameter, by writing the codes out.
    static func blockBytes(_ gaps: [UInt64], k: Int) -> Int {
        7 + (gaps.reduce(0) { $0 + Int($1 >> UInt64(k)) + 1 + k } + 7) / 8
    }
}
