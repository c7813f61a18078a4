package import Encoding

/// The names of the programme's checks (PROGRAMME section 1).
package enum CheckName {
    /// In the programme's order; `account` is written `account:<uri>` on a case.
    package static let all = [
        "legal-existence", "legal-name", "physical-address", "operation", "contact", "authority", "account",
        "display-name", "denied-lists", "brand", "availability", "consent", "agreement",
    ]

    /// A name that a policy may list.
    package static func isKnown(_ name: String) -> Bool { all.contains { sameBytes($0, name) } }

    /// The fields of the form that a check is about: where one of them changes, it is made again.
    ///
    /// An account is named in its check's own name; lists are searched for names and places.
    static func fields(of check: String) -> [String] {
        let register = ["legalName", "jurisdiction", "registrationNumber"]
        return switch check {
        case "legal-existence": register + ["organizationIdentifier", "businessCategory"]
        case "legal-name": register + ["legalNameAbbreviation"]
        case "physical-address": ["address"]
        case "operation": register
        case "contact": ["contact"]
        case "authority": ["legalName", "contact"]
        case "display-name", "brand": ["displayName", "legalName"]
        case "denied-lists": ["displayName", "legalName", "address", "contact"]
        case "availability": ["supportHours", "responseTime"]
        case "consent": ["consentWording", "consentProof"]
        case "agreement": ["legalName", "agreement"]
        default: []
        }
    }
}

/// What a check came to.
package enum CheckResult: String, Sendable, Hashable, CaseIterable {
    case pass
    case fail
    /// Not made, under a waiver that the policy names.
    case skip
}

/// How much a check's result is worth; a result never claims more than its label.
package enum CheckStrength: String, Sendable, Hashable, CaseIterable {
    case syntax
    case checksum
    case extract
    case person
}

/// One check as recorded on a case.
package struct CheckRecord: Hashable, Sendable {
    package let check: String
    package let result: CheckResult
    package let strength: CheckStrength
    /// When the evidence was collected: its age counts from here.
    package let collected: Timestamp
    /// The waiver's name when the result is `skip`.
    package let waiver: String?
    /// Hashes of the case's documents that show it.
    package let evidence: [String]
    /// How it was checked and what was seen.
    package let remarks: Sealed<CheckRemarks>

    package init(
        check: String, result: CheckResult, strength: CheckStrength, collected: Timestamp, waiver: String?,
        evidence: [String], remarks: Sealed<CheckRemarks>
    ) {
        self.check = check
        self.result = result
        self.strength = strength
        self.collected = collected
        self.waiver = waiver
        self.evidence = evidence
        self.remarks = remarks
    }
}

/// The free text of a check; about people, so sealed in the journal.
package struct CheckRemarks: Hashable, Sendable {
    package let method: String
    package let note: String
    package init(method: String, note: String) {
        self.method = method
        self.note = note
    }
}

/// A recorded check with who and when, as the fold keeps it: the newest of each name counts.
package struct CheckState: Hashable, Sendable {
    package let record: CheckRecord
    package let by: PersonID
    package let at: Timestamp
    package let sequence: UInt64
    /// Version of the terms under which it was recorded; the check of the agreement is about these.
    package let termsVersion: Int64

    /// The last second at which the evidence is young enough under `maximumAgeDays`; nil: no limit of its own.
    package func validUntil(maximumAgeDays: Int64?) -> Timestamp? {
        maximumAgeDays.map { record.collected.adding(seconds: $0 * Timestamp.day) }
    }
}

/// A value that stands in the journal only encrypted under its case's data key (DESIGN 4.5).
///
/// `value` is nil where the key was destroyed or is not at hand; rules that need it then refuse.
package struct Sealed<Value: Hashable & Sendable>: Hashable, Sendable {
    /// nonce ‖ ciphertext ‖ tag, as the journal carries it.
    package let ciphertext: [UInt8]
    /// What it says, where it could be opened.
    package let value: Value?
    package init(ciphertext: [UInt8], value: Value?) {
        self.ciphertext = ciphertext
        self.value = value
    }
}
