extension IdentifierScheme {
    /// Legal entity identifier: ISO 17442, check digits by ISO/IEC 7064 MOD 97-10.
    static let lei = IdentifierScheme(
        "lei", "legal entity identifier (LEI)", patterns: [String(repeating: "*", count: 18) + "##"],
        example: "529900T8BM49AURSDO55"
    ) {
        // The two check digits of a number run from 02 to 98; others leave the same remainder.
        let digits = $0.number(18..<20)
        return Outcome($0.mod97 == 1 && digits >= 2 && digits <= 98)
    }
}
