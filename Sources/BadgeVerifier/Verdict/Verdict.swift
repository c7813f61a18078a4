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
    public var detail: String { refusal?.detail ?? goodDetail }
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
    public var notEstablished: [String] { gaps.sentences }
    /// What to keep and give to the next verification: the mark that was given, raised by every pack.
    public let highWater: HighWaterMark
    // The texts are made when they are read: whoever verifies many badges reads few.
    private let refusal: Refusal?
    private let gaps: NotEstablished

    init(
        outcome: Outcome, refusal: Refusal?, authority: PackContext?, account: String?, badge: VerifiedBadge?,
        status: StatusSummary?, log: LogSummary?, gaps: NotEstablished, highWater: HighWaterMark
    ) {
        self.outcome = outcome
        reason = refusal?.reason ?? .ok
        self.refusal = refusal
        self.gaps = gaps
        isTest = authority?.pack.trust.isTest ?? false
        self.authority = authority?.pack.trust.name
        self.account = account
        self.badge = badge
        self.status = status
        self.log = log
        self.highWater = highWater
    }

    /// What a green verdict says: for whom, as of when, by which statement.
    private var goodDetail: String {
        guard let badge, let status else { return "" }
        let account = account.map { " at \($0)" } ?? ""
        let state = status.state == .limited ? "limited (no marketing)" : "good"
        return "\"\(badge.displayName)\"\(account), badge \(badge.serial): \(state) as of "
            + "\(status.asOf) by \(status.source.rawValue) \(status.sequence)"
    }

    /// The badge may be shown as verified: trusted or limited.
    public var isTrusted: Bool { outcome == .trusted || outcome == .limited }

    /// The business may send marketing to users who opted in.
    public var marketingAllowed: Bool { outcome == .trusted }

    /// When the authority issued the status that this verdict rests on; nil where the badge is not proven to be logged or
    /// there is no status of its log.
    public var asOf: Timestamp? { status?.asOf }
}
