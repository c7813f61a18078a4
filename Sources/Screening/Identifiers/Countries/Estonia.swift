enum Estonia {
    static let vat = IdentifierScheme.vat("EE", "Estonian", ["#########"], example: "100594102") {
        .init($0.sum([3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 == 0)
    }
}
