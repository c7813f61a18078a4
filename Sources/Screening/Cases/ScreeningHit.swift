/// What a hit is about; with the rule it makes the hit's code.
package enum ScreeningTopic: String, Hashable, Sendable, CaseIterable {
    /// An identifier that breaks its scheme.
    case identifier
    /// A domain name that is none, or that mixes scripts.
    case domain
    /// A rule for display names.
    case name
    /// A name that can be taken for another's.
    case lookalike
    /// The same name in another jurisdiction: the badge must carry the flag.
    case homonym
    /// An address at which nobody works.
    case address
    /// Something that another case or badge has too.
    case duplicate
    /// Somebody of an imported list of those with whom no business is done.
    case denied
    /// Something that an imported extract of a register says otherwise.
    case register
}

/// How much a hit stops.
package enum ScreeningSeverity: String, Hashable, Sendable, CaseIterable {
    /// Nobody has to do anything.
    case note
    /// Another reviewer looks at it and clears it with a comment, or the case is rejected.
    case task
    /// The form cannot be taken in as it is.
    case refusal
}

/// One thing that screening found in a case, explained.
package struct ScreeningHit: Hashable, Sendable {
    package let topic: ScreeningTopic
    /// Which of the topic's rules: `check-digit`, `skeleton`, `script`, `account`.
    package let rule: String
    package let severity: ScreeningSeverity
    /// The form's field.
    package let field: String
    /// The rejection code that fits (PROGRAMME section 5); nil where none does.
    package let reason: String?
    /// What was found, in plain words; begins with the field's value or what it is.
    package let message: String
    /// What the applicant or the reviewer does next.
    package let hint: String
    /// What it resembles or shares: a case, a badge, a line of a list; empty where there is no other.
    package let other: String

    package init(
        _ topic: ScreeningTopic, _ rule: String, _ severity: ScreeningSeverity, field: String,
        reason: String? = nil,
        message: String, hint: String, other: String = ""
    ) {
        self.topic = topic
        self.rule = rule
        self.severity = severity
        self.field = field
        self.reason = reason
        self.message = message
        self.hint = hint
        self.other = other
    }

    /// Topic and rule, as commands print it: `lookalike/skeleton`.
    package var code: String { "\(topic.rawValue)/\(rule)" }
}

/// A claim that screening could confirm, with how much that is worth.
package struct ScreeningFact: Hashable, Sendable {
    package let field: String
    /// The claim in its canonical form.
    package let value: String
    /// `syntax`, `checksum`, or `matched in extract of DATE`.
    package let label: String
    /// What it is: the scheme's name, the extract's.
    package let what: String
}
