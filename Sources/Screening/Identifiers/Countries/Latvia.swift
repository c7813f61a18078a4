enum Latvia {
    /// Companies begin above 3; below stand the codes of people, since 2017 with 32 and no check digit.
    static let vat = IdentifierScheme.vat(
        "LV", "Latvian", [IdentifierPattern.digits(11)], example: "40003521600"
    ) { number in
        if number.values[0] > 3 { return .init(number.sum([9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1]) % 11 == 3) }
        if number.begins("32") { return .absent }
        return .init((1 + number.sum([10, 5, 8, 4, 2, 1, 6, 3, 7, 9])) % 11 % 10 == number.values[10])
    }
}
