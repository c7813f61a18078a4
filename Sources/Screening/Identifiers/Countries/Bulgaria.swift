enum Bulgaria {
    /// Nine digits for companies, ten for people and others.
    static let vat = IdentifierScheme.vat(
        "BG", "Bulgarian", ["#########", "##########"], example: "175074752"
    ) {
        $0.count == 9 ? .init(company($0)) : .init(person($0) || foreigner($0) || other($0))
    }

    private static func company(_ number: IdentifierText) -> Bool {
        let first = number.sum(Array(1...8)) % 11
        let check = first == 10 ? number.sum(Array(3...10)) % 11 % 10 : first
        return check == number.values[8]
    }
    private static func person(_ number: IdentifierText) -> Bool {
        number.sum([2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11 % 10 == number.values[9]
    }
    private static func foreigner(_ number: IdentifierText) -> Bool {
        number.sum([21, 19, 17, 13, 11, 9, 7, 3, 1]) % 10 == number.values[9]
    }
    private static func other(_ number: IdentifierText) -> Bool {
        (11 - number.sum([4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11 == number.values[9]
    }
}
