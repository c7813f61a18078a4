enum Romania {
    /// CUI: two to ten digits, aligned to the right.
    static let vat = IdentifierScheme.vat(
        "RO", "Romanian", (2...10).map(IdentifierPattern.digits), example: "18547290"
    ) { number in
        if number.begins("0") { return .impossible("no number begins with 0") }
        let weights = Array([7, 5, 3, 2, 1, 7, 5, 3, 2].suffix(number.count - 1))
        return .init(number.sum(weights) * 10 % 11 % 10 == number.values[number.count - 1])
    }
}
