import BadgeVerifier
import CryptoCore
import Encoding
import Testing

@Suite struct ProfileTests {
    @Test(arguments: [
        "tel:+12025550100", "tel:+4912", "tel:+123456789012345", "https://shop.example",
        "https://a.b.c-d.xn--e1a4c",
        "acct:support@shop.example", "acct:A.b+c~1@shop.example",
    ])
    func `a canonical account is accepted`(_ text: String) throws {
        let account = try AccountURI(text)
        #expect(account.text == text)
        #expect(text.hasPrefix(account.kind.rawValue + ":"))
    }

    @Test(arguments: [
        "", "tel:", "tel:12025550100", "tel:+1 202", "tel:+1-202-555-0100", "tel:+", "tel:+123",
        "tel:+1234567890123456",
        "tel:+02025550100", "TEL:+12025550100", "tel:+1202555010\u{FF10}", "tel:+12025550100;ext=1",
        "mailto:a@b.example",
        "https:shop.example", "http://shop.example", "https://shop.example/", "https://Shop.example",
        "https://shop.example:443", "https://user@shop.example", "https://shop.example/path", "https://shop",
        "https://",
        "https://shop..example", "https://-shop.example", "https://shop-.example", "https://192.0.2.1",
        "https://[2001:db8::1]", "https://shop.example.", "https://z\u{FC}rich.example",
        "https://ab--cd.example",
        "https://xn--.example", "https://shop.example?x", "https://shop.example#x", "https://sh%6Fp.example",
        "https://shop_1.example", "acct:@shop.example", "acct:a", "acct:a@Shop.example",
        "acct:a b@shop.example",
        "acct:a%20b@shop.example", "acct:a@b@shop.example", "acct:\u{E4}@shop.example",
        "acct:a@shop.example\u{0}",
        "https://" + String(repeating: "a", count: 64) + ".example",
    ])
    func `an account in any other form is refused with what to change`(_ text: String) {
        let error = #expect(throws: AccountURIError.self) { try AccountURI(text) }
        #expect(error?.reason.isEmpty == false)
    }

    @Test func `a subject reads back from its DER`() throws {
        var full = VirtualAuthority.subject
        full.jurisdictionState = "Noord-Holland"
        full.jurisdictionLocality = "Amsterdam"
        full.state = "Zuid-Holland"
        let bare = BadgeSubject(
            businessCategory: "Private Organization", jurisdictionCountry: "DE", registrationNumber: "HRB 1",
            country: "DE", organization: "Bäckerei GmbH", displayName: "Bäckerei")
        for subject in [full, VirtualAuthority.subject, bare] {
            #expect(subject.problem == nil)
            #expect(try BadgeSubject(der: subject.der) == subject)
        }
        #expect(try DistinguishedName(der: full.der).attributes.count == 13)
    }

    @Test func `a subject's limits are counted in Unicode scalars and named`() {
        let cases: [(String, Int, WritableKeyPath<BadgeSubject, String>)] = [
            ("display name", 64, \.displayName), ("organization", 64, \.organization),
            ("serialNumber", 64, \.registrationNumber), ("businessCategory", 128, \.businessCategory),
        ]
        for (name, limit, path) in cases {
            var subject = VirtualAuthority.subject
            subject[keyPath: path] = String(repeating: "x", count: limit)
            #expect(subject.problem == nil)
            subject[keyPath: path] += "x"
            #expect(subject.problem == "\(name) has \(limit + 1) characters; at most \(limit)")
            subject[keyPath: path] = ""
            #expect(subject.problem == "\(name) is empty")
        }
        var subject = VirtualAuthority.subject
        subject.postalCode = String(repeating: "1", count: 41)
        #expect(subject.problem?.contains("40") == true)
    }

    @Test func `texts that clients cannot show safely are refused`() {
        for name in ["A\u{202E}b", "A\u{200B}b", " Abc", "Abc ", "A\nb", "Zu\u{308}rich", "A\u{AD}b"] {
            var subject = VirtualAuthority.subject
            subject.displayName = name
            #expect(subject.problem != nil, "\(name)")
            var profile = VirtualAuthority.profile
            profile.category = name
            #expect(profile.problem != nil, "\(name)")
        }
        var subject = VirtualAuthority.subject
        subject.registrationNumber = "12*34"
        #expect(subject.problem?.contains("PrintableString") == true)
        subject = VirtualAuthority.subject
        subject.country = "nl"
        #expect(subject.problem != nil)
    }

    @Test func `a subject with other attributes, kinds or order is refused`() throws {
        let good = try DistinguishedName(der: VirtualAuthority.subject.der).attributes
        var changes: [[DistinguishedName.Attribute]] = [
            [], good + [.init(ObjectIdentifier(2, 5, 4, 11), "Unit")],
        ]
        changes.append(good.reversed())
        for index in good.indices {
            changes.append(Array(good[..<index]) + [good[index]] + Array(good[index...]))
            let kind: DistinguishedName.Kind = good[index].kind == .utf8 ? .printable : .utf8
            var other = good
            other[index] = .init(good[index].type, "NL", kind: kind)
            changes.append(other)
            if index > 0 {
                var swapped = good
                swapped.swapAt(index - 1, index)
                changes.append(swapped)
            }
        }
        for (index, change) in changes.enumerated() {
            #expect(throws: ProfileError.self, "change \(index)") {
                try BadgeSubject(der: DistinguishedName(change).der)
            }
        }
    }

    @Test func `a profile reads back from its canonical JSON`() throws {
        let full = BadgeProfile(
            verifiedSince: VirtualAuthority.profile.verifiedSince, category: "airline", sizeClass: "large",
            homonym: true, legalName: "A very long name", website: "https://a.example",
            helpURL: "https://b.example",
            knowledgeBaseURL: "https://c.example", supportHours: "always", responseTime: "1 h",
            privacyURL: "https://d.example", naturalPerson: true)
        for profile in [full, VirtualAuthority.profile] {
            #expect(try BadgeProfile(parsing: profile.bytes) == profile)
        }
        let text = String(decoding: VirtualAuthority.profile.bytes, as: UTF8.self)
        #expect(
            text
                == #"{"verifiedSince":"2025-01-01","category":"airline","sizeClass":"small","homonym":false,"#
                + #""legalName":null,"website":"https://airline.example/","helpURL":null,"knowledgeBaseURL":null,"#
                + #""supportHours":"Mo-Fr 08:00-18:00","responseTime":"4 h","privacyURL":null,"marketing":"opt-in","#
                + #""naturalPerson":false}"#)
        for (old, new) in [
            ("opt-in", "opt-out"), ("2025-01-01", "2025-01-01T00:00:00Z"), ("2025-01-01", "2025-13-01"),
            ("https://airline", "http://airline"), (",\"naturalPerson\":false", ""),
            ("false}", "false,\"x\":1}"),
            ("\"homonym\":false", "\"homonym\":null"), ("\"category\":\"airline\"", "\"category\":null"),
            (":null", ": null"), ("null", "\"\""),
        ] {
            #expect(throws: ProfileError.self, "\(old)") {
                try BadgeProfile(parsing: Array(text.replacing(old, with: new).utf8))
            }
        }
    }

    @Test func `extensions read back from their encoding`() throws {
        let authority = try VirtualAuthority(.ed25519)
        var extensions = try authority.extensions
        #expect(
            try BadgeExtensions(decoding: extensions.encoded(authority.oids), oids: authority.oids)
                == extensions)
        extensions.logotype = Logotype(
            mediaType: "image/svg+xml", digest: SHA256.hash([1]), uri: "https://airline.example/logo.svg")
        #expect(extensions.logotype != nil)
        let list = extensions.encoded(authority.oids)
        #expect(list.filter(\.critical).map(\.oid) == [.basicConstraints, .keyUsage, .extendedKeyUsage])
        #expect(try BadgeExtensions(decoding: list, oids: authority.oids) == extensions)
        let badge = try authority.badge { $0.tbs.extensions = list }
        #expect(try authority.verifier().verdict(badge).isTrusted)
    }

    @Test func `each single-bit change of the extensions is refused or reads as other values`() throws {
        let authority = try VirtualAuthority(.ed25519)
        var extensions = try authority.extensions
        extensions.logotype = Logotype(
            mediaType: "image/png", digest: SHA256.hash([1]), uri: "https://a.example/l.png")
        let list = extensions.encoded(authority.oids)
        for place in list.indices {
            for bit in 0..<list[place].value.count * 8 {
                var value = list[place].value
                value[bit / 8] ^= 1 << UInt8(bit % 8)
                var changed = list
                changed[place] = CertificateExtension(
                    oid: list[place].oid, critical: list[place].critical, value: value)
                guard let read = try? BadgeExtensions(decoding: changed, oids: authority.oids) else {
                    continue
                }
                #expect(read != extensions)
                #expect(read.encoded(authority.oids) == changed)
            }
        }
    }

    @Test func `a logotype other than one https image is refused`() {
        let digest = SHA256.hash([1])
        #expect(Logotype(mediaType: "image/gif", digest: digest, uri: "https://a.example/l") == nil)
        #expect(Logotype(mediaType: "image/png", digest: digest, uri: "http://a.example/l") == nil)
        #expect(Logotype(mediaType: "image/png", digest: digest, uri: "data:x") == nil)
        for value in [[], [5, 0], [0x30, 0]] as [[UInt8]] {
            #expect(throws: ProfileError.self) {
                try Logotype(CertificateExtension(oid: .logotype, critical: false, value: value))
            }
        }
    }
}
