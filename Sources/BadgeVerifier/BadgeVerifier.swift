import CryptoCore
public import Encoding
import Transparency

/// Verifies badge files offline. Make one from the client packs of the authorities that the app trusts and keep it: it
/// remembers the issuing CAs and checkpoints that it has verified. It may be used from many threads at once.
public struct BadgeVerifier: Sendable {
    private let authorities: [PackContext]
    private let marks: MarkMemory
    private let mode: VerificationMode
    private let allowTest: Bool

    /// A verifier for one or several authorities. Each badge is judged by the first pack whose trust file lists the log
    /// that the badge stands in, within that trust file's scope.
    ///
    /// - Parameters:
    ///   - packs: The client packs, one an authority.
    ///   - mode: What a verdict may rest on; the other choice than the default is a trade, see `VerificationMode`.
    ///   - allowTest: Badges of a test authority are refused unless this is set, which belongs into tests alone.
    public init(packs: [ClientPack], mode: VerificationMode = .signatures, allowTest: Bool = false) {
        authorities = packs.map { PackContext($0) }
        marks = MarkMemory()
        self.mode = mode
        self.allowTest = allowTest
    }

    /// Judges one badge file.
    ///
    /// - Parameters:
    ///   - badge: The bytes of the file, from anywhere; broken bytes get a verdict like any others.
    ///   - account: The account the client is dealing with, or `.notChecked`.
    ///   - displayName: The name that the client would show, to be compared with the badge's.
    ///   - now: The time, since the verifier has no clock.
    ///   - highWater: What the last verdict gave back as `highWater`.
    /// - Returns: The outcome with its reason; broken bytes and distrust are values too, nothing is thrown.
    public func verify(
        _ badge: [UInt8], for account: AccountClaim, displayName: String? = nil, at now: Timestamp,
        highWater: HighWaterMark = .none
    ) -> Verdict {
        let request = Request(account: account, displayName: displayName, now: now, highWater: highWater)
        do throws(Refusal) {
            return try judge(badge, request)
        } catch {
            return verdict(error, request, by: authorities.count == 1 ? authorities.first : nil)
        }
    }

    private func judge(_ file: [UInt8], _ request: Request) throws(Refusal) -> Verdict {
        guard var authority = authorities.first else {
            throw Refusal(.untrustedIssuer, "no client pack was given")
        }
        if mode == .packInclusion, let found = examineByPack(file, request) {
            return verdict(found.examination, found.refusal)
        }
        var parts = try FormRule.parts(file, authority.cache)
        var isListed = true
        if authorities.count > 1 {
            let origin = parts.origin
            let place = authorities.firstIndex { $0.pack.trust.log(origin: origin) != nil }
            isListed = place != nil
            if let place, place > 0 {
                authority = authorities[place]
                // What is known of an issuing CA is known under one authority's roots.
                parts = try FormRule.parts(file, authority.cache)
            }
        }
        let form = try FormRule.read(parts, authority)
        guard isListed else {
            throw Refusal(
                .untrustedIssuer,
                "none of the \(authorities.count) trust files lists the log \(parts.origin). Is the authority's client "
                    + "pack among those given?")
        }
        let examination = Examination(authority, request, allowTest: allowTest, badge: form)
        let refusal = Rules.firstRefusal(examination)
        StatusRule.establish(examination)
        return verdict(examination, refusal)
    }

    /// The first pack that answers for a badge by its own log.
    private func examineByPack(
        _ file: [UInt8], _ request: Request
    ) -> (examination: Examination, refusal: Refusal?)? {
        for authority in authorities {
            let found = PackMode.examine(file, authority, request, allowTest: allowTest)
            if let found { return found }
        }
        return nil
    }

    /// The verdict about a file that no examination was possible of.
    private func verdict(_ refusal: Refusal, _ request: Request, by authority: PackContext?) -> Verdict {
        Verdict(
            outcome: refusal.reason.outcome, refusal: refusal, authority: authority,
            account: request.claimedAccount, badge: nil, status: nil, log: nil,
            gaps: NotEstablished(authority, request), highWater: raised(request))
    }

    private func verdict(_ examination: Examination, _ refusal: Refusal?) -> Verdict {
        let request = examination.request
        let isLimited = examination.status?.decisive?.state == .limited
        let outcome = refusal?.reason.outcome ?? (isLimited ? .limited : .trusted)
        return Verdict(
            outcome: outcome, refusal: refusal, authority: examination.context,
            account: request.claimedAccount,
            badge: examination.verifiedBadge,
            status: examination.isLogged ? examination.status?.summary(at: request.now) : nil,
            log: examination.isLogged ? examination.logSummary : nil,
            gaps: NotEstablished(examination, refusal: refusal), highWater: raised(request))
    }

    /// What every pack shows counts as seen, whichever badge is looked at: verified snapshots, and checkpoints that
    /// continue what was seen before. What a badge file carries never does, so that no badge can outdate a pack.
    private func raised(_ request: Request) -> HighWaterMark {
        if let known = marks.recall(request) { return known }
        var mark = request.highWater
        for authority in authorities { authority.pack.raise(&mark, at: request.now) }
        marks.keep(mark, for: request)
        return mark
    }
}

extension Request {
    /// The account of the claim, nil where none was checked.
    var claimedAccount: String? {
        if case .account(let account) = account { account } else { nil }
    }
}

extension Examination {
    /// The badge as a value, once chain, signature and log were verified. The only place that makes one.
    var verifiedBadge: VerifiedBadge? {
        guard issuer != nil, isAuthentic, isLogged, let contents else { return nil }
        return VerifiedBadge(
            contents, notBefore: badge.certificate.notBefore, notAfter: badge.certificate.notAfter)
    }

    var logSummary: LogSummary {
        LogSummary(origin: badge.checkpoint.checkpoint.origin, size: badge.checkpoint.checkpoint.size)
    }
}
