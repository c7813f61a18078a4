enum Germany {
    /// USt-IdNr.: ISO/IEC 7064 MOD 11,10.
    static let vat = IdentifierScheme.vat("DE", "German", ["#########"], example: "136695976") { number in
        number.begins("0") ? .impossible("no number begins with 0") : .init(number.isMod1110)
    }

    /// Handelsregisternummer: the register's letters, up to six digits, letters that some courts add. The court is part
    /// of the number and stands in the jurisdiction's locality.
    static let register = IdentifierScheme(
        "de-hr", "German register number",
        patterns: kinds.flatMap { kind in
            (1...6).flatMap { count in
                ["", "@", "@@", "@@@"].map { kind + IdentifierPattern.digits(count) + $0 }
            }
        }, example: "HRB 12345")

    /// Handelsregister A and B, cooperatives, partnerships, associations, and since 2024 civil-law partnerships.
    private static let kinds = ["HRA", "HRB", "GNR", "PR", "VR", "GSR"]
}
