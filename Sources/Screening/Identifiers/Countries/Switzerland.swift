enum Switzerland {
    private static let suffixes = ["", "MWST", "TVA", "IVA", "TPV", "HR", "RC"]

    /// UID: nine digits, weighted sum by 11; with the letters of VAT or of the commercial register behind it.
    @Sendable private static func check(_ number: IdentifierText) -> IdentifierScheme.Outcome {
        .init((11 - number.sum([5, 4, 3, 2, 7, 6, 5, 4]) % 11) % 11 == number.values[8])
    }
    @Sendable private static func identity(_ number: IdentifierText) -> String {
        "ch-uid:\(number.part(0..<9).text)"
    }

    static let vat = IdentifierScheme(
        "vat-ch", "Swiss VAT number", prefixes: ["CHE"], canonicalPrefix: "CHE",
        patterns: suffixes.prefix(5).map { "#########" + $0 }, example: "CHE-107.787.577 MWST",
        identity: identity,
        check: check)
    static let register = IdentifierScheme(
        "ch-uid", "Swiss UID", prefixes: ["CHE"], canonicalPrefix: "CHE",
        patterns: suffixes.map { "#########" + $0 },
        example: "CHE-100.155.212", identity: identity, check: check)
}
