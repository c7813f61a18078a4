import BadgeVerifier
import CryptoCore
import Encoding
import Testing
import Transparency

/// A client that trusts more than one authority.
@Suite struct SeveralAuthoritiesTests {
    let first: VirtualAuthority
    let second: VirtualAuthority

    init() throws {
        first = try VirtualAuthority(.ed25519)
        second = try VirtualAuthority(
            .ed25519, arc: ProfileOIDs.documentationArc.appending(8), logName: "other.example.net/log",
            keySeed: 40)
    }

    private func packs() throws -> [ClientPack] {
        [
            try first.pack(nil),
            try second.pack(
                nil, snapshot: second.snapshot(),
                trust: second.trust {
                    $0.name = "Second Authority"
                    $0.scope = .init(accountKinds: [.tel], countries: ["NL"])
                }),
        ]
    }

    @Test func `each badge is judged by the authority of its log, which the verdict names`() throws {
        let verifier = BadgeVerifier(packs: try packs(), allowTest: true)
        let one = verifier.verdict(try first.badge())
        let two = verifier.verdict(try second.badge())
        #expect(one.reason == .ok && one.authority == "Test Authority")
        #expect(two.reason == .ok && two.authority == "Second Authority")
        let reversed = BadgeVerifier(packs: try packs().reversed(), allowTest: true)
        #expect(reversed.verdict(try second.badge()).authority == "Second Authority")
    }

    @Test func `an authority speaks only within its own scope`() throws {
        let verifier = BadgeVerifier(packs: try packs(), allowTest: true)
        let outside = verifier.verdict(try second.badge(), for: .account("https://airline.example"))
        #expect(outside.reason == .outOfScope && outside.authority == "Second Authority")
        #expect(verifier.verdict(try first.badge(), for: .account("https://airline.example")).reason == .ok)
    }

    @Test func `no authority can speak for another's log or chain`() throws {
        let verifier = BadgeVerifier(packs: try packs(), allowTest: true)
        // A badge of the first authority's CA with a proof of the second's log.
        let crossed = try first.badge {
            $0.origin = second.origin
            $0.checkpointSigners = [second.logSigner]
            $0.staple = nil
        }
        let verdict = verifier.verdict(crossed)
        #expect(verdict.reason == .untrustedIssuer && verdict.authority == "Second Authority")
    }

    @Test func `a badge of none of them names nobody`() throws {
        let third = try VirtualAuthority(.ed25519, logName: "third.example/log", keySeed: 80)
        let verifier = BadgeVerifier(packs: try packs(), allowTest: true)
        let verdict = verifier.verdict(try third.badge())
        #expect(verdict.reason == .untrustedIssuer && verdict.authority == nil && !verdict.isTest)
        #expect(verdict.detail.contains("third.example/log"))
        #expect(verifier.verdict([]).authority == nil)
        #expect(BadgeVerifier(packs: []).verdict(try first.badge()).reason == .untrustedIssuer)
    }

    @Test func `the mark of one verdict remembers every pack`() throws {
        let mark = BadgeVerifier(packs: try packs(), allowTest: true).verdict(try first.badge()).highWater
        #expect(mark.text.contains(" \(first.origin) "))
        #expect(mark.text.contains(" \(second.origin) "))
    }
}
