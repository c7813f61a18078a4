enum Luxembourg {
    static let vat = IdentifierScheme.vat("LU", "Luxembourg", ["########"], example: "15027442") {
        .init($0.number(0..<6) % 89 == $0.number(6..<8))
    }
}
