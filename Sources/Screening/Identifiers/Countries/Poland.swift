enum Poland {
    /// NIP is the VAT number.
    @Sendable private static func check(_ number: IdentifierText) -> IdentifierScheme.Outcome {
        // Tax offices begin at 101; numbers that begin with 000 are those of the court register.
        if number.number(0..<3) < 101 { return .impossible("tax offices begin at 101") }
        return .init(number.sum([6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 == number.values[9])
    }
    @Sendable private static func identity(_ number: IdentifierText) -> String { "pl-nip:\(number.text)" }

    static let vat = IdentifierScheme.vat(
        "PL", "Polish", ["##########"], example: "8567346215", identity: identity, check: check)
    static let nip = IdentifierScheme(
        "pl-nip", "Polish NIP", prefixes: ["PL", "NIP"], patterns: ["##########"], example: "856-734-62-15",
        identity: identity, check: check)

    /// REGON: nine digits, and five more with a check digit of their own for a branch.
    static let regon = IdentifierScheme(
        "pl-regon", "Polish REGON", prefixes: ["REGON"],
        patterns: ["#########", IdentifierPattern.digits(14)],
        example: "192598184",
        identity: { "pl-regon:\($0.part(0..<9).text)" }
    ) { number in
        guard number.sum([8, 9, 2, 3, 4, 5, 6, 7]) % 11 % 10 == number.values[8] else { return .fails }
        guard number.count == 14 else { return .passes }
        return .init(number.sum([2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8]) % 11 % 10 == number.values[13])
    }

    /// KRS: a serial number of the court register.
    static let krs = IdentifierScheme(
        "pl-krs", "Polish KRS number", prefixes: ["KRS"], patterns: ["##########"], example: "0000012345")
}
