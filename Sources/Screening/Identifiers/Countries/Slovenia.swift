enum Slovenia {
    static let vat = IdentifierScheme.vat("SI", "Slovenian", ["########"], example: "50223054") { number in
        if number.begins("0") { return .impossible("no number begins with 0") }
        let check = 11 - number.sum([8, 7, 6, 5, 4, 3, 2]) % 11
        return .init(check != 11 && check % 10 == number.values[7])
    }
}
