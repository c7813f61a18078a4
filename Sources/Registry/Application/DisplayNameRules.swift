import Encoding

/// The part of the display-name rules that a form can be held to without tables (PROGRAMME section 2).
///
/// Script mixing, look-alikes and brands are screened later; here stand letters, capitals, spaces and badge-like signs.
package enum DisplayNameRules {
    /// What is wrong with the name, in plain words; empty when nothing is.
    package static func problems(in name: String) -> [String] {
        var problems: [String] = []
        let scalars = Array(name.unicodeScalars)
        let letters = scalars.filter { $0.properties.isAlphabetic }
        if letters.count < 3 && !(letters.count >= 1 && letters.allSatisfy(isIdeographic)) {
            problems.append("needs at least 3 letters")
        }
        if let sign = scalars.first(where: UnicodeText.isBadgeLike) {
            problems.append("contains \(sign), which clients could take for a badge or an emoji")
        }
        if zip(scalars, scalars.dropFirst()).contains(where: { $0.value == 0x20 && $1.value == 0x20 }) {
            problems.append("has repeated spaces")
        }
        let cased = letters.filter { $0.properties.isUppercase || $0.properties.isLowercase }
        if cased.count > 5 && cased.allSatisfy({ $0.properties.isUppercase }) {
            problems.append("is all capitals; only short acronyms may be")
        }
        let words = name.lowercased().split { !($0.isLetter || $0.isNumber) }
        for word in ["official", "verified"] where words.contains(where: { sameBytes($0, word) }) {
            problems.append("contains the word \"\(word)\"")
        }
        return problems
    }

    private static func isIdeographic(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isIdeographic }
}
