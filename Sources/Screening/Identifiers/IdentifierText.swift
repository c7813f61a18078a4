/// The characters of an identifier without separators, in upper case, and the sums that check digits are made of.
struct IdentifierText {
    let bytes: [UInt8]

    /// The value of each character: digits 0 to 9, letters 10 to 35, `&` 36, others 37.
    let values: [Int]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        values = bytes.map {
            switch $0 {
            case 0x30...0x39: Int($0) - 0x30
            case 0x41...0x5A: Int($0) - 0x41 + 10
            case 0x26: 36
            default: 37
            }
        }
    }

    var count: Int { bytes.count }
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// A part as a new text.
    func part(_ range: Range<Int>) -> IdentifierText { IdentifierText(Array(bytes[range])) }

    /// A part as a decimal number.
    func number(_ range: Range<Int>) -> Int { values[range].reduce(0) { $0 * 10 + $1 } }

    func begins(_ text: String) -> Bool { bytes.starts(with: text.utf8) }

    /// The sum of the values from an offset on, each times its weight.
    func sum(_ weights: [Int], from offset: Int = 0) -> Int {
        zip(values.dropFirst(offset), weights).reduce(0) { $0 + $1.0 * $1.1 }
    }

    /// Whether the last digit is the one that Luhn's formula gives (ISO/IEC 7812-1 annex B).
    var isLuhn: Bool {
        let sum = values.reversed().enumerated().reduce(0) { sum, digit in
            sum + (digit.offset % 2 == 0 ? digit.element : digit.element * 2 / 10 + digit.element * 2 % 10)
        }
        return sum % 10 == 0
    }

    /// ISO/IEC 7064 MOD 11,10 over all digits.
    var isMod1110: Bool {
        var product = 10
        for value in values.dropLast() {
            let sum = (product + value) % 10
            product = (sum == 0 ? 10 : sum) * 2 % 11
        }
        return (product + (values.last ?? 0)) % 10 == 1
    }

    /// The remainder by 97 of the number that ISO/IEC 7064 MOD 97-10 makes of digits and letters.
    var mod97: Int { values.reduce(0) { ($0 * ($1 < 10 ? 10 : 100) + $1) % 97 } }
}

/// The shape of an identifier: `#` a digit, `@` a letter, `*` either, everything else itself.
enum IdentifierPattern {
    static func matches(_ pattern: String, _ text: IdentifierText) -> Bool {
        let wanted = Array(pattern.utf8)
        guard wanted.count == text.count else { return false }
        return zip(wanted, text.bytes).allSatisfy { shape, byte in
            switch shape {
            case UInt8(ascii: "#"): isDigit(byte)
            case UInt8(ascii: "@"): isLetter(byte)
            case UInt8(ascii: "*"): isDigit(byte) || isLetter(byte)
            default: shape == byte
            }
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }

    /// So many digits.
    static func digits(_ count: Int) -> String { String(repeating: "#", count: count) }
}
