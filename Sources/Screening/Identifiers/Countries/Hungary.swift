enum Hungary {
    static let vat = IdentifierScheme.vat("HU", "Hungarian", ["########"], example: "12892312") {
        .init($0.sum([9, 7, 3, 1, 9, 7, 3, 1]) % 10 == 0)
    }
}
