/// Says in plain words where two names that resemble each other differ.
enum NameDifference {
    /// How many characters are listed; more would not be read.
    private static let listed = 4

    static func explain(_ rule: NameMatchRule, _ name: String, _ other: String) -> String {
        let (a, b) = (CodePoints.of(name), CodePoints.of(other))
        if a == b { return "the same name, character for character" }
        let characters = differences(a, b).map { "; \($0)" } ?? ""
        switch rule {
        case .sameName:
            return "the same name but for case, accents, width, spaces, punctuation or legal form"
                + characters
        case .skeleton: return "looks the same (UTS #39 skeleton)" + characters
        case .swap: return "the same with digits read as letters, or rn as m" + characters
        case .words: return "the same words in another order"
        case .distance:
            let (short, long) = (NameKeys(name).letters, NameKeys(other).letters)
            let count = EditDistance.within(2, short, long) ?? 2
            return "\(count == 1 ? "one letter" : "\(count) letters") apart" + characters
        }
    }

    /// Character by character where both have as many; nil where they have not, or too much differs to be read.
    private static func differences(_ a: [UInt32], _ b: [UInt32]) -> String? {
        guard a.count == b.count else { return nil }
        let places = a.indices.filter { a[$0] != b[$0] }
        guard !places.isEmpty, places.count <= 2 * listed else { return nil }
        let shown = places.prefix(listed).map { place in
            "character \(place + 1) is \(describe(a[place])), there \(describe(b[place]))"
        }
        let rest = places.count - shown.count
        return shown.joined(separator: "; ") + (rest > 0 ? "; and \(rest) more" : "")
    }

    private static func describe(_ point: UInt32) -> String {
        let name = Unicode.Scalar(point)?.properties.name.map { " \($0)" } ?? ""
        return CodePoints.name(point) + name
    }
}
