/// A code that people read aloud and type: `7KQ2M-9XWPD`.
///
/// Ten symbols of the alphabet of case ids, without look-alikes (no 0 O, 1 I L, U). Nine are random: 44 bits, which a few
/// wrong answers a week do not search. The weighted sum of all, weights 1 to 10, is a multiple of the prime 31, so a wrong
/// symbol or two swapped neighbours are told as a slip and cost no answer.
package struct ChallengeCode: Hashable, Sendable, CustomStringConvertible {
    private let digits: [UInt8]

    private static let alphabet = Array("23456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
    private static let length = 10

    /// Makes a code from random bytes; nil where they do not suffice, and the caller draws again. Of 32 bytes about one
    /// draw in thirty does not.
    package init?(random: [UInt8]) {
        // 240 is eight times the alphabet: below it every symbol is as likely as any other.
        let data = random.filter { $0 < 240 }.prefix(Self.length - 1).map { $0 % 30 }
        guard data.count == Self.length - 1 else { return nil }
        // 10 × 28 = 9 × 31 + 1: 28 is the inverse of the last weight.
        let check = (31 - Self.weightedSum(data) % 31) * 28 % 31
        guard check < 30 else { return nil }
        digits = data + [UInt8(check)]
    }

    /// Reads a code with or without dash and spaces, in either case; nil where it is none, or has a slip.
    package init?(_ text: String) {
        var digits: [UInt8] = []
        for byte in text.utf8 where byte != UInt8(ascii: "-") && byte != 0x20 {
            let upper = (0x61...0x7A).contains(byte) ? byte - 0x20 : byte
            guard digits.count < Self.length, let digit = Self.alphabet.firstIndex(of: upper) else {
                return nil
            }
            digits.append(UInt8(digit))
        }
        guard digits.count == Self.length, Self.weightedSum(digits) % 31 == 0 else { return nil }
        self.digits = digits
    }

    /// The written form, two groups of five.
    package var description: String {
        let text = String(decoding: digits.map { Self.alphabet[Int($0)] }, as: UTF8.self)
        return "\(text.prefix(5))-\(text.suffix(5))"
    }

    private static func weightedSum(_ digits: [UInt8]) -> Int {
        digits.enumerated().reduce(0) { $0 + ($1.offset + 1) * Int($1.element) }
    }
}
