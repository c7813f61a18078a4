enum Finland {
    /// Y-tunnus and VAT number are one: weighted digits divide by 11.
    @Sendable private static func check(_ number: IdentifierText) -> IdentifierScheme.Outcome {
        .init(number.sum([7, 9, 10, 5, 8, 4, 2, 1]) % 11 == 0)
    }
    @Sendable private static func identity(_ number: IdentifierText) -> String { "fi-y:\(number.text)" }

    static let vat = IdentifierScheme.vat(
        "FI", "Finnish", ["########"], example: "20774740", identity: identity, check: check)
    static let register = IdentifierScheme(
        "fi-y", "Finnish business id (Y-tunnus)", prefixes: ["FI"], patterns: ["########"],
        example: "2077474-0",
        identity: identity, check: check)
}
