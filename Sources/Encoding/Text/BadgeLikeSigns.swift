extension UnicodeText {
    /// Whether people could take a sign for a badge: emoji and symbols such as ✓ ✔ ☑ ✅ 🟢 ®.
    ///
    /// Digits and # * are "emoji" to Unicode and stay allowed.
    package static func isBadgeLike(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.properties.isEmojiPresentation { return true }
        if scalar.properties.isEmoji && scalar.value > 0x7F { return true }
        switch scalar.properties.generalCategory {
        case .otherSymbol, .modifierSymbol: return scalar.value > 0x7F
        // √ and its like; × stands in honest names.
        case .mathSymbol: return scalar.value > 0x7F && scalar.value != 0xD7
        // A circle or keycap around whatever stands before it.
        case .enclosingMark: return true
        // Digits in circles: ① and ❶, but not ² or ½.
        case .otherNumber:
            return (0x2460...0x24FF).contains(scalar.value) || (0x2776...0x2793).contains(scalar.value)
        default: return false
        }
    }
}
