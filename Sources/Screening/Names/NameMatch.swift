/// By which rule two names can be taken for each other, the surest first.
package enum NameMatchRule: String, Hashable, Sendable, CaseIterable {
    /// Equal after NFKC, case folding and taking the legal form away.
    case sameName = "same-name"
    /// The same skeleton (UTS #39): the letters look alike.
    case skeleton
    /// Digits for letters, or `rn` for `m`.
    case swap
    /// The same words in another order.
    case words
    /// One letter apart, or two from eight letters on.
    case distance
}

/// How two names resemble each other.
package struct NameMatch: Hashable, Sendable {
    package let rule: NameMatchRule
    /// Where they differ, in plain words with code points.
    package let explanation: String

    /// Compares two names; nil where they are told apart.
    package init?(_ name: String, _ other: String) {
        self.init(name, NameKeys(name), other, NameKeys(other))
    }

    init?(_ name: String, _ keys: NameKeys, _ other: String, _ otherKeys: NameKeys) {
        guard let rule = Self.rule(keys, otherKeys) else { return nil }
        self.rule = rule
        explanation = NameDifference.explain(rule, name, other)
    }

    private static func rule(_ a: NameKeys, _ b: NameKeys) -> NameMatchRule? {
        if a.folded == b.folded || a.letters == b.letters && a.letters.count >= 3 { return .sameName }
        if a.skeletons.contains(where: b.skeletons.contains) { return .skeleton }
        if a.swapped == b.swapped { return .swap }
        if a.tokens.count > 1 && a.sorted == b.sorted { return .words }
        let limit = EditDistance.limit(min(a.letters.count, b.letters.count))
        // One edit changes two bits of the masks at most.
        return limit > 0 && (a.mask ^ b.mask).nonzeroBitCount <= 2 * limit
            && EditDistance.within(limit, a.letters, b.letters) != nil ? .distance : nil
    }
}
