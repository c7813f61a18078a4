import Encoding

/// Rules about single characters.
extension NameRules {
    static func form(_ name: String, _ points: [UInt32]) -> NameFinding? {
        guard NormalizationForm.nfc.normalize(points) != points else { return nil }
        return .init(
            .form, "is not in Unicode normalization form C", "Type it again; most keyboards write form C.")
    }

    static func invisible(_ points: [UInt32]) -> NameFinding? {
        let found = points.first { point in
            Unicode.Scalar(point).map(UnicodeText.isControlOrInvisible) ?? true
        }
        return found.map {
            .init(
                .invisible, "contains \(CodePoints.name($0)), a control, bidi or invisible character",
                "Type the name by hand instead of copying it.")
        }
    }

    static func spaces(_ points: [UInt32]) -> NameFinding? {
        let isSpace = points.map { Unicode.Scalar($0)?.properties.isWhitespace ?? false }
        if zip(isSpace, isSpace.dropFirst()).contains(where: { $0 && $1 }) {
            return .init(.spaces, "has repeated spaces", "Leave one space between words.")
        }
        if isSpace.first == true || isSpace.last == true {
            return .init(.spaces, "begins or ends with a space", "Take it out.")
        }
        let other = zip(points, isSpace).first { $0.1 && $0.0 != 0x20 }?.0
        return other.map {
            .init(.spaces, "has \(CodePoints.name($0)) for a space", "Use the ordinary space, U+0020.")
        }
    }

    /// One ideograph says as much as a word.
    static func letters(_ points: [UInt32]) -> NameFinding? {
        let letters = points.compactMap(Unicode.Scalar.init).filter { $0.properties.isAlphabetic }
        if letters.count >= 3 || !letters.isEmpty && letters.allSatisfy({ $0.properties.isIdeographic }) {
            return nil
        }
        return .init(.letters, "needs at least 3 letters", "Write the name in full, as in \"X by Company\".")
    }

    static func badgeLike(_ points: [UInt32]) -> NameFinding? {
        points.compactMap(Unicode.Scalar.init).first(where: UnicodeText.isBadgeLike).map {
            .init(
                .badgeLike,
                "contains \($0) (\(CodePoints.name($0.value))), which people could take for a badge",
                "Leave signs and emoji out; the client shows the badge.")
        }
    }

    /// Acronyms of up to five letters are no shouting.
    static func capitals(_ points: [UInt32]) -> NameFinding? {
        let cased = points.compactMap(Unicode.Scalar.init).filter {
            $0.properties.isUppercase || $0.properties.isLowercase
        }
        guard cased.count > 5, cased.allSatisfy({ $0.properties.isUppercase }) else { return nil }
        return .init(
            .capitals, "is all capitals; only short acronyms may be",
            "Write it as the register does, in mixed case.")
    }

    static func direction(_ points: [UInt32]) -> NameFinding? {
        guard Direction.isMixed(points) else { return nil }
        return .init(
            .direction, "mixes letters that are written in two directions",
            "Write it in one direction: such names are shown in different orders.")
    }

    func script(_ name: String, _ points: [UInt32]) -> NameFinding? {
        guard !Scripts.isSingle(points) else { return nil }
        let scripts = Scripts.names(in: name)
        guard !allowedMixes.contains(where: { $0.isSuperset(of: scripts) }) else { return nil }
        return .init(
            .script, "mixes letters of \(scripts.joined(separator: " and "))",
            "Write it in one script; the policy lists the mixes that are allowed.")
    }
}
