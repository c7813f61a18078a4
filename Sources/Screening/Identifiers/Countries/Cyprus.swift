enum Cyprus {
    /// Eight digits and a letter that digits at odd places decide by a table.
    static let vat = IdentifierScheme.vat("CY", "Cypriot", ["########@"], example: "10259033P") { number in
        if number.begins("12") { return .impossible("no number begins with 12") }
        let table = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21]
        let sum = number.values[..<8].enumerated().reduce(0) {
            $0 + ($1.offset % 2 == 0 ? table[$1.element] : $1.element)
        }
        return .init(sum % 26 + 10 == number.values[8])
    }
}
