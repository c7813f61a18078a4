import Encoding

/// Why an application is refused: a code with the field it is about and what the business can do (PROGRAMME section 5).
package struct RejectionReason: Hashable, Sendable {
    package let code: String
    /// The form's field or part that it is about.
    package let field: String
    /// What mends it.
    package let hint: String
    /// Whether and when the business may apply again.
    package let resubmission: Resubmission

    /// What a rejection means for the next application.
    package enum Resubmission: String, Sendable, Hashable {
        /// At once, as long as attempts are left.
        case free
        /// After the policy's `reapplicationDays`.
        case later
        /// Not at all: the case is blocked, and only an appeal can change that.
        case never
    }

    /// Whether it is about who applied and not about the business: such a rejection locks out nobody, since anybody can
    /// write another's number into a form.
    package var isAboutApplicant: Bool {
        Self.applicantCodes.contains { sameBytes($0, code) }
    }

    private static let applicantCodes = ["contact-not-authorised", "account-not-controlled"]

    /// Whether a new application may be filed at once.
    package var freeResubmission: Bool { resubmission == .free }

    /// The reason of that code, if the programme has it.
    package init?(code: String) {
        guard let known = Self.all.first(where: { sameBytes($0.code, code) }) else { return nil }
        self = known
    }

    private init(_ code: String, _ field: String, _ hint: String, free: Bool, never: Bool = false) {
        self.code = code
        self.field = field
        self.hint = hint
        resubmission = never ? .never : free ? .free : .later
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
        .init(
            "category-forbidden", "category", "The programme does not cover this category.", free: false,
            never: true),
        .init(
            "denied-list", "legalName", "The business is on a list that the programme must respect.",
            free: false, never: true),
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
