enum SouthAfrica {
    /// CIPC: year, six digits, kind of company. Two years of two centuries are out of the question, no check digit.
    static let register = IdentifierScheme(
        "za-cipc", "South African company number", patterns: [IdentifierPattern.digits(12)],
        example: "2011/123456/07"
    ) { number in
        let (year, kind) = (number.number(0..<4), number.number(10..<12))
        guard (1800...2100).contains(year) else { return .impossible("there is no year \(year)") }
        return (6...12).contains(kind) || (20...31).contains(kind)
            ? .absent : .impossible("there is no kind of company \(kind)")
    }

    /// Tax reference number, and VAT number where it begins with 4: Luhn.
    static let tax = IdentifierScheme(
        "za-trn", "South African tax number", patterns: ["##########"], example: "4123456784"
    ) { number in
        guard [0, 1, 2, 3, 4, 7, 9].contains(number.values[0]) else {
            return .impossible("no number begins with \(number.values[0])")
        }
        return .init(number.isLuhn)
    }
}
