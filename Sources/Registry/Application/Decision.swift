package import Encoding

/// What somebody decided on one revision of a case, or of a badge: the text that they sign (DESIGN 4.5).
///
/// The note `greenbadge/decision@v1` has these lines: registry id, subject, revision, content hash, policy version,
/// verdict, time, expiry. It counts while the revision is current and before its expiry.
package struct Decision: Hashable, Sendable {
    /// What is decided.
    package enum Verdict: Hashable, Sendable {
        case approve
        /// With one of the programme's rejection codes.
        case reject(reason: String)
        /// A suspended badge may be good again.
        case reinstate

        /// `approve`, `reject CODE` or `reinstate`.
        package var text: String {
            switch self {
            case .approve: "approve"
            case .reject(let reason): "reject \(reason)"
            case .reinstate: "reinstate"
            }
        }

        package init?(text: String) {
            switch text {
            case "approve": self = .approve
            case "reinstate": self = .reinstate
            default:
                let parts = text.split(separator: " ", omittingEmptySubsequences: false)
                guard parts.count == 2, parts[0] == "reject", RejectionReason(code: String(parts[1])) != nil
                else {
                    return nil
                }
                self = .reject(reason: String(parts[1]))
            }
        }
    }

    /// Hex SHA-256 of transaction 0.
    package let registry: String
    /// An application's id or a badge's `LOG-INDEX`.
    package let subject: String
    package let revision: UInt64
    /// Hex SHA-256 of the content decided on; for a badge, of its tbsCertificate.
    package let contentHash: String
    package let policyVersion: Int64
    package let verdict: Verdict
    package let time: Timestamp
    package let expiry: Timestamp

    package init(
        registry: String, subject: String, revision: UInt64, contentHash: String, policyVersion: Int64,
        verdict: Verdict, time: Timestamp, expiry: Timestamp
    ) {
        self.registry = registry
        self.subject = subject
        self.revision = revision
        self.contentHash = contentHash
        self.policyVersion = policyVersion
        self.verdict = verdict
        self.time = time
        self.expiry = expiry
    }

    /// Format line.
    package static let format = "greenbadge/decision@v1"

    /// The note's text.
    package var text: String {
        [
            Self.format, registry, subject, String(revision), contentHash, String(policyVersion),
            verdict.text,
            time.description, expiry.description, "",
        ].joined(separator: "\n")
    }

    /// Reads the note's text; nil unless it is canonical.
    package init?(text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count == 10, lines[0] == Self.format, lines[9].isEmpty,
            let revision = UInt64(lines[3]), let policyVersion = Int64(lines[5]),
            let verdict = Verdict(text: lines[6]), let time = Timestamp(lines[7]),
            let expiry = Timestamp(lines[8])
        else { return nil }
        self.init(
            registry: lines[1], subject: lines[2], revision: revision, contentHash: lines[4],
            policyVersion: policyVersion, verdict: verdict, time: time, expiry: expiry)
        guard sameBytes(self.text, text) else { return nil }
    }
}

/// Why an application is refused: a code with the field it is about and what the business can do (PROGRAMME section 5).
package struct RejectionReason: Hashable, Sendable {
    package let code: String
    /// The form's field or part that it is about.
    package let field: String
    /// What mends it.
    package let hint: String
    /// Whether a new application may be filed at once.
    package let freeResubmission: Bool

    /// The reason of that code, if the programme has it.
    package init?(code: String) {
        guard let known = Self.all.first(where: { sameBytes($0.code, code) }) else { return nil }
        self = known
    }

    private init(_ code: String, _ field: String, _ hint: String, free: Bool) {
        self.code = code
        self.field = field
        self.hint = hint
        freeResubmission = free
    }

    /// Every code of the programme.
    package static let all: [RejectionReason] = [
        .init(
            "legal-name-mismatch", "legalName", "Give the name exactly as the register has it.", free: true),
        .init("name-not-in-document", "legalName", "Send a document that shows the legal name.", free: true),
        .init(
            "not-in-registry", "registrationNumber", "Name the register and number under which it is listed.",
            free: true),
        .init(
            "registry-inactive", "registrationNumber", "Apply again once the register shows it as active.",
            free: false),
        .init(
            "number-invalid", "registrationNumber", "Check the number's digits against the register.",
            free: true),
        .init(
            "address-mismatch", "address", "Give the address that the register or a bill shows.", free: true),
        .init(
            "address-not-physical", "address", "Give a place of business, not a box or mail drop.", free: true
        ),
        .init(
            "contact-unreachable", "contact", "Give a contact that answers, listed by an independent source.",
            free: true),
        .init(
            "contact-not-authorised", "contact", "Let somebody with authority confirm the contact.",
            free: true),
        .init("website-missing", "website", "Put up a website that names the business.", free: true),
        .init("website-mismatch", "website", "Show the same name on the website as in the form.", free: true),
        .init(
            "account-not-controlled", "accounts", "Show control of the account with the code that was sent.",
            free: true),
        .init("document-unreadable", "documents", "Send a readable copy.", free: true),
        .init(
            "document-type-refused", "documents", "Send one of the accepted kinds of document.", free: true),
        .init("document-expired", "documents", "Send a current document.", free: true),
        .init("self-issued-evidence", "documents", "Send evidence that somebody else issued.", free: true),
        .init("category-forbidden", "category", "The programme does not cover this category.", free: false),
        .init(
            "denied-list", "legalName", "The business is on a list that the programme must respect.",
            free: false),
        .init(
            "lookalike", "displayName", "Choose a name that cannot be taken for another business.", free: true
        ),
        .init(
            "generic-name", "displayName", "Choose a name that is more than a common word or place.",
            free: true),
        .init(
            "badge-like-name", "displayName", "Take badge-like signs and words out of the name.", free: true),
        .init(
            "brand-right-unproven", "displayName", "Send the mark's registration or proof of a year's use.",
            free: true),
        .init(
            "consent-evidence-missing", "consentProof", "Send a sample record of how consent is given.",
            free: true),
        .init(
            "availability-unproven", "supportHours", "Be reachable in the hours that the form promises.",
            free: true),
        .init("agreement-unsigned", "agreement", "Let a person with authority accept the terms.", free: true),
        .init(
            "discrepancy-unexplained", "documents", "Explain in writing where the documents differ.",
            free: true),
        .init("too-new", "registrationNumber", "Apply again with proof of operation.", free: false),
        .init(
            "duplicate-application", "registrationNumber", "Another case for this business is open.",
            free: false),
        .init("abandoned", "contact", "Apply again; this case waited too long for an answer.", free: true),
    ]
}
