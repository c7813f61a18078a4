enum UnitedStates {
    /// EIN: two digits that name the campus, seven more; no check digit.
    static let ein = IdentifierScheme(
        "us-ein", "US EIN", prefixes: ["EIN", "US"], patterns: ["#########"], example: "91-1144442"
    ) {
        number in
        let prefix = number.number(0..<2)
        return prefixes.contains { $0.contains(prefix) }
            ? .absent : .impossible("no campus has the prefix \(prefix)")
    }

    /// Prefixes that the Internal Revenue Service says it gives out.
    private static let prefixes: [ClosedRange<Int>] = [
        1...6, 10...16, 20...27, 30...48, 50...68, 71...77, 80...88, 90...95, 98...99,
    ]
}
