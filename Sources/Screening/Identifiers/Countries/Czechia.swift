enum Czechia {
    /// DIČ: the identification number of a company, or the birth number of a person.
    static let vat = IdentifierScheme.vat(
        "CZ", "Czech", ["########", "#########", "##########"], example: "25123891",
        identity: { $0.count == 8 ? "cz-ico:\($0.text)" : "vat-cz:\($0.text)" }
    ) { number in
        switch number.count {
        case 8: company(number)
        // Birth numbers given out before 1954 have no check digit.
        case 9: .absent
        default: .init(person(number))
        }
    }

    /// IČO.
    static let register = IdentifierScheme(
        "cz-ico", "Czech identification number (IČO)", patterns: ["########"], example: "25123891",
        check: weighted)

    @Sendable private static func weighted(_ number: IdentifierText) -> IdentifierScheme.Outcome {
        .init((11 - number.sum([8, 7, 6, 5, 4, 3, 2]) % 11) % 10 == number.values[7])
    }
    private static func company(_ number: IdentifierText) -> IdentifierScheme.Outcome {
        number.begins("9") ? .impossible("no company's number begins with 9") : weighted(number)
    }
    private static func person(_ number: IdentifierText) -> Bool {
        let rest = number.number(0..<9) % 11
        return rest % 10 == number.values[9]
    }
}
