/// What a letter to a business is about; its name is that of its template.
package enum LetterKind: String, Sendable, Hashable, CaseIterable {
    // A case on its way.
    case received
    case question
    /// The answer to a question is due soon.
    case reminder
    case answered
    /// Control of an account is to be shown; the secret itself is not repeated.
    case challenge
    /// Nobody answered in time.
    case expired
    case withdrawn

    // Decisions.
    case approved
    case rejected
    /// Rejected for a reason for which the business cannot apply again.
    case blocked
    case appealed
    case upheld
    case reversed

    // A badge.
    case issued
    case limited
    case suspended
    case reinstated
    case revoked
    case superseded
    case renewal
    case ended

    /// What its template may name, beside `LetterField.common`.
    package var fields: [LetterField] {
        switch self {
        case .received, .answered, .withdrawn: []
        case .question, .reminder, .expired: [.question, .deadline]
        case .challenge: [.account, .deadline, .code, .host]
        case .approved: [.fee, .key]
        case .rejected: [.reason, .field, .hint, .explanation, .appealUntil, .reapplyFrom]
        case .blocked: [.reason, .field, .hint, .explanation, .appealUntil]
        case .appealed: [.statement, .deadline]
        case .upheld: [.reason, .field, .hint, .explanation, .reapplyFrom, .never]
        case .reversed: [.explanation]
        case .issued: [.badge, .accounts, .validUntil, .renewalFrom]
        case .limited, .suspended: [.badge, .validUntil, .reason, .hint]
        case .reinstated, .renewal, .ended: [.badge, .validUntil]
        case .revoked: [.badge, .validUntil, .reason, .hint, .asked]
        case .superseded: [.badge, .validUntil, .reason, .hint, .successor]
        }
    }
}

/// Something that a letter says of its case; its name is the placeholder in templates.
package enum LetterField: String, Sendable, Hashable, CaseIterable {
    case authority
    case website
    case date
    case `case`
    case business
    case legalName
    case signs
    case test

    case question
    case statement
    case explanation
    case deadline
    case account
    case code
    case host
    case fee
    case key
    case reason
    case field
    case hint
    case appealUntil
    case reapplyFrom
    case never
    case badge
    case accounts
    case validUntil
    case renewalFrom
    case asked
    case successor

    /// What every letter has.
    package static let common: [LetterField] = [
        .authority, .website, .date, .case, .business, .legalName, .signs, .test,
    ]

    /// One line for who writes templates.
    package var meaning: String {
        switch self {
        case .authority: "the authority's name"
        case .website: "the authority's address on the web"
        case .date: "the day of the letter"
        case .case: "the id of the case"
        case .business: "the display name that the business asked for"
        case .legalName: "the business's legal name"
        case .signs: "yes where the business gave a key, so that it can sign answers and appeals; else empty"
        case .test: "yes where this is a test authority; else empty"
        case .question: "what was asked"
        case .statement: "the business's appeal"
        case .explanation: "what was written for the business beside the decision; may be empty"
        case .deadline: "the last minute in which it is in time"
        case .account: "the account of which control is to be shown"
        case .code: "yes where a code was sent to the account; else empty"
        case .host: "the host that is to show a file or a DNS text; empty for a code"
        case .fee: "yes where a fee is to be paid first; else empty"
        case .key: "yes where the business has not given its key; else empty"
        case .reason: "the code of the reason"
        case .field: "the field of the form that it is about"
        case .hint: "what mends it, or what the reason means"
        case .appealUntil: "the last minute in which an appeal is in time"
        case .reapplyFrom: "from when a new application is taken in; empty for at once"
        case .never: "yes where no new application is taken in; else empty"
        case .badge: "the badge, as 1-42"
        case .accounts: "the accounts that the badge is bound to"
        case .validUntil: "the badge's last minute"
        case .renewalFrom: "the day from which its renewal is offered"
        case .asked: "yes where the business itself asked; else empty"
        case .successor: "the badge that follows, as 1-43"
        }
    }
}
