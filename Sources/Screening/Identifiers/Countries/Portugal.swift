enum Portugal {
    /// NIPC, a company's NIF, is the VAT number.
    @Sendable private static func check(_ number: IdentifierText) -> IdentifierScheme.Outcome {
        if number.begins("0") { return .impossible("no number begins with 0") }
        return .init((11 - number.sum([9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 11 % 10 == number.values[8])
    }
    @Sendable private static func identity(_ number: IdentifierText) -> String { "pt-nif:\(number.text)" }

    static let vat = IdentifierScheme.vat(
        "PT", "Portuguese", ["#########"], example: "501964843", identity: identity, check: check)
    static let register = IdentifierScheme(
        "pt-nif", "Portuguese NIPC", prefixes: ["PT"], patterns: ["#########"], example: "501 964 843",
        identity: identity, check: check)
}
