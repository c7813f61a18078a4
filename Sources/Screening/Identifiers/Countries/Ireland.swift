enum Ireland {
    /// Seven digits and one or two letters; before 2013 the second place could be a letter or a sign.
    static let vat = IdentifierScheme.vat(
        "IE", "Irish", ["#######@", "#######@@", "#@#####@", "#+#####@", "#*#####@"], example: "6433435F"
    ) { number in
        guard number.values[1] >= 10 else {
            if number.count == 9, letterValue(number.values[8]) > 22 {
                return .impossible("no number has its second letter")
            }
            let second = number.count == 9 ? letterValue(number.values[8]) : 0
            return .init(letter(number.sum([8, 7, 6, 5, 4, 3, 2]) + 9 * second) == number.bytes[7])
        }
        let digits = [0] + number.values[2..<7] + [number.values[0]]
        let sum = zip(digits, [8, 7, 6, 5, 4, 3, 2]).reduce(0) { $0 + $1.0 * $1.1 }
        return .init(letter(sum) == number.bytes[7])
    }

    private static let letters = Array("WABCDEFGHIJKLMNOPQRSTUV".utf8)
    private static func letter(_ sum: Int) -> UInt8 { letters[sum % 23] }
    /// A is 1; W stands for nothing.
    private static func letterValue(_ value: Int) -> Int { value == 32 ? 0 : value - 9 }

    /// Number of the Companies Registration Office.
    static let register = IdentifierScheme(
        "ie-cro", "Irish company number", patterns: ["#####", "######"], example: "104547")
}
