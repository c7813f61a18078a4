import BadgeVerifier
import CryptoCore
import Encoding
import Testing
import Transparency

@Suite struct VerdictTests {
    @Test(arguments: [KeyAlgorithm.p256, .p384, .ed25519])
    func `a good badge is trusted under every algorithm`(_ algorithm: KeyAlgorithm) throws {
        let authority = try VirtualAuthority(algorithm)
        let verdict = try authority.verifier().verdict(authority.badge(), displayName: "Example Airline")
        #expect(verdict.outcome == .trusted, "\(verdict.reason) \(verdict.detail)")
        #expect(verdict.reason == .ok)
        #expect(verdict.isTrusted && verdict.marketingAllowed)
        let badge = try #require(verdict.badge)
        #expect(badge.id == "1-5")
        #expect(badge.displayName == "Example Airline")
        #expect(badge.legalName == "Example Airline B.V.")
        #expect(badge.accounts == ["tel:+12025550100", "https://airline.example"])
        #expect(verdict.status?.source == .snapshot)
        #expect(verdict.log?.size == 9)
    }

    @Test func `a limited badge is green without marketing`() throws {
        let authority = try VirtualAuthority(.ed25519)
        let verifier = try authority.verifier(snapshot: authority.snapshot(lists: .init(limited: [5])))
        let verdict = try verifier.verdict(authority.badge())
        #expect(verdict.outcome == .limited)
        #expect(verdict.reason == .ok)
        #expect(verdict.isTrusted && !verdict.marketingAllowed)
    }

    @Test func `a badge for another account is untrusted but shown`() throws {
        let authority = try VirtualAuthority(.ed25519)
        let verdict = try authority.verifier().verdict(authority.badge(), for: .account("tel:+12025550199"))
        #expect(verdict.outcome == .untrusted)
        #expect(!verdict.isTrusted && !verdict.marketingAllowed)
        #expect(verdict.badge != nil)
    }

    @Test func `a badge with stale status is undetermined as of a time`() throws {
        let authority = try VirtualAuthority(.ed25519)
        let later = VirtualAuthority.now.adding(seconds: 20 * Timestamp.day)
        let verdict = try authority.verifier().verdict(authority.badge(), at: later)
        #expect(verdict.outcome == .undetermined)
        #expect(verdict.reason == .statusStale)
        #expect(verdict.asOf == VirtualAuthority.now.adding(seconds: -3600))
    }

    @Test func `the badge is given only once chain, signature and log were verified`() throws {
        let authority = try VirtualAuthority(.ed25519)
        let verifier = try authority.verifier()
        #expect(verifier.verdict([]).badge == nil)
        #expect(try verifier.verdict(authority.badge { $0.issuerKey = authority.rootKey }).badge == nil)
        #expect(try verifier.verdict(authority.badge { $0.loggedTBS = [1, 2, 3] }).badge == nil)
        let expired = try verifier.verdict(
            authority.badge(), at: VirtualAuthority.now.adding(seconds: 100 * Timestamp.day))
        #expect(expired.reason == .expired)
        #expect(expired.badge?.displayName == "Example Airline")
    }

    @Test func `what is not established is said`() throws {
        let authority = try VirtualAuthority(.ed25519)
        let badge = try authority.badge()
        let open = try authority.verifier { $0.isSingleOperator = true }.verdict(badge, for: .notChecked)
        #expect(open.account == nil)
        for word in [
            "TEST", "account was not compared", "name shown", "single operator", "no witness quorum",
            "after 2026",
        ] {
            #expect(open.notEstablished.contains { $0.contains(word) }, "\(word)")
        }
        let asked = try authority.verifier().verdict(badge, displayName: "Example Airline")
        for word in ["account was not compared", "name shown", "single operator", "were not made"] {
            #expect(!asked.notEstablished.contains { $0.contains(word) }, "\(word)")
        }
    }

    @Test func `a damaged snapshot or checkpoint is said beside a good staple`() throws {
        let authority = try VirtualAuthority(.ed25519)
        let trust = try authority.trust()
        let file = try authority.file()
        let good = file.proof.checkpoint.bytes
        let snapshotNote = "That the badge was not revoked since 2026-11-22T12:20:00Z"
        let checkpointNote = "the pack's checkpoint is damaged"
        for (snapshot, checkpoint, notes) in [
            (try authority.snapshot(), good, []),
            ([1, 2, 3], good, [snapshotNote]),
            (try authority.snapshot(), [4], [checkpointNote]),
            ([1, 2, 3], Array(good.dropLast()), [snapshotNote, checkpointNote]),
        ] {
            let pack = try ClientPack(trust: trust.bytes, snapshot: snapshot, checkpoint: checkpoint)
            let verdict = BadgeVerifier(packs: [pack], allowTest: true).verdict(file.bytes)
            #expect(verdict.outcome == .trusted)
            for note in [snapshotNote, checkpointNote] {
                #expect(
                    verdict.notEstablished.contains { $0.contains(note) } == notes.contains(note), "\(note)")
            }
        }
    }

    @Test func `the JSON has the fields of the command contract in their order`() throws {
        let authority = try VirtualAuthority(.ed25519)
        let verifier = try authority.verifier()
        let names: (JSON?) -> [String] = { json in
            guard case .object(let members)? = json else { return [] }
            return members.map(\.name)
        }
        let good = try verifier.verdict(authority.badge()).json
        #expect(
            names(good) == [
                "verdict", "trusted", "marketing", "reason", "detail", "test", "authority", "account",
                "badge",
                "status", "log", "notEstablished",
            ])
        #expect(
            names(good["badge"]) == [
                "id", "serial", "index", "displayName", "legalName", "country", "registrationNumber",
                "accounts",
                "notBefore", "notAfter", "profile",
            ])
        #expect(names(good["status"]) == ["state", "source", "sequence", "asOf", "age", "nextUpdate"])
        #expect(names(good["log"]) == ["origin", "size"])
        #expect(good["badge"]?["serial"] == .string("0001000000000005"))
        #expect(good["badge"]?["index"] == .integer(5))
        #expect(good["status"]?["age"] == .integer(3600))
        #expect(good["verdict"] == .string("trusted"))
        let bad = verifier.verdict([1], for: .notChecked).json
        for name in ["account", "badge", "status", "log"] { #expect(bad[name] == .null) }
    }

    @Test func `a test authority needs allowTest`() throws {
        let authority = try VirtualAuthority(.ed25519)
        let verifier = try authority.verifier(snapshot: authority.snapshot(), allowTest: false)
        let verdict = try verifier.verdict(authority.badge())
        #expect(verdict.outcome == .untrusted)
        #expect(verdict.reason == .untrustedIssuer)
        #expect(verdict.detail.contains("TEST"))
        #expect(verdict.isTest && verdict.badge == nil)
    }

    @Test func `a real authority needs no permission`() throws {
        let authority = try VirtualAuthority(.ed25519, arc: ObjectIdentifier(1, 3, 6, 1, 4, 1, 99999, 1))
        let trust = try authority.trust { $0.isTest = false }
        let verifier = try authority.verifier(trust: trust, snapshot: authority.snapshot(), allowTest: false)
        let verdict = try verifier.verdict(authority.badge())
        #expect(verdict.outcome == .trusted, "\(verdict.detail)")
        #expect(!verdict.isTest)
    }

    @Test(arguments: [KeyAlgorithm.p256, .p384, .ed25519])
    func `what we accept the oracle accepts`(_ algorithm: KeyAlgorithm) throws {
        let authority = try VirtualAuthority(algorithm)
        let file = try authority.file()
        #expect(try authority.verifier().verdict(file.bytes).isTrusted)
        #expect(
            X509Oracle.verify(
                leaf: file.badge, intermediates: [file.issuer], roots: [authority.rootDER],
                at: VirtualAuthority.now)
                == nil)
    }

    @Test func `one verifier serves many threads`() async throws {
        let authority = try VirtualAuthority(.ed25519)
        let verifier = try authority.verifier()
        let badges = try (0..<8).map { turn in try authority.badge { $0.treeSize = UInt64(9 + turn) } }
        let trusted = await withTaskGroup(of: Bool.self) { group in
            for turn in 0..<400 { group.addTask { verifier.verdict(badges[turn % 8]).isTrusted } }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(trusted == 400)
    }

    @Test func `no time makes it crash`() throws {
        let authority = try VirtualAuthority(.ed25519)
        let verifier = try authority.verifier()
        let badge = try authority.badge()
        for seconds in [Int64.min, -1, 0, 253_402_300_800, .max] {
            let verdict = verifier.verdict(badge, at: Timestamp(secondsSince1970: seconds))
            #expect(!verdict.isTrusted)
            #expect(!verdict.json.canonicalBytes.isEmpty)
        }
    }
}
