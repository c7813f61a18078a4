/// The short name of an application, for people to speak and type: `A7K-3MB`.
///
/// Six symbols of an alphabet of thirty, without look-alikes (no 0 O, 1 I L, U). The weighted sum of the symbols,
/// weights 1 to 6, is a multiple of the prime 31. A wrong symbol changes the sum by weight × difference and a swap of
/// neighbours by the difference, never by a multiple of 31: every such slip is found. About 23 million are valid.
package struct ApplicationID: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The symbols as digits of a number to the base 30; below 2^30.
    private let value: UInt32

    private static let alphabet = Array("23456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
    private static let length = 6

    /// Makes an identifier from at least four random bytes. The caller draws again where it is taken.
    ///
    /// Fewer bytes count as followed by zeros.
    package init(random: [UInt8]) {
        var number: UInt32 = 0
        for index in 0..<4 { number = number << 8 | UInt32(index < random.count ? random[index] : 0) }
        // One in 31 has no check symbol (30 would be needed): take the next.
        var data = number % 24_300_000
        var made = ApplicationID.withCheck(data)
        while made == nil {
            data = (data + 1) % 24_300_000
            made = ApplicationID.withCheck(data)
        }
        value = made ?? 0
    }

    /// Reads `A7K-3MB`, `A7K3MB` or either in lower case; nil where the check symbol does not fit.
    package init?(_ text: String) {
        guard let compact = ApplicationID.normalizedPrefix(text), compact.utf8.count == ApplicationID.length
        else {
            return nil
        }
        var value: UInt32 = 0
        for symbol in compact.utf8 {
            guard let digit = ApplicationID.alphabet.firstIndex(of: symbol) else { return nil }
            value = value * 30 + UInt32(digit)
        }
        guard ApplicationID.weightedSum(value) % 31 == 0 else { return nil }
        self.value = value
    }

    /// The written form, `A7K-3MB`.
    package var description: String {
        let text = compact
        return "\(text.prefix(3))-\(text.suffix(3))"
    }

    /// The six symbols without the dash.
    package var compact: String {
        var rest = value
        var symbols: [UInt8] = []
        for _ in 0..<ApplicationID.length {
            symbols.append(ApplicationID.alphabet[Int(rest % 30)])
            rest /= 30
        }
        return String(decoding: symbols.reversed(), as: UTF8.self)
    }

    /// Orders as the texts do.
    package static func < (a: ApplicationID, b: ApplicationID) -> Bool { a.value < b.value }

    /// One to six symbols as `compact` writes them, for a search by unique prefix: upper case, no dash.
    ///
    /// The dash may stand behind the third symbol only. Nil for anything that begins no identifier.
    package static func normalizedPrefix(_ text: String) -> String? {
        var symbols: [UInt8] = text.utf8.map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 }
        if symbols.count > 3, symbols[3] == UInt8(ascii: "-") { symbols.remove(at: 3) }
        guard (1...length).contains(symbols.count), symbols.allSatisfy({ alphabet.contains($0) }) else {
            return nil
        }
        return String(decoding: symbols, as: UTF8.self)
    }

    /// Five digits with the sixth that makes the sum a multiple of 31; nil where that would be the digit 30.
    private static func withCheck(_ data: UInt32) -> UInt32? {
        // The check digit has weight 6, and 6 × 26 = 5 × 31 + 1: 26 is the inverse of 6.
        let check = (31 - weightedSum(data * 30) % 31) * 26 % 31
        return check < 30 ? data * 30 + check : nil
    }

    private static func weightedSum(_ value: UInt32) -> UInt32 {
        var rest = value
        var sum: UInt32 = 0
        for weight in stride(from: UInt32(length), through: 1, by: -1) {
            sum += weight * (rest % 30)
            rest /= 30
        }
        return sum
    }
}
