enum France {
    /// SIREN: nine digits, Luhn.
    static let siren = IdentifierScheme(
        "fr-siren", "French SIREN", prefixes: ["SIREN"], patterns: ["#########"], example: "552 008 443",
        identity: { identity($0.text) }
    ) { .init($0.isLuhn) }

    /// SIRET: the SIREN and five digits for a place; Luhn, but for the post office, whose digits add up to a multiple
    /// of five.
    static let siret = IdentifierScheme(
        "fr-siret", "French SIRET", prefixes: ["SIRET"], patterns: [IdentifierPattern.digits(14)],
        example: "732 829 320 00074",
        identity: { identity($0.part(0..<9).text) }
    ) { number in
        guard number.part(0..<9).isLuhn else { return .fails }
        // All places of the post office but its seat.
        if number.begins("356000000") && !number.begins("35600000000048") {
            return .init(number.values.reduce(0, +) % 5 == 0)
        }
        return .init(number.isLuhn)
    }

    /// TVA: a key of two characters and the SIREN. Keys with letters use 34 of them, without I and O.
    static let vat = IdentifierScheme.vat(
        "FR", "French", ["**#########"], example: "40303265045", identity: { identity($0.part(2..<11).text) }
    ) { number in
        // Numbers of Monaco begin with 000 where the SIREN stands and are none.
        guard number.values[2..<5].allSatisfy({ $0 == 0 }) || number.part(2..<11).isLuhn else {
            return .fails
        }
        let key = number.values.prefix(2)
        if key.allSatisfy({ $0 < 10 }) {
            return .init((number.number(2..<11) * 100 + 12) % 97 == number.number(0..<2))
        }
        guard let first = key.first.flatMap(index), let second = key.last.flatMap(index) else {
            return .impossible("the key has I or O")
        }
        let value = first < 10 ? first * 24 + second - 10 : first * 34 + second - 100
        return .init((number.number(2..<11) + 1 + value / 11) % 11 == value % 11)
    }

    /// A value's place in the 34 characters; nil for I and O.
    private static func index(_ value: Int) -> Int? {
        switch value {
        case 18, 24: nil
        case 25...: value - 2
        case 19...: value - 1
        default: value
        }
    }

    private static func identity(_ siren: String) -> String { "fr-siren:\(siren)" }
}
