public import Encoding

/// What a badge says, once its chain, signature and place in the log were verified. Only the verifier makes one.
///
/// It is not a statement of trust by itself: the verdict is, since the badge may be revoked or belong to somebody else.
public struct VerifiedBadge: Hashable, Sendable {
    private let contents: BadgeContents
    /// First second of validity.
    public let notBefore: Timestamp
    /// Last second of validity.
    public let notAfter: Timestamp

    init(_ contents: BadgeContents, notBefore: Timestamp, notAfter: Timestamp) {
        self.contents = contents
        self.notBefore = notBefore
        self.notAfter = notAfter
    }

    /// Log number and index.
    package var serial: BadgeSerial { contents.serial }
    /// The business.
    package var subject: BadgeSubject { contents.subject }
    /// The profile.
    package var profile: BadgeProfile { contents.extensions.profile }
    /// The bound accounts, canonical.
    public var accounts: [String] { contents.extensions.accounts.map(\.text) }
    /// The badge as people write it, for example `1-42`.
    public var id: String { serial.description }
    /// The name to show.
    public var displayName: String { subject.displayName }
    /// The full legal name.
    public var legalName: String { profile.legalName ?? subject.organization }
    /// Country of the place of business, ISO 3166-1 alpha-2.
    public var country: String { subject.country }
    /// The number in the register of the jurisdiction.
    public var registrationNumber: String { subject.registrationNumber }
    /// Another verified business has this name: show country and registration number beside it.
    public var isHomonym: Bool { profile.homonym }
    /// The profile (verified since, category, links, hours) as canonical JSON.
    public var profileJSON: String { profile.json.canonicalText }
}
