import BadgeVerifier
import CryptoCore
import Encoding

/// Each rule of the profile of an issuing CA (DESIGN 5), from both sides. Most hold for roots as well.
enum AuthorityProfileCases {
    static let all = names + extensions + others

    private static func name(
        _ name: String, _ attributes: [DistinguishedName.Attribute], _ reason: ReasonCode = .untrustedIssuer
    ) -> ProfileCase {
        .field(name, 5, DistinguishedName(attributes).der, reason)
    }

    private static func raw(_ name: String, _ tag: UInt8, _ bytes: [UInt8]) -> ProfileCase {
        let attribute = DER.sequence([DER.oid(.commonName), DER.element(tag, bytes)])
        return .field(name, 5, DER.sequence([DER.set([attribute])]), .untrustedIssuer)
    }

    private static let names: [ProfileCase] = [
        name("CN", [.init(.commonName, "Ä")], .ok),
        name("O and CN", [.init(.organizationName, "A"), .init(.commonName, "B")], .ok),
        name("CN and O", [.init(.commonName, "B"), .init(.organizationName, "A")]),
        name("O alone", [.init(.organizationName, "A")]), name("an empty name", []),
        name("two CN", [.init(.commonName, "A"), .init(.commonName, "B")]),
        name("a country", [.init(.countryName, "NL", kind: .printable), .init(.commonName, "A")]),
        name("a PrintableString", [.init(.commonName, "A", kind: .printable)]),
        name("an IA5String", [.init(.commonName, "A", kind: .ia5)]),
        name("160 letters", [.init(.commonName, String(repeating: "x", count: 160))], .ok),
        name("161 letters", [.init(.commonName, String(repeating: "x", count: 161))]),
        name("no letter", [.init(.commonName, "")]), name("a NUL", [.init(.commonName, "A\u{0}")]),
        name("a direction", [.init(.commonName, "A\u{202E}")]),
        name("a decomposed letter", [.init(.commonName, "A\u{308}")]),
        raw("no UTF-8", 0x0C, [0xFF]), raw("a BMPString", 0x1E, [0, 0x41]), raw("a number", 0x02, [1]),
        .field("a name that is none", 5, DER.sequence([DER.null]), .untrustedIssuer),
        .field("an empty relative name", 5, DER.sequence([DER.set([])]), .untrustedIssuer),
    ]

    private static let purpose = ProfileOIDs(ProfileOIDs.documentationArc.appending(7)).badgeUsage

    private static let extensions: [ProfileCase] = [
        .at(0, "no CA", X509Builder.basicConstraints(ca: false), .untrustedIssuer),
        .at(0, "no path length", X509Builder.basicConstraints(ca: true), .untrustedIssuer),
        .at(0, "path length 1", X509Builder.basicConstraints(ca: true, pathLength: 1), .untrustedIssuer),
        .at(1, "signs no lists", X509Builder.keyUsage([.keyCertSign]), .untrustedIssuer),
        .at(1, "signs no certificates", X509Builder.keyUsage([.cRLSign]), .untrustedIssuer),
        .at(
            1, "signs all", X509Builder.keyUsage([.digitalSignature, .keyCertSign, .cRLSign]),
            .untrustedIssuer),
        .at(
            2, "another key id", X509Builder.subjectKeyIdentifier([UInt8](repeating: 7, count: 20)),
            .wrongProfile),
        .at(
            2, "a long key id", X509Builder.subjectKeyIdentifier([UInt8](repeating: 7, count: 21)),
            .untrustedIssuer),
        .at(
            3, "under another key", X509Builder.authorityKeyIdentifier([UInt8](repeating: 7, count: 20)),
            .untrustedIssuer),
        .init("no authority key id", .untrustedIssuer) { $0.list.remove(at: 3) },
        .init("a list of its own", .ok) {
            $0.list.append(DERTree(X509Builder.crlDistributionPoint(uri: "http://a.example/1").der))
        },
        .init("that list elsewhere", .untrustedIssuer) {
            $0.list.insert(DERTree(X509Builder.crlDistributionPoint(uri: "http://a.example/1").der), at: 3)
        },
        .init("a list over LDAP", .untrustedIssuer) {
            $0.list.append(DERTree(X509Builder.crlDistributionPoint(uri: "ldap://a.example/1").der))
        },
        .init("extensions in another order", .untrustedIssuer) { $0.list.swapAt(0, 1) },
        .init("an extension twice", .malformed) { $0.list.append($0.list[0]) },
        .init("a purpose", .untrustedIssuer) {
            $0.list.append(DERTree(X509Builder.extendedKeyUsage([purpose]).der))
        },
        .init("a policy", .untrustedIssuer) {
            $0.list.append(DERTree(X509Builder.certificatePolicies([purpose]).der))
        },
        .init("constraints on names", .untrustedIssuer) { tree in
            let constraints = Forge.otherExtensions.first { $0.oid == ObjectIdentifier(2, 5, 29, 30) }
            tree.list += constraints.map { [DERTree($0.der)] } ?? []
        },
    ]

    private static let others: [ProfileCase] = [
        .init("nothing", .ok) { _ in },
        .field("another index", 1, DER.integer(1 << 48 | 2), .ok),
        .field("a serial that is no place in a log", 1, DER.integer(7), .untrustedIssuer),
        .field("another log", 1, DER.integer(2 << 48 | 1), .wrongProfile),
        .field(
            "a serial of 20 bytes", 1, DER.element(2, [1] + [UInt8](repeating: 0, count: 19)),
            .untrustedIssuer),
        .field("another issuer", 3, VirtualAuthority.name("Other Root"), .untrustedIssuer),
        .field("version 2", 0, DER.explicit(0, DER.integer(1)), .malformed),
        .field("an RSA key", 6, KeyForms.rsa, .untrustedIssuer),
        .field("a key off its curve", 6, Forge.badKeys[0], .untrustedIssuer),
        .field("another good key", 6, Forge.goodKeys[2], .badSignature),
    ]
}
