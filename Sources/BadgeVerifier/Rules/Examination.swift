import CryptoCore
import Encoding
import Transparency

/// What is asked about one badge file.
final class Request: Sendable {
    let account: AccountClaim
    let displayName: String?
    let now: Timestamp
    let highWater: HighWaterMark

    init(account: AccountClaim, displayName: String?, now: Timestamp, highWater: HighWaterMark) {
        self.account = account
        self.displayName = displayName
        self.now = now
        self.highWater = highWater
    }
}

/// One client pack with what was verified under it. A class, so that the threads of a bulk check share one count of
/// references and not those of everything in the pack.
final class PackContext: Sendable {
    let pack: ClientPack
    let cache = VerifierCache()
    // What is asked for each badge stands here by itself: to ask the pack would copy all of it first.
    let isTest: Bool
    let oids: ProfileOIDs
    let scope: TrustFile.Scope
    let maxStatusAge: Int64
    let tree: PackTree?
    /// The pack's checkpoint.
    let checkpoint: CheckpointEvidence?
    private let snapshots: [ClientPack.VerifiedSnapshot]
    private let states: [UInt16: HighWaterMark.LogSize]

    init(_ pack: ClientPack) {
        self.pack = pack
        isTest = pack.trust.isTest
        oids = pack.trust.oids
        scope = pack.trust.scope
        maxStatusAge = pack.trust.maxStatusAge
        tree = pack.tree
        checkpoint = pack.checkpointEvidence
        snapshots = pack.snapshots
        var states: [UInt16: HighWaterMark.LogSize] = [:]
        for log in pack.trust.logs { states[log.number] = pack.state(of: log) }
        self.states = states
    }

    /// The verified snapshot of a log.
    func snapshot(forLog number: UInt16) -> ClientPack.VerifiedSnapshot? {
        for snapshot in snapshots where snapshot.logNumber == number { return snapshot }
        return nil
    }

    /// The state of a log that the pack vouches for.
    func state(ofLog number: UInt16) -> HighWaterMark.LogSize? { states[number] }
}

/// One run through the steps of DESIGN 7. Each step reads what the earlier ones established and adds its own. A class,
/// since copying all of it from step to step would cost more than most steps.
final class Examination {
    let context: PackContext
    let allowTest: Bool
    let request: Request
    /// From step 1.
    let badge: UnverifiedBadge
    /// From step 2.
    var issuer: IssuingAuthority?
    /// From step 3; the authority's own words once step 4 passed.
    var contents: BadgeContents?
    /// Step 4 passed: the issuing CA signed the badge or, in pack mode, the pack's log holds it.
    var isAuthentic = false
    /// Step 6 passed.
    var isLogged = false
    /// From step 8, or made earlier for the verdict.
    var status: StatusFinding?
    /// The pack's log took the place of steps 4 and 6.
    var isByPack = false

    init(_ context: PackContext, _ request: Request, allowTest: Bool, badge: UnverifiedBadge) {
        self.context = context
        self.request = request
        self.allowTest = allowTest
        self.badge = badge
    }
}

/// One numbered step of DESIGN 7: nil if the badge passes.
typealias Rule = @Sendable (Examination) -> Refusal?

/// Steps 2 to 9 in their order. Step 1 makes what they work on; step 0 is `ClientPack`.
enum Rules {
    static let all: [Rule] = [
        IssuerRule.check, ProfileRule.check, SignatureRule.check, TimeRule.check, LogRule.check,
        AccountRule.check,
        StatusRule.check, ClockRule.check,
    ]

    /// The first step that fails names the reason, except that `revoked` outranks `expired`: somebody who is shown an
    /// old badge should learn that it was taken back.
    static func firstRefusal(_ examination: Examination, rules: [Rule] = all) -> Refusal? {
        for rule in rules {
            guard let refusal = rule(examination) else { continue }
            guard refusal.reason == .expired else { return refusal }
            // So that the verdict can still say whose the expired badge was.
            if !examination.isLogged { _ = LogRule.check(examination) }
            return StatusRule.revocation(examination) ?? refusal
        }
        return nil
    }
}
