enum Canada {
    /// Business number: nine digits, Luhn; a program and four digits behind it.
    static let business = IdentifierScheme(
        "ca-bn", "Canadian business number",
        patterns: ["#########"] + ["RC", "RM", "RP", "RR", "RT", "RZ"].map { "#########\($0)####" },
        example: "12302 6635 RC 0001", identity: { "ca-bn:\($0.part(0..<9).text)" }
    ) { .init($0.part(0..<9).isLuhn) }

    /// Federal corporation number; provinces have their own.
    static let register = IdentifierScheme(
        "ca-corp", "Canadian corporation number", patterns: (5...10).map(IdentifierPattern.digits),
        example: "4332571")
}
