import BadgeVerifier
import CryptoCore
import Encoding

/// Each rule of the badge's profile (DESIGN 5), from both sides.
enum BadgeProfileCases {
    static let all = fields + validity + subjects + keys + extensions + values

    private static let now = VirtualAuthority.now

    private static let fields: [ProfileCase] = [
        .init("nothing", .ok) { _ in },
        .field("version 1 written out", 0, DER.explicit(0, DER.integer(0)), .malformed),
        .field("version 2", 0, DER.explicit(0, DER.integer(1)), .malformed),
        .field("version 4", 0, DER.explicit(0, DER.integer(3)), .malformed),
        .init("no version", .malformed) { $0.children.removeFirst() },
        .field("serial 0", 1, DER.integer(0), .malformed),
        .field("a negative serial", 1, [2, 7, 0x81, 0, 0, 0, 0, 0, 5], .malformed),
        .field("a padded serial", 1, [2, 8, 0, 1, 0, 0, 0, 0, 0, 5], .malformed),
        .field("a serial of 21 bytes", 1, DER.element(2, [1] + [UInt8](repeating: 0, count: 20)), .malformed),
        .field(
            "a serial of 20 bytes", 1, DER.element(2, [1] + [UInt8](repeating: 0, count: 19)), .wrongProfile),
        .field("a serial above 2^63", 1, DER.integer(1 << 63 | 1 << 48 | 5), .wrongProfile),
        .field("a serial without a log", 1, DER.integer(5), .wrongProfile),
        .field("the serial of index 0", 1, DER.integer(1 << 48), .wrongProfile),
        .field("the serial of another log", 1, DER.integer(2 << 48 | 5), .wrongProfile),
        .field("the serial of another index", 1, DER.integer(1 << 48 | 6), .notLogged),
        .field("ECDSA by an Ed25519 CA", 2, KeyAlgorithm.p256.signatureAlgorithmDER, .malformed),
        .field("parameters NULL", 2, [0x30, 7, 6, 3, 0x2B, 0x65, 0x70, 5, 0], .wrongProfile),
        .field("another issuer", 3, VirtualAuthority.name("Test Root"), .untrustedIssuer),
        .field("the issuer in other letters", 3, VirtualAuthority.name("test issuing ca"), .untrustedIssuer),
        .init("an issuerUniqueID", .malformed) { $0.children.insert(DERTree([0x81, 2, 0, 1]), at: 7) },
        .init("a subjectUniqueID", .malformed) { $0.children.insert(DERTree([0x82, 2, 0, 1]), at: 7) },
        .init("no extensions", .malformed) { $0.children.removeLast() },
        .init("an empty list of extensions", .malformed) { $0.list = [] },
        .init("something behind the extensions", .malformed) { $0.children.append(DERTree(DER.null)) },
    ]

    private static func validity(
        _ name: String, _ from: Int64, _ to: Int64, _ reason: ReasonCode
    ) -> ProfileCase {
        let times = [DER.time(now.adding(seconds: from)), DER.time(now.adding(seconds: to))]
        return .field(name, 4, DER.sequence(times), reason)
    }

    private static func notAfter(
        _ name: String, _ tag: UInt8, _ text: String, _ reason: ReasonCode
    ) -> ProfileCase {
        .init(name, reason) { $0.children[4].children[1] = DERTree(tag: tag, .bytes(Array(text.utf8))) }
    }

    private static let validity: [ProfileCase] = [
        validity("398 days and an hour", 0, 398 * Timestamp.day + 3600, .ok),
        validity("a second more", 0, 398 * Timestamp.day + 3601, .wrongProfile),
        validity("one second", 0, 0, .ok), validity("an end before the beginning", 0, -1, .wrongProfile),
        validity("ended", -Timestamp.day, -1, .expired),
        validity("not begun", 1, Timestamp.day, .notYetValid),
        validity("longer than its CA", 1999 * Timestamp.day, 2001 * Timestamp.day, .wrongProfile),
        notAfter("a time of UTCTime", 0x17, "270101000000Z", .ok),
        notAfter("GeneralizedTime before 2050", 0x18, "20270101000000Z", .malformed),
        notAfter("UTCTime without seconds", 0x17, "2701010000Z", .malformed),
        notAfter("UTCTime with an offset", 0x17, "270101000000+0000", .malformed),
        notAfter("UTCTime without Z", 0x17, "270101000000", .malformed),
        notAfter("GeneralizedTime with a fraction", 0x18, "20500101000000.5Z", .malformed),
        notAfter("a day that is none", 0x17, "270229000000Z", .malformed),
        notAfter("second 60", 0x17, "270101000060Z", .malformed),
        .init("three times", .malformed) { $0.children[4].children.append($0.children[4].children[0]) },
    ]

    /// The subject with one attribute replaced: raw, so that what no encoder makes can be there.
    private static func attribute(
        _ name: String, _ index: Int, _ tag: UInt8, _ bytes: [UInt8], _ reason: ReasonCode = .wrongProfile
    ) -> ProfileCase {
        .init(name, reason) { tree in
            tree.children[5].children[index].children[0].children[1] = DERTree(tag: tag, .bytes(bytes))
        }
    }

    private static func displayName(
        _ name: String, _ text: String, _ reason: ReasonCode = .wrongProfile
    ) -> ProfileCase {
        attribute(name, last, 0x0C, Array(text.utf8), reason)
    }

    /// Places in the subject of the virtual authority's badge.
    private static let last = 9, country = 4

    private static let subjects: [ProfileCase] = [
        displayName("a name of 64", String(repeating: "ü", count: 64), .ok),
        displayName("a name of 65", String(repeating: "x", count: 65)), displayName("an empty name", ""),
        displayName("a name with NUL", "A\u{0}B"), displayName("a name with a line feed", "A\nB"),
        displayName("a name with a direction", "A\u{202E}B"),
        displayName("a name with nothing to see", "A\u{200B}B"),
        displayName("a decomposed name", "Zu\u{308}rich"), displayName("a name with an outer space", "A "),
        attribute("a name that is no UTF-8", last, 0x0C, [0x41, 0xC0, 0x80]),
        attribute("a surrogate", last, 0x0C, [0xED, 0xA0, 0x80]),
        attribute("a noncharacter", last, 0x0C, [0xEF, 0xBF, 0xBE]),
        attribute("a name as PrintableString", last, 0x13, [0x41]),
        attribute("as IA5String", last, 0x16, [0x41]),
        attribute("as TeletexString", last, 0x14, [0x41]), attribute("as BMPString", last, 0x1E, [0, 0x41]),
        attribute("a country as UTF8String", country, 0x0C, [0x4E, 0x4C]),
        attribute("a country in small letters", country, 0x13, [0x6E, 0x6C]),
        attribute("another country", country, 0x13, [0x44, 0x45], .ok),
        attribute("a PrintableString with @", country, 0x13, [0x40, 0x40]),
        .field("an empty subject", 5, DER.sequence([]), .wrongProfile),
        .init("no common name", .wrongProfile) { $0.children[5].children.removeLast() },
        .init("no street", .ok) { $0.children[5].children.remove(at: 7) },
        .init("an attribute twice", .wrongProfile) {
            $0.children[5].children.append($0.children[5].children[last])
        },
        .init("two in another order", .wrongProfile) { $0.children[5].children.swapAt(5, 6) },
        .init("two in one relative name", .wrongProfile) { tree in
            let moved = tree.children[5].children.remove(at: 6)
            tree.children[5].children[5].children += moved.children
        },
        .init("an organizational unit", .wrongProfile) { tree in
            let unit = DistinguishedName([.init(ObjectIdentifier(2, 5, 4, 11), "Unit")]).der
            tree.children[5].children.insert(DERTree(unit).children[0], at: 8)
        },
    ]

    private static let keys: [ProfileCase] =
        Forge.goodKeys.enumerated().map { .field("good key \($0)", 6, $1, .ok) }
        + Forge.badKeys.enumerated().map { index, key in
            .field("bad key \(index)", 6, key, key == DER.null ? .malformed : .wrongProfile)
        }

    private static let extensions: [ProfileCase] =
        (0..<9).flatMap { place -> [ProfileCase] in
            [
                .init("without extension \(place)", .wrongProfile) { $0.list.remove(at: place) },
                .init("extension \(place) twice", .malformed) { $0.list.insert($0.list[place], at: place) },
                .init("extension \(place) elsewhere", .wrongProfile) {
                    $0.list.swapAt(place, place == 0 ? 1 : place - 1)
                },
                .init("extension \(place) with the other criticality", .wrongProfile) { tree in
                    if place < 3 {
                        tree.list[place].children.remove(at: 1)
                    } else {
                        tree.list[place].children.insert(DERTree([1, 1, 0xFF]), at: 1)
                    }
                },
                .init("extension \(place), criticality 01", .malformed) { tree in
                    if place < 3 { tree.list[place].children.remove(at: 1) }
                    tree.list[place].children.insert(DERTree([1, 1, 1]), at: 1)
                },
                .init("extension \(place), criticality FALSE", .malformed) { tree in
                    if place < 3 { tree.list[place].children.remove(at: 1) }
                    tree.list[place].children.insert(DERTree([1, 1, 0]), at: 1)
                },
                .init("bytes in extension \(place)", .wrongProfile) { tree in
                    let count = tree.list[place].children.count
                    tree.list[place].children[count - 1] = DERTree(
                        tag: 4, .bytes(tree.list[place].children[count - 1].contentBytes + [5, 0]))
                },
            ]
        } + [
            .init("an unknown extension", .wrongProfile) { $0.list.append(DERTree(unknown(false).der)) },
            .init("an unknown critical extension", .wrongProfile) {
                $0.list.append(DERTree(unknown(true).der))
            },
        ]

    private static func unknown(_ critical: Bool) -> CertificateExtension {
        CertificateExtension(oid: ObjectIdentifier(1, 2, 3, 4), critical: critical, value: [1])
    }

    private static let oids = ProfileOIDs(ProfileOIDs.documentationArc.appending(7))
    private static let uri = DER.implicit(6, Array("https://a.example".utf8))
    private static let otherKey = [UInt8](repeating: 7, count: 20)

    private static let values: [ProfileCase] = [
        .at(0, "a CA", X509Builder.basicConstraints(ca: true)),
        .at(0, "a CA of path length 0", X509Builder.basicConstraints(ca: true, pathLength: 0)),
        .value(0, "cA FALSE written out", DER.sequence([DER.boolean(false)])),
        .value(0, "a path length without cA", DER.sequence([DER.integer(0)])),
        .at(1, "no usage", X509Builder.keyUsage([])),
        .at(1, "another usage", X509Builder.keyUsage([.keyCertSign])),
        .at(1, "a usage more", X509Builder.keyUsage([.digitalSignature, .cRLSign])),
        .value(1, "usage bits that are not minimal", [3, 2, 0, 0x80]),
        .at(2, "no purpose", X509Builder.extendedKeyUsage([])),
        .at(2, "two purposes", X509Builder.extendedKeyUsage([oids.badgeUsage, oids.badgeUsage])),
        .at(2, "serverAuth", X509Builder.extendedKeyUsage([ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 3, 1)])),
        .at(2, "any purpose", X509Builder.extendedKeyUsage([ObjectIdentifier(2, 5, 29, 37, 0)])),
        .at(2, "the purpose of another arc", X509Builder.extendedKeyUsage([oids.arc.appending(9)])),
        .at(3, "another subject key id", X509Builder.subjectKeyIdentifier(otherKey), .ok),
        .at(3, "a short subject key id", X509Builder.subjectKeyIdentifier([1])),
        .at(4, "another authority key id", X509Builder.authorityKeyIdentifier(otherKey)),
        .value(
            4, "issuer and serial", DER.sequence([DER.implicit(1, elements: [uri]), DER.implicit(2, [1])])),
        .at(
            5, "another account", X509Builder.subjectAltName(uris: ["tel:+12025550100", "acct:a@b.example"]),
            .ok),
        .at(5, "no account", X509Builder.subjectAltName(uris: [])),
        .at(
            5, "an account twice", X509Builder.subjectAltName(uris: ["tel:+12025550100", "tel:+12025550100"])),
        .at(5, "a mail address", X509Builder.subjectAltName(uris: ["mailto:a@b.example"])),
        .at(5, "an account in another form", X509Builder.subjectAltName(uris: ["https://Airline.example"])),
        .value(5, "a DNS name", DER.sequence([DER.implicit(2, Array("a.example".utf8))])),
        .value(
            5, "an account with NUL", DER.sequence([DER.implicit(6, Array("tel:+12025550100\u{0}".utf8))])),
        .value(
            5, "an account beyond ASCII", DER.sequence([DER.implicit(6, Array("https://ä.example".utf8))])),
        .at(6, "another version", X509Builder.certificatePolicies([oids.policy(version: 9)]), .ok),
        .at(6, "version 0", X509Builder.certificatePolicies([oids.policy(version: 0)])),
        .at(6, "no policy", X509Builder.certificatePolicies([])),
        .at(
            6, "two policies",
            X509Builder.certificatePolicies([oids.policy(version: 3), oids.policy(version: 4)])),
        .at(6, "any policy", X509Builder.certificatePolicies([ObjectIdentifier(2, 5, 29, 32, 0)])),
        .value(
            6, "a qualifier",
            DER.sequence([DER.sequence([DER.oid(oids.policy(version: 3)), DER.sequence([])])])),
        .at(7, "another list", X509Builder.crlDistributionPoint(uri: "https://a.example/1"), .ok),
        .at(7, "a list over LDAP", X509Builder.crlDistributionPoint(uri: "ldap://a.example/1")),
        .value(7, "no point", DER.sequence([])), .value(8, "an empty profile", []),
        .value(8, "JSON that is no profile", Array("{}".utf8)),
        .value(8, "a profile with a space", [0x20] + VirtualAuthority.profile.bytes),
        .init("a logotype that is none", .wrongProfile) { tree in
            tree.list.append(
                DERTree(CertificateExtension(oid: .logotype, critical: false, value: DER.sequence([])).der))
        },
    ]
}

extension DERTree {
    /// What stands behind tag and length.
    var contentBytes: [UInt8] { primitive ?? children.flatMap(\.bytes) }
}
