enum UnitedKingdom {
    private static let patterns = ["#########", "############", "GD###", "HA###"]

    /// Nine digits, three more for a branch; GD for departments and HA for health authorities.
    @Sendable private static func check(_ number: IdentifierText) -> IdentifierScheme.Outcome {
        if number.begins("GD") {
            return number.number(2..<5) < 500 ? .absent : .impossible("departments end below GD500")
        }
        if number.begins("HA") {
            return number.number(2..<5) >= 500 ? .absent : .impossible("health authorities begin at HA500")
        }
        // Since 2010 also with 55 added or taken away.
        return .init([0, 42, 55].contains(number.sum([8, 7, 6, 5, 4, 3, 2, 10, 1]) % 97))
    }

    static let vat = IdentifierScheme.vat("GB", "British", patterns, example: "980780684", check: check)
    /// Northern Ireland, in trade of goods with the EU.
    static let vatNorthernIreland = IdentifierScheme.vat(
        "XI", "Northern Irish", patterns, example: "110305878", identity: { "vat-gb:\($0.text)" },
        check: check)

    /// Companies House: eight digits, or two letters and six.
    static let register = IdentifierScheme(
        "gb-crn", "British company number", patterns: ["########", "@@######"], example: "00445790")
}
