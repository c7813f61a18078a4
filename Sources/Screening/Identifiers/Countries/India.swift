enum India {
    /// PAN: three letters, the holder's kind, a letter of the name, four digits, a letter whose rule is not published.
    static let pan = IdentifierScheme("in-pan", "Indian PAN", patterns: ["@@@@@####@"], example: "AAPFU0939F")
    {
        panProblem($0).map { .impossible($0) } ?? .absent
    }

    /// GSTIN: state, PAN, number of registration, Z, check character (Luhn modulo 36).
    static let gstin = IdentifierScheme(
        "in-gstin", "Indian GSTIN", patterns: ["##@@@@@####@***"], example: "27AAPFU0939F1ZV",
        identity: { "in-gstin:\($0.text)" }
    ) { number in
        let state = number.number(0..<2)
        guard (1...38).contains(state) || state == 97 || state == 99 else {
            return .impossible("there is no state \(state)")
        }
        if let problem = panProblem(number.part(2..<12)) { return .impossible(problem) }
        let sum = number.values.reversed().enumerated().reduce(0) { sum, digit in
            let product = digit.element * (digit.offset % 2 == 0 ? 1 : 2)
            return sum + product / 36 + product % 36
        }
        return .init(sum % 36 == 0)
    }

    /// Company, person, Hindu family, firm, association, trust, government and the rest of the published kinds.
    private static func panProblem(_ number: IdentifierText) -> String? {
        guard "ABCEFGHJKLPT".utf8.contains(number.bytes[3]) else {
            return "no kind of holder has the fourth letter"
        }
        return number.number(5..<9) == 0 ? "the digits are 0000" : nil
    }

    /// CIN: listing, industry, state, year, ownership, number.
    static let register = IdentifierScheme(
        "in-cin", "Indian CIN", patterns: ["@#####@@####@@@######"], example: "L17110MH1973PLC019786")
}
