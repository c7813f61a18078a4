enum Netherlands {
    /// Nine digits, B, two digits. For companies the nine pass the test of eleven; since 2020 sole traders have numbers
    /// that instead pass MOD 97-10 with the letters NL and B.
    static let vat = IdentifierScheme.vat("NL", "Dutch", ["#########B##"], example: "004495445B01") {
        number in
        guard number.number(0..<9) > 0, number.number(10..<12) > 0 else { return .impossible("a part is 0") }
        let eleven = (number.sum([9, 8, 7, 6, 5, 4, 3, 2]) - number.values[8]) % 11 == 0
        return .init(eleven || IdentifierText(Array("NL".utf8) + number.bytes).mod97 == 1)
    }

    /// KvK number: the chamber publishes no check digit.
    static let register = IdentifierScheme(
        "nl-kvk", "Dutch KvK number", prefixes: ["KVK"], patterns: ["########"], example: "12345678")
}
