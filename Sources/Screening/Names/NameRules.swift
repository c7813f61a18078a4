/// The rules for display names (PROGRAMME section 2), each with its own code.
package enum NameRule: String, Hashable, Sendable, CaseIterable {
    case letters, form, invisible, badgeLike = "badge-like", capitals, spaces, claim, generic, place, script,
        direction
    case divergent

    /// The rejection code that fits (PROGRAMME section 5); nil where the form itself is at fault and the applicant
    /// only has to write the name again.
    package var rejection: String? {
        switch self {
        case .letters, .generic, .place: "generic-name"
        case .badgeLike, .claim, .invisible: "badge-like-name"
        case .script, .direction: "lookalike"
        case .divergent: "brand-right-unproven"
        case .form, .capitals, .spaces: nil
        }
    }

    /// Whether the name cannot stay as it is. The others are tasks: a reviewer may find the name right all the same.
    package var isRefusal: Bool {
        switch self {
        case .generic, .place, .divergent: false
        case .letters, .form, .invisible, .badgeLike, .capitals, .spaces, .claim, .script, .direction: true
        }
    }
}

/// What one rule found in a name.
package struct NameFinding: Hashable, Sendable {
    package let rule: NameRule
    /// What is wrong, to be read behind the field's name.
    package let message: String
    /// What to do about it.
    package let hint: String

    init(_ rule: NameRule, _ message: String, _ hint: String) {
        self.rule = rule
        self.message = message
        self.hint = hint
    }
}

/// All rules over one name.
package struct NameRules: Sendable {
    /// Sets of scripts, by Unicode name, that may stand together in one name: the policy's list.
    package let allowedMixes: [Set<String>]

    package init(allowedMixes: [Set<String>] = []) { self.allowedMixes = allowedMixes }

    /// What the rules find, in their order. `legalName` is the name of the company, which a divergent brand must give.
    package func findings(displayName name: String, legalName: String? = nil) -> [NameFinding] {
        let points = CodePoints.of(name)
        return [
            Self.form(name, points), Self.invisible(points), Self.spaces(points), Self.letters(points),
            Self.badgeLike(points), Self.capitals(points), Self.claim(name), Self.direction(points),
            script(name, points), Self.generic(name), Self.place(name),
            legalName.flatMap { Self.divergent(name, $0) },
        ].compactMap { $0 }
    }
}
