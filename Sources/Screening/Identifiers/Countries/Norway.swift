enum Norway {
    /// Organisasjonsnummer, with MVA behind it for VAT: weighted digits divide by 11.
    @Sendable private static func check(_ number: IdentifierText) -> IdentifierScheme.Outcome {
        .init(number.sum([3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0)
    }
    @Sendable private static func identity(_ number: IdentifierText) -> String {
        "no-org:\(number.part(0..<9).text)"
    }

    static let vat = IdentifierScheme.vat(
        "NO", "Norwegian", ["#########MVA", "#########"], example: "995525828MVA", identity: identity,
        check: check)
    static let register = IdentifierScheme(
        "no-org", "Norwegian organisation number", prefixes: ["NO"], patterns: ["#########"],
        example: "974 760 673",
        identity: identity, check: check)
}
