enum Italy {
    /// Partita IVA, for companies also the codice fiscale: Luhn, with the province in digits 8 to 10.
    @Sendable private static func check(_ number: IdentifierText) -> IdentifierScheme.Outcome {
        guard number.values[..<7].contains(where: { $0 != 0 }) else {
            return .impossible("no office's number is 0")
        }
        let province = number.number(7..<10)
        guard (1...100).contains(province) || [120, 121, 888, 999].contains(province) else {
            return .impossible("there is no province \(province)")
        }
        return .init(number.isLuhn)
    }
    @Sendable private static func identity(_ number: IdentifierText) -> String { "it-cf:\(number.text)" }

    static let vat = IdentifierScheme.vat(
        "IT", "Italian", [IdentifierPattern.digits(11)], example: "00743110157", identity: identity,
        check: check)
    static let taxCode = IdentifierScheme(
        "it-cf", "Italian codice fiscale of a company", patterns: [IdentifierPattern.digits(11)],
        example: "00743110157", identity: identity, check: check)
    /// REA: the province's two letters and up to seven digits.
    static let register = IdentifierScheme(
        "it-rea", "Italian REA number", patterns: (4...7).map { "@@" + IdentifierPattern.digits($0) },
        example: "MI-1234567")
}
