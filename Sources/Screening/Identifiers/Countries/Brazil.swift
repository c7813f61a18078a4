enum Brazil {
    /// CNPJ: eight characters for the company, four for the branch, two check digits. Letters are given out since July
    /// 2026; the value of a character is its ASCII code less 48, so that numbers of digits keep their check digits.
    static let register = IdentifierScheme(
        "br-cnpj", "Brazilian CNPJ", prefixes: ["CNPJ"], patterns: [String(repeating: "*", count: 12) + "##"],
        example: "12.ABC.345/01DE-35"
    ) { number in
        guard number.bytes.contains(where: { $0 != number.bytes[0] }) else { return .fails }
        let values = number.bytes.map { Int($0) - 48 }
        let first = digit(values.prefix(12), [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2])
        let second = digit(values.prefix(13), [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2])
        return .init(values[12] == first && values[13] == second)
    }

    private static func digit(_ values: ArraySlice<Int>, _ weights: [Int]) -> Int {
        let rest = zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } % 11
        return rest < 2 ? 0 : 11 - rest
    }
}
