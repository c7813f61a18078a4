enum Korea {
    /// Business registration number.
    static let business = IdentifierScheme(
        "kr-brn", "Korean business registration number", patterns: ["##########"], example: "116-82-00276"
    ) { number in
        if number.number(0..<3) < 101 { return .impossible("tax offices begin at 101") }
        let sum = number.sum([1, 3, 7, 1, 3, 7, 1, 3, 5]) + number.values[8] * 5 / 10
        return .init((10 - sum % 10) % 10 == number.values[9])
    }

    /// Corporate registration number. Its last digit is a check digit in most numbers, and not in all that courts gave.
    static let register = IdentifierScheme(
        "kr-crn", "Korean corporate registration number", patterns: [IdentifierPattern.digits(13)],
        example: "110111-0006249")
}
