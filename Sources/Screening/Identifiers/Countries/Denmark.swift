enum Denmark {
    /// CVR number and VAT number are one: weighted digits divide by 11.
    @Sendable private static func check(_ number: IdentifierText) -> IdentifierScheme.Outcome {
        number.begins("0")
            ? .impossible("no number begins with 0") : .init(number.sum([2, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0)
    }
    @Sendable private static func identity(_ number: IdentifierText) -> String { "dk-cvr:\(number.text)" }

    static let vat = IdentifierScheme.vat(
        "DK", "Danish", ["########"], example: "13585628", identity: identity, check: check)
    static let register = IdentifierScheme(
        "dk-cvr", "Danish CVR number", prefixes: ["DK", "CVR"], patterns: ["########"], example: "13585628",
        identity: identity, check: check)
}
