import CryptoCore
import Encoding
import Transparency

/// What is asked about one badge file.
struct Request: Sendable {
    let account: AccountClaim
    let displayName: String?
    let now: Timestamp
    let highWater: HighWaterMark
}

/// One client pack with what was verified under it. A class, so that the threads of a bulk check share one count of
/// references and not those of everything in the pack.
final class PackContext: Sendable {
    let pack: ClientPack
    let cache = VerifierCache()

    init(_ pack: ClientPack) { self.pack = pack }
}

/// One run through the steps of DESIGN 7. Each step reads what the earlier ones established and adds its own.
struct Examination: Sendable {
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

    var pack: ClientPack { context.pack }
    var cache: VerifierCache { context.cache }
    var trust: TrustFile { context.pack.trust }
}

/// One numbered step of DESIGN 7: nil if the badge passes.
typealias Rule = @Sendable (inout Examination) -> Refusal?

/// Steps 2 to 9 in their order. Step 1 makes what they work on; step 0 is `ClientPack`.
enum Rules {
    static let all: [Rule] = [
        IssuerRule.check, ProfileRule.check, SignatureRule.check, TimeRule.check, LogRule.check,
        AccountRule.check,
        StatusRule.check, ClockRule.check,
    ]

    /// The first step that fails names the reason, except that `revoked` outranks `expired`: somebody who is shown an
    /// old badge should learn that it was taken back.
    static func firstRefusal(_ examination: inout Examination, rules: [Rule] = all) -> Refusal? {
        for rule in rules {
            guard let refusal = rule(&examination) else { continue }
            guard refusal.reason == .expired else { return refusal }
            // So that the verdict can still say whose the expired badge was.
            if !examination.isLogged { _ = LogRule.check(&examination) }
            return StatusRule.revocation(&examination) ?? refusal
        }
        return nil
    }
}
