enum Spain {
    private static let patterns = ["########@", "@#######*"]

    /// NIF of people and companies is the VAT number.
    @Sendable private static func check(_ number: IdentifierText) -> IdentifierScheme.Outcome {
        let first = number.bytes[0]
        switch first {
        case 0x30...0x39: return .init(personLetter(number.number(0..<8)) == number.bytes[8])
        // X, Y, Z: foreigners, counted on from the numbers of citizens.
        case 0x58...0x5A:
            return .init(
                personLetter(number.number(1..<8) + (number.values[0] - 33) * 10_000_000) == number.bytes[8])
        case UInt8(ascii: "K"), UInt8(ascii: "L"), UInt8(ascii: "M"):
            return .init(personLetter(number.number(1..<8)) == number.bytes[8])
        default: return company(number)
        }
    }

    private static func personLetter(_ number: Int) -> UInt8 {
        Array("TRWAGMYFPDXBNJZSQVHLCKE".utf8)[number % 23]
    }

    /// Companies: the kind's letter, seven digits, a digit or the letter that stands for it.
    private static func company(_ number: IdentifierText) -> IdentifierScheme.Outcome {
        guard "ABCDEFGHJNPQRSUVW".utf8.contains(number.bytes[0]) else {
            return .impossible("no kind of company has its first letter")
        }
        let sum = number.values[1..<8].enumerated().reduce(0) {
            $0 + ($1.offset % 2 == 0 ? $1.element * 2 / 10 + $1.element * 2 % 10 : $1.element)
        }
        let digit = (10 - sum % 10) % 10
        let asDigit = number.values[8] == digit
        let asLetter = number.bytes[8] == Array("JABCDEFGHI".utf8)[digit]
        guard asDigit || asLetter else { return .fails }
        // The published rules do not agree on all kinds, so the other spelling of the right digit is no mistake.
        if "NPQRSW".utf8.contains(number.bytes[0]) && asDigit {
            return .doubtful("numbers of this kind end in a letter")
        }
        return "ABEH".utf8.contains(number.bytes[0]) && asLetter
            ? .doubtful("numbers of this kind end in a digit") : .passes
    }
    @Sendable private static func identity(_ number: IdentifierText) -> String { "es-nif:\(number.text)" }

    static let vat = IdentifierScheme.vat(
        "ES", "Spanish", patterns, example: "A13585625", identity: identity, check: check)
    static let register = IdentifierScheme(
        "es-nif", "Spanish NIF", prefixes: ["ES"], patterns: patterns, example: "A-13585625",
        identity: identity,
        check: check)
}
