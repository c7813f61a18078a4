enum Austria {
    /// UID of the tax office: U and eight digits, the last a variant of Luhn's.
    static let vat = IdentifierScheme.vat("AT", "Austrian", ["U########"], example: "U13585627") { number in
        let sum = number.values[1..<8].enumerated().reduce(0) { sum, digit in
            sum + (digit.offset % 2 == 0 ? digit.element : digit.element * 2 / 10 + digit.element * 2 % 10)
        }
        return .init((96 - sum) % 10 == number.values[8])
    }

    /// Firmenbuchnummer: up to six digits and a letter.
    static let register = IdentifierScheme(
        "at-fn", "Austrian Firmenbuch number", prefixes: ["FN"],
        patterns: (1...6).map { IdentifierPattern.digits($0) + "@" }, example: "FN 122119m")
}
