enum Australia {
    /// ABN: the first digit less one, weighted, divides by 89. The last nine digits of a company's are its ACN, but
    /// not every ABN has one, so the two are two number spaces.
    static let abn = IdentifierScheme(
        "au-abn", "Australian ABN", prefixes: ["ABN"], patterns: [IdentifierPattern.digits(11)],
        example: "51 824 753 556"
    ) { .init(($0.sum([10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) - 10) % 89 == 0 && !$0.begins("0")) }

    /// ACN: weighted sum by 10.
    static let acn = IdentifierScheme(
        "au-acn", "Australian ACN", prefixes: ["ACN"], patterns: ["#########"], example: "004 085 616"
    ) { .init((10 - $0.sum([8, 7, 6, 5, 4, 3, 2, 1]) % 10) % 10 == $0.values[8]) }
}
