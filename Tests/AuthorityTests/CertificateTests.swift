import Authority
import BadgeVerifier
import CryptoCore
import Encoding
import Registry
import RegistryStore
import Testing
import TestSupport

/// The certificate profile of DESIGN section 5, field by field.
@Suite struct CertificateTests {
    static let full = ApplicationContent.sample().with {
        $0.jurisdiction.state = "Noord-Holland"
        $0.jurisdiction.locality = "Haarlemmermeer"
        $0.address.state = "Noord-Holland"
        $0.accounts = ["tel:+12025550100", "https://airline.example", "acct:help@airline.example"]
        $0.knowledgeBaseURL = "https://airline.example/kb"
    }

    @Test(arguments: [KeyAlgorithm.p256, .ed25519])
    func badge(_ algorithm: KeyAlgorithm) throws {
        let authority = try VirtualAuthority(algorithm)
        let issued = try authority.issuedBadge(Self.full)
        let certificate = try authority.certificate(issued)
        let issuer = try ParsedCertificate(der: try BadgeFile(parsing: issued.file).issuer)
        let arc = try #require(ObjectIdentifier(VirtualAuthority.arc))

        #expect(certificate.serial == issued.serial.value && issued.serial.description == "1-4")
        #expect(certificate.serial == UInt64(1) << 48 | 4)
        #expect(certificate.signatureAlgorithm == algorithm.signatureAlgorithmDER)
        #expect(certificate.issuer == issuer.subject)
        #expect(
            try PublicKey(spki: issuer.spki).isValid(signature: certificate.signature, for: certificate.tbs))
        #expect(certificate.notBefore == authority.now.adding(seconds: -Timestamp.hour))
        #expect(certificate.notAfter == authority.now.adding(seconds: 100 * Timestamp.day))
        #expect(issued.notAfter == certificate.notAfter)
        #expect(certificate.spki == (try PrivateKey.named("business").publicKey.spki))

        let subject: [(ObjectIdentifier, String, DistinguishedName.Kind)] = [
            (.businessCategory, "Private Organization", .utf8), (.jurisdictionCountry, "NL", .printable),
            (.jurisdictionStateOrProvince, "Noord-Holland", .utf8),
            (.jurisdictionLocality, "Haarlemmermeer", .utf8), (.serialNumber, "12345678", .printable),
            (.organizationIdentifier, "NTRNL-12345678", .utf8), (.countryName, "NL", .printable),
            (.stateOrProvinceName, "Noord-Holland", .utf8), (.localityName, "Schiphol", .utf8),
            (.postalCode, "1118 AA", .utf8), (.streetAddress, "Vliegveldweg 1", .utf8),
            (.organizationName, "Example Airline B.V.", .utf8), (.commonName, "Example Airline", .utf8),
        ]
        #expect(
            try DistinguishedName(der: certificate.subject).attributes
                == subject.map { DistinguishedName.Attribute($0.0, $0.1, kind: $0.2) })

        let subjectKey = try PrivateKey.named("business").publicKey.keyIdentifier
        let issuerKey = try PublicKey(spki: issuer.spki).keyIdentifier
        let profile =
            #"{"verifiedSince":"\#(authority.now.dateText)","category":"Airline","sizeClass":"medium","homonym":false,"#
            + #""legalName":null,"website":"https://airline.example","helpURL":"https://airline.example/help","#
            + #""knowledgeBaseURL":"https://airline.example/kb","supportHours":"every day 06:00-23:00 Europe/Amsterdam","#
            + #""responseTime":"4 hours","privacyURL":"https://airline.example/privacy","marketing":"opt-in","#
            + #""naturalPerson":false}"#
        let extensions: [(ObjectIdentifier, Bool, [UInt8])] = [
            (.basicConstraints, true, [0x30, 0x00]), (.keyUsage, true, [0x03, 0x02, 0x07, 0x80]),
            (.extendedKeyUsage, true, DER.sequence([DER.oid(arc.appending(1))])),
            (.subjectKeyIdentifier, false, DER.octetString(subjectKey)),
            (.authorityKeyIdentifier, false, DER.sequence([DER.implicit(0, issuerKey)])),
            (
                .subjectAltName, false,
                DER.sequence(Self.full.accounts.map { DER.implicit(6, Array($0.utf8)) })
            ),
            (
                .certificatePolicies, false,
                DER.sequence([DER.sequence([DER.oid(arc.appending(2).appending(1))])])
            ),
            (
                .cRLDistributionPoints, false,
                DER.sequence([
                    DER.sequence([
                        DER.explicit(
                            0,
                            DER.explicit(
                                0, DER.implicit(6, Array("\(VirtualAuthority.baseURL)/issuing-1.crl".utf8))))
                    ])
                ])
            ),
            (arc.appending(3), false, Array(profile.utf8)),
        ]
        #expect(certificate.extensions.map(\.oid) == extensions.map(\.0))
        for (found, expected) in zip(certificate.extensions, extensions) {
            #expect(found.critical == expected.1, "\(expected.0)")
            #expect(found.value == expected.2, "\(expected.0)")
        }
    }

    @Test(arguments: [KeyAlgorithm.p256, .ed25519])
    func authorities(_ algorithm: KeyAlgorithm) throws {
        let authority = try VirtualAuthority(algorithm)
        let signed = try #require(authority.state.log?.issuingCA?.signed)
        let root = try ParsedCertificate(der: signed.root)
        let issuing = try ParsedCertificate(der: signed.certificate)
        #expect(root.issuer == root.subject && issuing.issuer == root.subject)
        #expect(issuing.serial == BadgeSerial("1-1")?.value)
        #expect(issuing.tbs == authority.state.log?.issuingCA?.tbs)
        for certificate in [root, issuing] {
            #expect(
                try PublicKey(spki: root.spki).isValid(signature: certificate.signature, for: certificate.tbs)
            )
            #expect(certificate.signatureAlgorithm == algorithm.signatureAlgorithmDER)
        }
        _ = try AuthorityProfile.check(root, pathLength: 1)
        let profile = try AuthorityProfile.check(issuing, pathLength: 0)
        #expect(profile.authorityKeyIdentifier == (try PublicKey(spki: root.spki).keyIdentifier))
        #expect(issuing.notAfter <= root.notAfter && issuing.notBefore >= root.notBefore)
        #expect(
            X509Oracle.verify(
                leaf: signed.certificate, intermediates: [], roots: [signed.root], at: authority.now) == nil)
    }

    @Test func everyKeyOfABusiness() throws {
        let authority = try VirtualAuthority()
        for algorithm in [KeyAlgorithm.p256, .p384, .ed25519] {
            let key = try PrivateKey.generate(algorithm)
            let id = try authority.approvedCase(.sample(), key: key)
            let badge = try #require(try authority.issue([id]).first)
            #expect(try authority.certificate(badge).spki == key.publicKey.spki)
        }
    }

    @Test func aNaturalPersonsStreetStaysPrivate() throws {
        let authority = try VirtualAuthority()
        let badge = try authority.issuedBadge(.sample().with { $0.naturalPerson = true })
        let subject = try BadgeSubject(der: try authority.certificate(badge).subject)
        #expect(subject.street == nil && subject.postalCode == nil)
        #expect(subject.locality == "Schiphol")
        for secret in ["Vliegveldweg", "1118 AA"] {
            #expect(try authority.certificate(badge).der.firstRange(of: Array(secret.utf8)) == nil)
        }
        #expect(try authority.verdict(badge.file).badge?.profile.naturalPerson == true)
    }

    @Test func aLongLegalNameIsAbbreviatedInOAndWholeInTheProfile() throws {
        let authority = try VirtualAuthority()
        let long = "Koninklijke " + String(repeating: "Luchtvaart ", count: 8) + "Maatschappij N.V."
        let badge = try authority.issuedBadge(
            .sample().with {
                $0.legalName = long
                $0.legalNameAbbreviation = "Kon. Luchtvaart Mij. N.V."
            })
        let verdict = try authority.verdict(badge.file)
        #expect(verdict.badge?.subject.organization == "Kon. Luchtvaart Mij. N.V.")
        #expect(verdict.badge?.profile.legalName == long && verdict.badge?.legalName == long)
    }

    @Test func homonymsAreFlaggedInOneBatchOrTwo() throws {
        func form(_ number: Int) -> ApplicationContent {
            .sample(number).with { $0.displayName = "Example Airline" }
        }
        for together in [false, true] {
            let authority = try VirtualAuthority()
            let ids = try [1, 2].map { try authority.approvedCase(form($0)) }
            let badges = together ? try authority.issue(ids) : try ids.flatMap { try authority.issue([$0]) }
            let flags = try badges.map { try authority.verdict($0.file).badge?.isHomonym }
            #expect(flags == [false, true])
            // The same business again is no homonym of itself; another name is none of anybody.
            authority.wait(days: 31)
            try authority.publish()
            let again = try authority.issuedBadge(form(1).with { $0.displayName = "Example Airlines" })
            #expect(try authority.verdict(again.file).badge?.isHomonym == false)
        }
    }

    @Test func aNameIsFreeAgainWhenItsBadgeEnded() throws {
        let authority = try VirtualAuthority()
        let first = try authority.issuedBadge(.sample(1).with { $0.displayName = "Example Airline" })
        try authority.setStatus(first.serial, .revoked, reason: 5)
        let second = try authority.issuedBadge(.sample(2).with { $0.displayName = "Example Airline" })
        #expect(try authority.verdict(second.file).badge?.isHomonym == false)
        authority.wait(days: 101)
        try authority.publish()
        let third = try authority.issuedBadge(.sample(3).with { $0.displayName = "Example Airline" })
        #expect(try authority.verdict(third.file).badge?.isHomonym == false)
    }

    @Test func verifiedSinceStaysWithTheBusiness() throws {
        let authority = try VirtualAuthority()
        let first = authority.now
        try authority.issuedBadge()
        authority.wait(days: 40)
        try authority.publish()
        let second = try authority.issuedBadge(.sample().with { $0.displayName = "Example Airline Two" })
        #expect(try authority.verdict(second.file).badge?.profile.verifiedSince.dateText == first.dateText)
        let stranger = try authority.issuedBadge(.sample(7))
        #expect(
            try authority.verdict(stranger.file).badge?.profile.verifiedSince.dateText
                == authority.now.dateText)
    }

    /// Validity is bounded by the policy's term, by evidence, by 398 days and by the issuing CA.
    @Test func validityHasFourBounds() throws {
        let authority = try VirtualAuthority()
        let now = authority.now
        let id = try authority.file()
        try authority.recordChecks(id)
        let account = "account:tel:+12025550100"
        let old = try authority.check(account, on: id, collected: now.adding(seconds: -170 * Timestamp.day))
        try authority.append([.checksRecorded(id, [old])], by: "reviewer-1")
        try authority.approve(id, by: "reviewer-1")
        try authority.approve(id, by: "reviewer-2")
        let byEvidence = try #require(try authority.issue([id]).first)
        #expect(byEvidence.notAfter == now.adding(seconds: 30 * Timestamp.day))

        var policy = Policy.standard
        policy.version = 2
        policy[.badgeDays] = 7
        try authority.change(.setPolicy(policy))
        #expect(try authority.issuedBadge(.sample(1)).notAfter == now.adding(seconds: 7 * Timestamp.day))

        // Without limits by evidence: 398 days from notBefore.
        policy.version = 3
        policy[.badgeDays] = 398
        policy.checks = policy.checks.map { CheckRule(check: $0.check, maximumAgeDays: nil) }
        try authority.change(.setPolicy(policy))
        let longest = try authority.issuedBadge(.sample(2))
        #expect(longest.notAfter == now.adding(seconds: 398 * Timestamp.day - Timestamp.hour))
        #expect(try authority.certificate(longest).extension(.certificatePolicies)?.value.last == 3)

        // Near the end of the issuing CA.
        let issuing = try ParsedCertificate(
            der: try #require(authority.state.log?.issuingCA?.signed).certificate)
        authority.now = issuing.notAfter.adding(seconds: -10 * Timestamp.day)
        try authority.publish()
        #expect(try authority.issuedBadge(.sample(3)).notAfter == issuing.notAfter)
        authority.now = issuing.notAfter
        try authority.publish()
        let late = try authority.approvedCase(.sample(4))
        let before = authority.state.lastSequence
        refusal(3) { try authority.issue([late]) }
        #expect(authority.state.lastSequence == before)
    }

    /// Whatever a form may say, a badge can carry: nobody is approved for nothing.
    @Test func theLargestForm() throws {
        let authority = try VirtualAuthority()
        func text(_ count: Int) -> String { String(repeating: "語", count: count) }
        func link(_ name: String) -> String {
            let base = "https://airline.example/\(name)/"
            return base + String(repeating: "x", count: URLRules.maximumBytes - base.utf8.count)
        }
        let label = String(repeating: "a", count: 63)
        let host = "\(label).\(label).\(label)." + String(repeating: "b", count: 61)
        let form = ApplicationContent.sample().with {
            $0.displayName = text(64)
            $0.legalName = text(256)
            $0.legalNameAbbreviation = text(64)
            $0.category = text(128)
            $0.jurisdiction.state = text(128)
            $0.jurisdiction.locality = text(128)
            $0.registrationNumber = String(repeating: "9", count: 64)
            $0.organizationIdentifier = "NTRNL-" + String(repeating: "9", count: 122)
            $0.address.street = text(128)
            $0.address.postalCode = text(40)
            $0.address.locality = text(128)
            $0.address.state = text(128)
            $0.accounts = (0..<16).map { "acct:" + String(repeating: "u", count: 62) + "\($0 + 10)@" + host }
            $0.website = link("w")
            $0.helpURL = link("h")
            $0.knowledgeBaseURL = link("k")
            $0.privacyURL = link("p")
            $0.supportHours = text(128)
            $0.responseTime = text(128)
        }
        #expect(FormRules.problems(in: form).isEmpty, "\(FormRules.problems(in: form))")
        let badge = try authority.issuedBadge(form)
        #expect(try authority.verdict(badge.file).outcome == .trusted)
    }
}
