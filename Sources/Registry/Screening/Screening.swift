package import Encoding

/// How much a hit of the screening stops.
package enum HitSeverity: String, Sendable, Hashable, CaseIterable {
    /// To be known; nobody has to do anything.
    case note
    /// Another reviewer clears it with a comment, or the case is not approved.
    case task
}

/// One hit as it stands open in the journal: what the rules of the fold need, and nothing about anybody.
package struct ScreenedHit: Hashable, Sendable {
    /// Counted within the case, from 1; a hit that a later screening finds again keeps its number.
    package let number: Int64
    /// What it is about and by which rule, words of the program: `lookalike`, `skeleton`.
    package let topic: String
    package let rule: String
    package let severity: HitSeverity
    /// Why more people must approve, where a reviewer clears it.
    package let cause: HigherQuorumCause?
    package init(
        number: Int64, topic: String, rule: String, severity: HitSeverity, cause: HigherQuorumCause?
    ) {
        self.number = number
        self.topic = topic
        self.rule = rule
        self.severity = severity
        self.cause = cause
    }

    /// `hit:3`, as commands take it.
    package var name: String { "hit:\(number)" }
}

/// What a hit says to people; it names the business and others, so it stands in the journal only sealed.
package struct HitText: Hashable, Sendable {
    /// The form's field.
    package let field: String
    /// The rejection code that fits; nil where none does.
    package let reason: String?
    package let message: String
    package let hint: String
    /// The case, badge or line of a list that it resembles; empty where there is none.
    package let other: String
    package init(field: String, reason: String?, message: String, hint: String, other: String) {
        self.field = field
        self.reason = reason
        self.message = message
        self.hint = hint
        self.other = other
    }
}

/// A claim that the screening could confirm, and how much that is worth.
package struct ScreenedFact: Hashable, Sendable {
    package let field: String
    package let value: String
    /// `syntax`, `checksum` or `matched in extract of DATE`.
    package let label: String
    package let what: String
    package init(field: String, value: String, label: String, what: String) {
        self.field = field
        self.value = value
        self.label = label
        self.what = what
    }
}

/// The sealed part of a screening.
package struct ScreeningTexts: Hashable, Sendable {
    /// One for each hit, in the same order.
    package let hits: [HitText]
    package let facts: [ScreenedFact]
    package init(hits: [HitText], facts: [ScreenedFact]) {
        self.hits = hits
        self.facts = facts
    }
}

/// One screening of a case, as recorded. It is never made again when a journal is read: other tables would find others.
package struct ScreeningRecord: Hashable, Sendable {
    /// The version of the tables and rules.
    package let tables: String
    /// Hashes of the imported lists and extracts that the case was held against.
    package let imports: [String]
    package let hits: [ScreenedHit]
    package let texts: Sealed<ScreeningTexts>
    package init(tables: String, imports: [String], hits: [ScreenedHit], texts: Sealed<ScreeningTexts>) {
        self.tables = tables
        self.imports = imports
        self.hits = hits
        self.texts = texts
    }

    /// Most hits of one case; the screening itself reports fewer.
    package static let mostHits = 500
}

/// Somebody looked at a hit and found it harmless.
package struct HitClearance: Hashable, Sendable {
    package let note: Sealed<String>
    package let by: PersonID
    package let at: Timestamp
}

/// The newest screening of a case as the fold keeps it.
package struct ScreeningState: Hashable, Sendable {
    package let record: ScreeningRecord
    /// Who ran it: clears none of its hits.
    package let by: PersonID
    package let at: Timestamp
    package let sequence: UInt64
    /// Cleared hits by number, those of earlier screenings that were found again included.
    package var cleared: [Int64: HitClearance]

    /// The hits that somebody has yet to clear.
    package var open: [ScreenedHit] {
        record.hits.filter { $0.severity == .task && cleared[$0.number] == nil }
    }

    /// What a hit says; nil where the case's key is gone.
    package func text(of hit: ScreenedHit) -> HitText? {
        guard let place = record.hits.firstIndex(of: hit), let texts = record.texts.value?.hits,
            place < texts.count
        else { return nil }
        return texts[place]
    }
}
