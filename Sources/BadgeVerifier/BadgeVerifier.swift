import CryptoCore
public import Encoding
import Transparency

/// Verifies badge files offline. Make one from a client pack and keep it: it remembers the issuing CAs and checkpoints
/// that it has verified. It may be used from many threads at once.
public struct BadgeVerifier: Sendable {
    private let pack: ClientPack
    private let allowTest: Bool
    private let cache = VerifierCache()

    /// A verifier for one authority. Badges of a test authority are refused unless `allowTest`, which belongs into
    /// tests alone.
    public init(pack: ClientPack, allowTest: Bool = false) {
        self.pack = pack
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
    public func verify(
        _ badge: [UInt8], for account: AccountClaim, displayName: String? = nil, at now: Timestamp,
        highWater: HighWaterMark = .none
    ) -> Verdict {
        let request = Request(account: account, displayName: displayName, now: now, highWater: highWater)
        do throws(Refusal) {
            let form = try FormRule.read(badge, trust: pack.trust, cache: cache)
            var examination = Examination(
                pack: pack, allowTest: allowTest, cache: cache, request: request, badge: form)
            let refusal = Rules.firstRefusal(&examination)
            StatusRule.establish(&examination)
            return verdict(examination, refusal)
        } catch {
            return Verdict(
                outcome: error.reason.outcome, reason: error.reason, detail: error.detail, trust: pack.trust,
                account: request.claimedAccount, badge: nil, status: nil, log: nil,
                notEstablished: NotEstablished.list(pack, request), highWater: raised(highWater))
        }
    }

    private func verdict(_ examination: Examination, _ refusal: Refusal?) -> Verdict {
        let request = examination.request
        let isLimited = examination.status?.decisive?.state == .limited
        let outcome = refusal?.reason.outcome ?? (isLimited ? .limited : .trusted)
        return Verdict(
            outcome: outcome, reason: refusal?.reason ?? .ok,
            detail: refusal?.detail ?? examination.goodDetail,
            trust: pack.trust, account: request.claimedAccount, badge: examination.verifiedBadge,
            status: examination.isLogged ? examination.status?.summary(at: request.now) : nil,
            log: examination.isLogged ? examination.logSummary : nil,
            notEstablished: NotEstablished.list(examination, refusal: refusal),
            highWater: raised(request.highWater))
    }

    /// Every verified snapshot of the pack counts as seen, whichever log this badge is of. A staple never does.
    private func raised(_ highWater: HighWaterMark) -> HighWaterMark {
        var result = highWater
        for verified in pack.snapshots {
            let header = verified.snapshot.header
            result.raise(.init(origin: header.origin, key: verified.key.text), to: header.sequence)
        }
        return result
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
        guard issuer != nil, isSignatureVerified, isLogged, let contents else { return nil }
        return VerifiedBadge(
            serial: contents.serial, subject: contents.subject, profile: contents.extensions.profile,
            accounts: contents.extensions.accounts.map(\.text), notBefore: badge.certificate.notBefore,
            notAfter: badge.certificate.notAfter)
    }

    var logSummary: LogSummary {
        LogSummary(origin: badge.checkpoint.checkpoint.origin, size: badge.checkpoint.checkpoint.size)
    }

    /// What a green verdict says: for whom, as of when, by which statement.
    var goodDetail: String {
        guard let contents, let decisive = status?.decisive else { return "" }
        let account = request.claimedAccount.map { " at \($0)" } ?? ""
        let state = decisive.state == .limited ? "limited (no marketing)" : "good"
        return "\"\(contents.subject.displayName)\"\(account), badge \(contents.serial): \(state) as of "
            + "\(decisive.issued) by \(decisive.source.rawValue) \(decisive.sequence)"
    }
}
