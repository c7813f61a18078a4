enum Sweden {
    /// The organisation number and two digits for the group member.
    static let vat = IdentifierScheme.vat(
        "SE", "Swedish", ["############"], example: "123456789701",
        identity: { "se-org:\($0.part(0..<10).text)" }
    ) { number in
        (1...94).contains(number.number(10..<12))
            ? .init(number.part(0..<10).isLuhn) : .impossible("the last two digits are not 01 to 94")
    }

    /// Organisationsnummer: ten digits, Luhn.
    static let register = IdentifierScheme(
        "se-org", "Swedish organisation number", patterns: ["##########"], example: "123456-7897"
    ) { .init($0.isLuhn) }
}
