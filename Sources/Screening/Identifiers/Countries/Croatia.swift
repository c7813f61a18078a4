enum Croatia {
    /// OIB: ISO/IEC 7064 MOD 11,10.
    static let vat = IdentifierScheme.vat(
        "HR", "Croatian", [IdentifierPattern.digits(11)], example: "33392005961"
    ) {
        .init($0.isMod1110)
    }
}
