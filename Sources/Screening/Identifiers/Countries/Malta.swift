enum Malta {
    static let vat = IdentifierScheme.vat("MT", "Maltese", ["########"], example: "11679112") {
        $0.begins("0")
            ? .impossible("no number begins with 0") : .init($0.sum([3, 4, 6, 7, 8, 9, 10, 1]) % 37 == 0)
    }
}
