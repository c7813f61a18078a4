enum Japan {
    /// Corporate number: a check digit in front of twelve digits; T in front of it is the invoice number.
    static let register = IdentifierScheme(
        "jp-cn", "Japanese corporate number", prefixes: ["T"], patterns: [IdentifierPattern.digits(13)],
        example: "5835678256246"
    ) { number in
        let sum = number.values.dropFirst().reversed().enumerated().reduce(0) {
            $0 + $1.element * ($1.offset % 2 == 0 ? 1 : 2)
        }
        return .init(9 - sum % 9 == number.values[0])
    }
}
