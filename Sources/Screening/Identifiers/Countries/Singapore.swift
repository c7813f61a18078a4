enum Singapore {
    /// UEN in its three forms: businesses, local companies, all others.
    static let register = IdentifierScheme(
        "sg-uen", "Singapore UEN", prefixes: ["UEN"],
        patterns: ["########@", "#########@", "@##@@####@", "@##@#####@"],
        example: "197401143C"
    ) { number in
        if number.values[0] >= 10 { return other(number) }
        return number.count == 9
            ? .init(Array("XMKECAWLJDB".utf8)[number.sum([10, 4, 9, 3, 8, 2, 7, 1]) % 11] == number.bytes[8])
            : .init(
                Array("ZKCMDNERGWH".utf8)[number.sum([10, 8, 6, 4, 9, 7, 5, 3, 1]) % 11] == number.bytes[9])
    }

    private static let kinds = [
        "CC", "CD", "CH", "CL", "CM", "CP", "CS", "CX", "DP", "FB", "FC", "FM", "FN", "GA", "GB", "GS", "HC",
        "HS",
        "LL", "LP", "MB", "MC", "MD", "MH", "MM", "MQ", "NB", "NR", "PA", "PB", "PF", "RF", "RP", "SM", "SS",
        "TC",
        "TU", "VH", "XL",
    ]

    private static func other(_ number: IdentifierText) -> IdentifierScheme.Outcome {
        guard "RST".utf8.contains(number.bytes[0]) else {
            return .impossible("it begins with none of R, S and T")
        }
        let kind = number.part(3..<5).text
        guard kinds.contains(where: { $0.utf8.elementsEqual(kind.utf8) }) else {
            return .impossible("there is no kind of entity \(kind)")
        }
        let alphabet = Array("ABCDEFGHJKLMNPQRSTUVWX0123456789".utf8)
        let values = number.bytes.compactMap { alphabet.firstIndex(of: $0) }
        guard values.count == 10 else { return .impossible("a letter that such numbers do not have") }
        let sum = zip(values, [4, 3, 5, 3, 10, 2, 2, 5, 7]).reduce(0) { $0 + $1.0 * $1.1 }
        return .init((sum + 6) % 11 == values[9])
    }
}
