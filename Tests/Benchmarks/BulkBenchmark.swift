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

    init(badges count: Int) throws {
        authority = try SampleAuthority()
        log = try authority.badges(count)
        snapshot = try authority.snapshot(revoked: SampleAuthority.listed(of: 10_000)).bytes
        pack = try ClientPack(trust: authority.trust().bytes, snapshot: snapshot, checkpoint: nil)
        raw = Self.rawChecks(authority)
    }

    private static func rawChecks(_ authority: SampleAuthority) -> RawChecks {
        RawChecks(
            issuer: authority.caKey.publicKey.spki,
            status: authority.status.verifierKey.publicKey.ed25519Raw ?? [], root: authority.root)
    }

    /// libcrypto's calls with keys and contexts of their own.
    func newRawChecks() -> RawChecks { Self.rawChecks(authority) }

    var badges: [SampleBadge] { log.badges }

    /// Verifies every file with a verifier of its own, so that no badge is met twice.
    func verifyAll(_ file: KeyPath<SampleBadge, [UInt8]>) {
        let verifier = BadgeVerifier(packs: [pack], allowTest: true)
        for badge in badges { verify(badge, file, verifier) }
    }

    /// Verifies one file of a badge, which must be good.
    func verify(_ badge: SampleBadge, _ file: KeyPath<SampleBadge, [UInt8]>, _ verifier: BadgeVerifier) {
        let verdict = verifier.verify(
            badge[keyPath: file], for: .account(badge.account), at: SampleAuthority.now)
        expect(verdict.outcome == .trusted, "a good badge is \(verdict.reason): \(verdict.detail)")
    }

    /// One round of each, one after another, again and again: what disturbs one disturbs its neighbours.
    func run(rounds: Int) {
        var plain: [Double] = []
        var stapled: [Double] = []
        var chains: [Double] = []
        var base: [Double] = []
        for _ in 0..<rounds {
            let signature = Stopwatch.processor {
                for badge in badges { expect(raw.verifiesBadge(badge), "a signature") }
            }
            plain.append(Stopwatch.processor { verifyAll(\.plain) } / signature)
            let staple = Stopwatch.processor {
                for badge in badges { expect(raw.verifiesStaple(badge), "a staple") }
            }
            stapled.append(Stopwatch.processor { verifyAll(\.stapled) } / (signature + staple))
            let some = badges.prefix(max(1, badges.count / 8))
            let chain = Stopwatch.processor {
                for badge in some { expect(raw.verifiesChain(badge, issuer: authority.issuer), "a chain") }
            }
            chains.append(chain / Double(some.count) * Double(badges.count) / signature)
            base.append(signature / Double(badges.count) * 1e6)
        }
        print(
            "bulk verification on one core, issuer known, \(badges.count) badges, medians of \(rounds) rounds"
        )
        report("EVP_PKEY_verify (P-256), microseconds", text(median(base), digits: 1))
        report("files without a staple, of EVP_PKEY_verify", text(median(plain)))
        report("files with a staple, of EVP_PKEY_verify + Ed25519", text(median(stapled)))
        report("d2i_X509 and X509_verify_cert, of EVP_PKEY_verify", text(median(chains)))
    }
}

/// Stops where a figure would be of something that did not work.
func expect(_ condition: Bool, _ what: @autoclosure () -> String) {
    guard !condition else { return }
    print("not verified: \(what())")
    exit(1)
}
