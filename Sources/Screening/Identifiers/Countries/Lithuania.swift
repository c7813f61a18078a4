enum Lithuania {
    /// Nine digits for companies, twelve for others; the last but one is 1.
    static let vat = IdentifierScheme.vat(
        "LT", "Lithuanian", ["#########", "############"], example: "119511515"
    ) { number in
        let count = number.count - 1
        guard number.values[count - 1] == 1 else { return .impossible("the last digit but one is not 1") }
        let first = number.sum((0..<count).map { 1 + $0 % 9 }) % 11
        let check = first == 10 ? number.sum((0..<count).map { 1 + ($0 + 2) % 9 }) % 11 % 10 : first
        return .init(check == number.values[count])
    }
}
