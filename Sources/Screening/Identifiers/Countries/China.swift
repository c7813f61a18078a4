enum China {
    /// Unified social credit code (GB 32100-2015): 31 characters, weights are powers of three.
    static let register = IdentifierScheme(
        "cn-uscc", "Chinese unified social credit code", patterns: [String(repeating: "*", count: 18)],
        example: "91110000600037341L"
    ) { number in
        let values = number.bytes.map { alphabet.firstIndex(of: $0) }
        guard !values.contains(nil), number.values[2..<8].allSatisfy({ $0 < 10 }) else {
            return .impossible("a letter that such codes do not have (I, O, S, V, Z), or one in the region")
        }
        var (sum, weight) = (0, 1)
        for value in values.dropLast().compactMap({ $0 }) {
            sum += value * weight
            weight = weight * 3 % 31
        }
        return .init((31 - sum % 31) % 31 == values.last ?? nil)
    }

    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
}
