import BadgeVerifier
import CryptoCore
import Encoding
import Testing
import Transparency

/// Each reason code, reached by the smallest change of a good badge.
@Suite struct ReasonTests {
    private let authority: VirtualAuthority
    private let now = VirtualAuthority.now

    init() throws { authority = try VirtualAuthority(.ed25519) }

    private func reason(
        of change: (inout VirtualAuthority.BadgeParts) throws -> Void,
        at time: Timestamp = VirtualAuthority.now
    ) throws -> ReasonCode {
        try authority.verifier().verdict(authority.badge(change), at: time).reason
    }

    // MARK: Step 2

    @Test func `an issuing CA under another root is refused`() throws {
        let stranger = try PrivateKey.generate(.ed25519)
        #expect(
            try reason { $0.caDER = try VirtualAuthority.issuingCA(authority.caKey, root: stranger) }
                == .untrustedIssuer)
    }

    @Test func `an issuing CA that names the root but is signed by another is refused`() throws {
        let stranger = try PrivateKey.generate(.ed25519)
        let forged = try VirtualAuthority.issuingCA(authority.caKey, root: stranger) { tbs in
            tbs.extensions = AuthorityProfile.extensions(
                pathLength: 0, subjectKeyIdentifier: authority.caKey.publicKey.keyIdentifier,
                authorityKeyIdentifier: authority.rootKey.publicKey.keyIdentifier)
        }
        #expect(try reason { $0.caDER = forged } == .untrustedIssuer)
    }

    @Test func `an issuing CA outside its profile is refused`() throws {
        let changes: [(inout TBSCertificate) -> Void] = [
            { $0.extensions[0] = X509Builder.basicConstraints(ca: true, pathLength: 1) },
            { $0.extensions[0] = X509Builder.basicConstraints(ca: false) },
            { $0.extensions[1] = X509Builder.keyUsage([.keyCertSign]) },
            { $0.extensions[1] = X509Builder.keyUsage([.digitalSignature, .keyCertSign, .cRLSign]) },
            { $0.extensions.append(X509Builder.extendedKeyUsage([authority.oids.badgeUsage])) },
            {
                $0.extensions.append(
                    CertificateExtension(
                        oid: ObjectIdentifier(2, 5, 29, 30), critical: true, value: [0x30, 0]))
            },
            { $0.extensions.remove(at: 2) },
            { $0.extensions.remove(at: 3) },
            { $0.serial = 1 },
            { $0.subject = VirtualAuthority.name("Another CA") },
            { $0.issuer = VirtualAuthority.name("Another Root") },
        ]
        for (index, change) in changes.enumerated() {
            let ca = try VirtualAuthority.issuingCA(authority.caKey, root: authority.rootKey, change: change)
            #expect(try reason { $0.caDER = ca } == .untrustedIssuer, "change \(index)")
        }
    }

    @Test func `a listed issuing CA is refused whatever its listing`() throws {
        let lists: [StatusLists] = [
            .init(revoked: [1]), .init(superseded: [1]), .init(suspended: [1]), .init(limited: [1]),
        ]
        for list in lists {
            let verifier = try authority.verifier(snapshot: authority.snapshot(lists: list))
            #expect(try verifier.verdict(authority.badge()).reason == .untrustedIssuer)
        }
    }

    @Test func `a known issuing CA is looked at again for its time and status`() throws {
        let root = try VirtualAuthority.root(authority.rootKey) { $0.notAfter = now.adding(seconds: 3600) }
        let verifier = try authority.verifier { $0.roots = [root] }
        let badge = try authority.badge()
        #expect(verifier.verdict(badge).reason == .ok)
        #expect(verifier.verdict(badge, at: now.adding(seconds: 3600)).reason == .ok)
        #expect(verifier.verdict(badge, at: now.adding(seconds: 3601)).reason == .expired)
        #expect(verifier.verdict(badge).reason == .ok)
    }

    // MARK: Step 3

    @Test func `a badge outside the profile is refused`() throws {
        let good = try authority.extensions
        let oids = authority.oids
        var limits = good
        limits.profile.category = String(repeating: "x", count: 129)
        var foreign = good
        foreign.authorityKeyIdentifier = [UInt8](repeating: 1, count: 20)
        var twice = good
        twice.accounts += twice.accounts
        let changes: [(inout TBSCertificate) -> Void] = [
            { $0.serial = 5 },
            { $0.serial = 1 << 48 },
            { $0.serial = 2 << 48 | 5 },
            { $0.serial = 1 << 63 | 5 },
            { $0.notAfter = now.adding(seconds: 400 * Timestamp.day) },
            { $0.notAfter = $0.notBefore.adding(seconds: -1) },
            { $0.extensions[0] = X509Builder.basicConstraints(ca: true) },
            { $0.extensions[1] = X509Builder.keyUsage([.digitalSignature, .cRLSign]) },
            {
                $0.extensions[2] = X509Builder.extendedKeyUsage([ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 3, 1)])
            },
            {
                $0.extensions[2] = X509Builder.extendedKeyUsage([
                    oids.badgeUsage, ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 3, 1),
                ])
            },
            {
                $0.extensions[2] = CertificateExtension(
                    oid: $0.extensions[2].oid, critical: false, value: $0.extensions[2].value)
            },
            { $0.extensions.swapAt(3, 4) },
            { $0.extensions[4] = X509Builder.authorityKeyIdentifier([1, 2, 3]) },
            { $0.extensions = foreign.encoded(oids) },
            { $0.extensions[5] = X509Builder.subjectAltName(uris: []) },
            { $0.extensions[5] = X509Builder.subjectAltName(uris: ["tel:+1 202 555 0100"]) },
            { $0.extensions = twice.encoded(oids) },
            { $0.extensions[6] = X509Builder.certificatePolicies([oids.policies]) },
            { $0.extensions[6] = X509Builder.certificatePolicies([oids.policy(version: 1).appending(2)]) },
            { $0.extensions[6] = X509Builder.certificatePolicies([ObjectIdentifier(2, 23, 140, 1, 1)]) },
            { $0.extensions[7] = X509Builder.crlDistributionPoint(uri: "ldap://x") },
            {
                $0.extensions[8] = CertificateExtension(
                    oid: oids.profile, critical: false, value: [0x7B, 0x7D])
            },
            { $0.extensions = limits.encoded(oids) },
            { $0.extensions.removeLast() },
            { $0.extensions.append(CertificateExtension(oid: .logotype, critical: false, value: [5, 0])) },
            {
                $0.extensions.append(
                    CertificateExtension(oid: ObjectIdentifier(1, 2, 3), critical: false, value: [5, 0]))
            },
            { $0.subject = VirtualAuthority.name("Example Airline") },
            { $0.spki = [0x30, 0] },
        ]
        for (index, change) in changes.enumerated() {
            #expect(try reason { change(&$0.tbs) } == .wrongProfile, "change \(index)")
        }
    }

    @Test func `a badge that outlives its CA is refused`() throws {
        let ca = try VirtualAuthority.issuingCA(authority.caKey, root: authority.rootKey) {
            $0.notAfter = now.adding(seconds: 10 * Timestamp.day)
        }
        #expect(try reason { $0.caDER = ca } == .wrongProfile)
    }

    @Test func `a badge under another arc is refused`() throws {
        let verifier = try authority.verifier { $0.arc = ProfileOIDs.documentationArc.appending(8) }
        #expect(try verifier.verdict(authority.badge()).reason == .wrongProfile)
    }

    @Test func `a badge of another algorithm than its CA's is refused`() throws {
        let key = try PrivateKey.generate(.p256)
        #expect(
            try reason {
                $0.tbs.algorithm = .p256
                $0.issuerKey = key
            } == .wrongProfile)
    }

    // MARK: Steps 4 to 6

    @Test func `a badge signed by another key is refused`() throws {
        let stranger = try PrivateKey.generate(.ed25519)
        #expect(try reason { $0.issuerKey = stranger } == .badSignature)
    }

    @Test func `validity includes its first and last second`() throws {
        let badge = try authority.badge { $0.staple = nil }
        let first = now.adding(seconds: -Timestamp.day)
        let last = now.adding(seconds: 99 * Timestamp.day)
        let verifier = try authority.verifier()
        #expect(verifier.verdict(badge, at: first.adding(seconds: -1)).reason == .notYetValid)
        #expect(verifier.verdict(badge, at: first).reason == .clockSuspect)
        #expect(verifier.verdict(badge, at: last).reason == .statusStale)
        #expect(verifier.verdict(badge, at: last.adding(seconds: 1)).reason == .expired)
    }

    @Test func `an issuing CA or root out of its time is a matter of time, not of trust`() throws {
        let early = try VirtualAuthority.issuingCA(authority.caKey, root: authority.rootKey) {
            $0.notBefore = now.adding(seconds: 1)
        }
        let verdict = try authority.verifier().verdict(authority.badge { $0.caDER = early })
        #expect(verdict.reason == .notYetValid)
        #expect(verdict.detail.contains("the issuing CA 1-1 is valid from"))
        let old = try VirtualAuthority.root(authority.rootKey) { $0.notAfter = now.adding(seconds: -1) }
        let young = try VirtualAuthority.root(authority.rootKey) { $0.notBefore = now.adding(seconds: 1) }
        for (root, expected) in [(old, ReasonCode.expired), (young, .notYetValid)] {
            let verdict = try authority.verifier { $0.roots = [root] }.verdict(authority.badge())
            #expect(verdict.reason == expected)
            #expect(verdict.detail.contains("the root"))
        }
    }

    @Test func `the badge's own time comes before that of its CA and root`() throws {
        let verifier = try authority.verifier()
        let badge = try authority.badge()
        for (days, expected) in [(-3000, ReasonCode.notYetValid), (3000, .expired), (9000, .expired)] {
            let verdict = verifier.verdict(badge, at: now.adding(seconds: Int64(days) * Timestamp.day))
            #expect(verdict.reason == expected)
            #expect(verdict.detail.hasPrefix("the badge"))
        }
    }

    @Test func `revoked outranks an expired root too`() throws {
        let root = try VirtualAuthority.root(authority.rootKey) { $0.notAfter = now.adding(seconds: -1) }
        let verifier = try authority.verifier(
            trust: authority.trust { $0.roots = [root] },
            snapshot: authority.snapshot(lists: .init(revoked: [5])))
        #expect(try verifier.verdict(authority.badge()).reason == .revoked)
    }

    @Test func `revoked outranks expired, and nothing else does`() throws {
        let badge = try authority.badge()
        let late = now.adding(seconds: 200 * Timestamp.day)
        for (lists, expected) in [
            (StatusLists(revoked: [5]), ReasonCode.revoked), (StatusLists(superseded: [5]), .expired),
            (StatusLists(suspended: [5]), .expired), (StatusLists(), .expired),
        ] {
            let verifier = try authority.verifier(snapshot: authority.snapshot(lists: lists))
            #expect(verifier.verdict(badge, at: late).reason == expected)
        }
    }

    @Test func `a badge that is not in the log at its place is refused`() throws {
        #expect(try reason { $0.loggedTBS = [0x30, 0] } == .notLogged)
        #expect(try reason { $0.tbs.serial = 1 << 48 | 6 } == .notLogged)
        #expect(
            try reason {
                $0.proofIndex = 4; $0.staple = nil
            } == .notLogged)
        #expect(
            try reason {
                $0.origin = "badges.example.org/unknown"
                $0.staple = nil
            } == .notLogged)
        #expect(try reason { $0.checkpointSigners = [authority.witness] } == .malformed)
    }

    @Test func `a log that did not sign its checkpoint is refused`() throws {
        let verifier = try authority.verifier {
            $0.logs = [
                try authority.log(policy: authority.policy(witnesses: [authority.witness], quorum: "w1"))
            ]
        }
        let badge = try authority.badge { $0.checkpointSigners = [authority.witness] }
        #expect(verifier.verdict(badge).reason == .notLogged)
    }

    @Test func `a frozen log ends at its final size`() throws {
        let file = try authority.file()
        let root = try Checkpoint(text: file.proof.checkpoint.text).root
        for (final, expected) in [
            (TrustFile.Final(size: 6, root: root), ReasonCode.ok),
            (TrustFile.Final(size: 5, root: root), .notLogged),
            (TrustFile.Final(size: 9, root: root), .ok),
            (TrustFile.Final(size: 9, root: SHA256.hash([1])), .notLogged),
        ] {
            let verifier = try authority.verifier { $0.logs = [try authority.log(final: final)] }
            #expect(verifier.verdict(file.bytes).reason == expected)
        }
    }

    @Test func `the quorum of witnesses is asked for`() throws {
        let witnesses = [authority.witness, authority.secondWitness]
        let verifier = try authority.verifier {
            $0.logs = [try authority.log(policy: authority.policy(witnesses: witnesses, quorum: "all"))]
        }
        let signers = [authority.logSigner] + witnesses
        for (count, expected) in [(1, ReasonCode.witnessQuorum), (2, .witnessQuorum), (3, .ok)] {
            let badge = try authority.badge { $0.checkpointSigners = Array(signers.prefix(count)) }
            #expect(verifier.verdict(badge).reason == expected)
        }
        let verdict = try verifier.verdict(authority.badge { $0.checkpointSigners = signers })
        #expect(!verdict.notEstablished.contains { $0.contains("no witness quorum") })
    }

    // MARK: Step 7

    @Test func `the account is compared byte by byte`() throws {
        let verifier = try authority.verifier()
        let badge = try authority.badge()
        for account in [
            "tel:+12025550199", "tel:+1-202-555-0100", "TEL:+12025550100", "tel:+12025550100 ", "",
            "https://airline.example/",
        ] {
            #expect(verifier.verdict(badge, for: .account(account)).reason == .accountMismatch, "\(account)")
        }
        #expect(verifier.verdict(badge, for: .account("https://airline.example")).reason == .ok)
        #expect(verifier.verdict(badge, for: .notChecked).reason == .ok)
        #expect(verifier.verdict(badge, for: .account("tel:+1-202")).detail.contains("canonical"))
    }

    @Test func `the display name is compared once it is in NFC`() throws {
        let verifier = try authority.verifier()
        let badge = try authority.badge { parts in
            var subject = VirtualAuthority.subject
            subject.displayName = "Zürich Air"
            parts.tbs.subject = subject.der
        }
        #expect(verifier.verdict(badge, displayName: "Zürich Air").reason == .ok)
        #expect(verifier.verdict(badge, displayName: "Zu\u{308}rich Air").reason == .ok)
        for name in ["Zurich Air", "zürich air", "Zürich Air ", ""] {
            #expect(verifier.verdict(badge, displayName: name).reason == .nameMismatch)
        }
    }

    @Test func `the scope of the trust file limits kinds and countries`() throws {
        let badge = try authority.badge()
        let telephone = TrustFile.Scope(accountKinds: [.tel])
        let only = try authority.verifier { $0.scope = telephone }
        #expect(only.verdict(badge).reason == .ok)
        #expect(only.verdict(badge, for: .account("https://airline.example")).reason == .outOfScope)
        #expect(only.verdict(badge, for: .notChecked).reason == .ok)
        let acct = try authority.verifier { $0.scope = .init(accountKinds: [.acct]) }
        #expect(acct.verdict(badge, for: .notChecked).reason == .outOfScope)
        for (countries, expected) in [(["BE", "NL"], ReasonCode.ok), (["BE", "DE"], .outOfScope)] {
            let verifier = try authority.verifier {
                $0.scope = .init(accountKinds: [.tel], countries: countries)
            }
            #expect(verifier.verdict(badge).reason == expected)
        }
    }

    // MARK: Step 9

    @Test func `a clock more than five minutes behind a signed time is suspect`() throws {
        let verifier = try authority.verifier()
        let badge = try authority.badge()
        let issued = now.adding(seconds: -3600)
        #expect(verifier.verdict(badge, at: issued.adding(seconds: -300)).reason == .ok)
        #expect(verifier.verdict(badge, at: issued.adding(seconds: -301)).reason == .clockSuspect)
    }

    @Test func `the times of witnesses are signed times`() throws {
        let verifier = try authority.verifier {
            $0.logs = [
                try authority.log(policy: authority.policy(witnesses: [authority.witness], quorum: "w1"))
            ]
        }
        let badge = try authority.badge {
            $0.checkpointSigners = [authority.logSigner, authority.witness]
            $0.cosignatureTime = now.adding(seconds: 301)
        }
        #expect(verifier.verdict(badge).reason == .clockSuspect)
        #expect(verifier.verdict(badge, at: now.adding(seconds: 1)).reason == .ok)
    }

    @Test func `every reason code belongs to one outcome`() {
        let grey: Set<ReasonCode> = [
            .statusMissing, .statusStale, .statusNotCovered, .statusRollback, .statusInvalid, .logRollback,
            .clockSuspect,
        ]
        #expect(ReasonCode.allCases.count == 23)
        #expect(grey.isSubset(of: Set(ReasonCode.allCases)))
        #expect(
            ReasonCode.allCases.map(\.rawValue) == [
                "ok", "malformed", "untrusted-issuer", "wrong-profile", "bad-signature", "not-yet-valid",
                "expired",
                "not-logged", "witness-quorum", "log-inconsistent", "account-mismatch", "name-mismatch",
                "out-of-scope",
                "revoked",
                "superseded", "suspended", "status-missing", "status-invalid", "status-stale",
                "status-not-covered",
                "status-rollback", "log-rollback", "clock-suspect",
            ])
    }
}
