public import Encoding

/// The answer about one badge file: never a bare yes, but good as of a time, by a policy, for an account, and with a
/// list of what was not established.
public struct Verdict: Sendable {
    /// What the client may show.
    public enum Outcome: String, Hashable, Sendable, CaseIterable {
        /// Green.
        case trusted
        /// Green, but the business may not market.
        case limited
        /// Nothing to show: the badge does not hold for this account.
        case untrusted
        /// Grey: it cannot be told with the data at hand; see `asOf`.
        case undetermined
    }

    /// What the client may show.
    public let outcome: Outcome
    /// The first step that failed, or `ok`.
    public let reason: ReasonCode
    /// The values compared, the limit and what to do. For people: logs, support, developers.
    public let detail: String
    /// The authority is a test authority: its badges mean nothing.
    public let isTest: Bool
    /// Name of the authority, from its trust file; nil where several were given and none knows the badge's log.
    public let authority: String?
    /// The account that was asked about; nil where it was not checked.
    public let account: String?
    /// What the badge says; only once its chain, signature and place in the log were verified.
    public let badge: VerifiedBadge?
    /// The status statement behind the verdict; nil where the badge is not proven to be logged.
    package let status: StatusSummary?
    /// The log the badge is proven to stand in.
    package let log: LogSummary?
    /// What this verdict does not say, each a sentence for people.
    public let notEstablished: [String]
    /// What to keep and give to the next verification: the mark that was given, raised by every pack.
    public let highWater: HighWaterMark

    init(
        outcome: Outcome, reason: ReasonCode, detail: String, trust: TrustFile?, account: String?,
        badge: VerifiedBadge?, status: StatusSummary?, log: LogSummary?, notEstablished: [String],
        highWater: HighWaterMark
    ) {
        self.outcome = outcome
        self.reason = reason
        self.detail = detail
        isTest = trust?.isTest ?? false
        authority = trust?.name
        self.account = account
        self.badge = badge
        self.status = status
        self.log = log
        self.notEstablished = notEstablished
        self.highWater = highWater
    }

    /// The badge may be shown as verified: trusted or limited.
    public var isTrusted: Bool { outcome == .trusted || outcome == .limited }

    /// The business may send marketing to users who opted in.
    public var marketingAllowed: Bool { outcome == .trusted }

    /// When the authority issued the status that this verdict rests on; nil where the badge is not proven to be logged or
    /// there is no status of its log.
    public var asOf: Timestamp? { status?.asOf }
}
