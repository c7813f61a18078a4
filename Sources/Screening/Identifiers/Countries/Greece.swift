enum Greece {
    /// AFM; the prefix of VAT numbers is EL, not the country's code.
    static let vat = IdentifierScheme.vat("EL", "Greek", ["#########"], example: "094259216") {
        .init($0.sum([256, 128, 64, 32, 16, 8, 4, 2]) % 11 % 10 == $0.values[8])
    }
}
