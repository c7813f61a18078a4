enum Slovakia {
    /// IČ DPH: the whole number divides by 11.
    static let vat = IdentifierScheme.vat("SK", "Slovak", ["##########"], example: "2022749619") { number in
        guard !number.begins("0"), [2, 3, 4, 7, 8, 9].contains(number.values[2]) else {
            return .impossible("the first or the third digit is not one that is given out")
        }
        return .init(number.number(0..<10) % 11 == 0)
    }
}
