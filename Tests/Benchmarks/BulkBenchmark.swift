import BadgeVerifier
import CryptoCore
import Encoding
import Glibc
import Transparency

/// Many badges of one authority, one after another: the issuing CA and the checkpoint are known after the first.
struct BulkBenchmark {
    let authority: SampleAuthority
    let log: SampleLog
    /// The status of the log's badges, one in a hundred revoked.
    let snapshot: [UInt8]
    let pack: ClientPack
    let raw: RawChecks
    /// The files without and with a staple, and the signatures in them.
    let plain: [SampleBadge.Question]
    let stapled: [SampleBadge.Question]
    let signatures: [SampleBadge.Signed]
    private let staples: [SampleBadge.Signed]

    init(badges count: Int) throws {
        authority = try SampleAuthority()
        log = try authority.badges(count)
        snapshot = try authority.snapshot(revoked: SampleAuthority.listed(of: 10_000)).bytes
        pack = try ClientPack(trust: authority.trust().bytes, snapshot: snapshot, checkpoint: nil)
        raw = Self.rawChecks(authority)
        plain = log.badges.map(\.plain)
        stapled = log.badges.map(\.stapled)
        signatures = log.badges.map(\.signed)
        staples = log.badges.map(\.staple)
    }

    private static func rawChecks(_ authority: SampleAuthority) -> RawChecks {
        RawChecks(
            issuer: authority.caKey.publicKey.spki,
            status: authority.status.verifierKey.publicKey.ed25519Raw ?? [], root: authority.root)
    }

    /// libcrypto's calls with keys and contexts of their own.
    func newRawChecks() -> RawChecks { Self.rawChecks(authority) }

    /// Verifies files, all good ones, with a verifier of its own, so that no badge is met twice.
    func verifyAll(_ questions: [SampleBadge.Question]) {
        let verifier = BadgeVerifier(packs: [pack], allowTest: true)
        for question in questions { ask(question, verifier) }
    }

    /// Verifies a file, which must be good.
    func ask(_ question: SampleBadge.Question, _ verifier: BadgeVerifier) {
        let verdict = verifier.verify(
            question.file, for: .account(question.account), at: SampleAuthority.now)
        expect(verdict.outcome == .trusted, "a good badge is \(verdict.reason): \(verdict.detail)")
    }

    /// Verifies the signature of every badge, and nothing else.
    func verifySignatures() {
        for signed in signatures { expect(raw.verifiesBadge(signed), "a signature") }
    }

    /// One round of each, one after another, again and again: what disturbs one disturbs its neighbours.
    func run(rounds: Int) {
        let some = log.badges.prefix(max(1, log.badges.count / 8)).map(\.certificate)
        var withoutStaple: [Double] = []
        var withStaple: [Double] = []
        var chains: [Double] = []
        var base: [Double] = []
        for _ in 0..<rounds {
            let signature = Stopwatch.processor { verifySignatures() }
            withoutStaple.append(Stopwatch.processor { verifyAll(plain) } / signature)
            let staple = Stopwatch.processor {
                for staple in staples { expect(raw.verifiesStaple(staple), "a staple") }
            }
            withStaple.append(Stopwatch.processor { verifyAll(stapled) } / (signature + staple))
            let chain = Stopwatch.processor {
                for certificate in some {
                    expect(raw.verifiesChain(certificate, issuer: authority.issuer), "a chain")
                }
            }
            chains.append(chain / Double(some.count) * Double(plain.count) / signature)
            base.append(signature / Double(plain.count) * 1e6)
        }
        print(
            "bulk verification on one core, issuer known, \(plain.count) badges, medians of \(rounds) rounds"
        )
        report("EVP_PKEY_verify (P-256), microseconds", text(median(base), digits: 1))
        report("files without a staple, of EVP_PKEY_verify", text(median(withoutStaple)))
        report("files with a staple, of EVP_PKEY_verify + Ed25519", text(median(withStaple)))
        report("d2i_X509 and X509_verify_cert, of EVP_PKEY_verify", text(median(chains)))
    }
}

/// Stops where a figure would be of something that did not work.
func expect(_ condition: Bool, _ what: @autoclosure () -> String) {
    guard !condition else { return }
    print("not verified: \(what())")
    exit(1)
}
