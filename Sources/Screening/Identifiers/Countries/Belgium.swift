enum Belgium {
    /// The enterprise number is the VAT number: ten digits, the last two 97 minus the remainder of the first eight.
    private static let patterns = ["0#########", "1#########"]
    @Sendable private static func check(_ number: IdentifierText) -> IdentifierScheme.Outcome {
        .init(97 - number.number(0..<8) % 97 == number.number(8..<10))
    }
    @Sendable private static func identity(_ number: IdentifierText) -> String { "be-cbe:\(number.text)" }

    static let vat = IdentifierScheme.vat(
        "BE", "Belgian", patterns, example: "0403170701", identity: identity, check: check)
    static let register = IdentifierScheme(
        "be-cbe", "Belgian enterprise number", prefixes: ["BE"], patterns: patterns, example: "0403.170.701",
        identity: identity, check: check)
}
