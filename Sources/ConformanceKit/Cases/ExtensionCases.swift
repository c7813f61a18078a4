import BadgeVerifier
import CryptoCore
import Encoding

/// Step 3: serial, validity, key and extensions of the badge. The profile of DESIGN 5 is closed: what it does not list
/// is refused, even where the CA signed it and the log has it.
enum ExtensionCases {
    static func add(to list: inout CaseList) throws {
        list.group = "profile"
        try addFields(to: &list)
        try addKeys(to: &list)
        try addUsage(to: &list)
        try addOrder(to: &list)
        try addIdentifiers(to: &list)
        try addAccounts(to: &list)
        try addPolicies(to: &list)
    }

    /// A badge whose list of extensions is changed; their places are those of DESIGN 5, from 0.
    static func extensions(
        _ list: inout CaseList, _ name: String, _ why: String,
        _ change: (inout [CertificateExtension], KitAuthority) throws -> Void
    ) throws {
        try list.add("profile-\(name)", .wrongProfile, why) {
            var extensions = $0.badge.list
            try change(&extensions, $0.badge.authority)
            $0.badge.extensionList = extensions
        }
    }

    private static func addFields(to list: inout CaseList) throws {
        func add(_ name: String, _ why: String, _ change: (inout BadgeRecipe) throws -> Void) throws {
            try list.add("profile-\(name)", .wrongProfile, why) { try change(&$0.badge) }
        }
        try add("serial-without-log", "A serial without the log's number.") { $0.serial = $0.index }
        try add("serial-of-another-log", "A serial of log 2; its issuing CA is of log 1.") {
            $0.serial = 2 << 48 | $0.index
        }
        try add("serial-index-0", "Index 0, which is never a badge.") { $0.serial = 1 << 48 }
        try add("serial-top-bit", "Log number 32769: serials stay below 2^63.") {
            $0.serial = 0x8001 << 48 | $0.index
        }
        try add("serial-20-bytes", "A serial of 20 bytes, as other CAs give them.") {
            let good = DER.integer($0.serial)
            let long = DER.element(DERTag.integer, [1] + [UInt8](repeating: 0, count: 12) + good.dropFirst(2))
            $0.editTBS = { try relengthened(ByteEdits.replace(bytes: good, with: long)($0)) }
        }
        try add("too-long", "A second more than 398 days and an hour.") {
            $0.notAfter = $0.notBefore.days(398).adding(seconds: 3601)
        }
        try add("ends-before-it-begins", "notAfter lies before notBefore.") {
            $0.notAfter = $0.notBefore.adding(seconds: -1)
        }
        try add("outlives-its-ca", "Valid a second longer than its issuing CA.") {
            let end = $0.notAfter
            $0.issuingDER = try $0.authority.issuingCA { $0.notAfter = end.adding(seconds: -1) }
        }
        try add("other-algorithm", "It names another signature algorithm than its issuing CA's key has.") {
            $0.algorithm = .p256
            $0.editSignature = { _ in DER.sequence([DER.integer(1), DER.integer(1)]) }
        }
        try add(
            "algorithm-parameters",
            "Its Ed25519 algorithm has parameters, inside and outside (RFC 8410 forbids them)."
        ) {
            let good = KeyAlgorithm.ed25519.signatureAlgorithmDER
            let long = DER.element(DERTag.sequence, good.dropFirst(2) + DER.null)
            $0.editTBS = { try relengthened(ByteEdits.replace(bytes: good, with: long)($0)) }
            $0.editCertificate = { der in
                let parts = try DERReader.read(der) { (reader) throws(DERError) in
                    try reader.sequence { (fields) throws(DERError) in
                        (try fields.rawElement(), try fields.rawElement(), try fields.rawElement())
                    }
                }
                return DER.sequence([parts.0, long, parts.2])
            }
        }
    }

    /// A changed SEQUENCE of some hundred bytes with its length mended.
    private static func relengthened(_ changed: [UInt8]) throws -> [UInt8] {
        guard changed.count > 259, changed[1] == 0x82 else {
            throw KitError("an edit of the kit needs a longer certificate")
        }
        return DER.element(DERTag.sequence, Array(changed.dropFirst(4)))
    }

    private static func addKeys(to list: inout CaseList) throws {
        for (name, why, spki) in [
            (
                "rsa-key", "An RSA key.",
                DER.sequence([
                    DER.sequence([DER.oid(ObjectIdentifier(1, 2, 840, 113549, 1, 1, 1)), DER.null]),
                    DER.bitString(
                        DER.sequence([
                            DER.integer(bigEndian: [UInt8](repeating: 0xC1, count: 256)), DER.integer(65537),
                        ])),
                ])
            ),
            (
                "p521-key", "A key on P-521.",
                DER.sequence([
                    DER.sequence([
                        DER.oid(ObjectIdentifier(1, 2, 840, 10045, 2, 1)),
                        DER.oid(ObjectIdentifier(1, 3, 132, 0, 35)),
                    ]), DER.bitString([4] + [UInt8](repeating: 1, count: 132)),
                ])
            ),
            (
                "compressed-key", "A P-256 key as a compressed point.",
                DER.sequence([
                    DER.sequence([
                        DER.oid(ObjectIdentifier(1, 2, 840, 10045, 2, 1)),
                        DER.oid(ObjectIdentifier(1, 2, 840, 10045, 3, 1, 7)),
                    ]), DER.bitString([2] + [UInt8](repeating: 1, count: 32)),
                ])
            ),
            (
                "x25519-key", "A key for agreement, which cannot sign.",
                DER.sequence([
                    DER.sequence([DER.oid(ObjectIdentifier(1, 3, 101, 110))]),
                    DER.bitString([UInt8](repeating: 9, count: 32)),
                ])
            ),
        ] {
            try list.add("profile-\(name)", .wrongProfile, why) { $0.badge.spki = spki }
        }
    }

    private static func addUsage(to list: inout CaseList) throws {
        let tls = ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 3, 1)
        try extensions(&list, "ca", "A badge that is a CA.") { list, _ in
            list[0] = X509Builder.basicConstraints(ca: true)
        }
        try extensions(
            &list, "ca-false-written-out", "basicConstraints with CA FALSE written out, which is the default."
        ) { list, _ in
            list[0] = CertificateExtension(
                oid: .basicConstraints, critical: true, value: DER.sequence([DER.boolean(false)]))
        }
        try extensions(&list, "usage-certificate-sign", "Its key may sign certificates.") { list, _ in
            list[1] = X509Builder.keyUsage([.digitalSignature, .keyCertSign])
        }
        try extensions(&list, "usage-crl-sign", "Its key may sign lists.") { list, _ in
            list[1] = X509Builder.keyUsage([.digitalSignature, .cRLSign])
        }
        try extensions(&list, "usage-empty", "Its key may do nothing.") { list, _ in
            list[1] = X509Builder.keyUsage([])
        }
        try extensions(&list, "usage-tls", "A certificate for TLS servers by the same CA.") { list, _ in
            list[2] = X509Builder.extendedKeyUsage([tls])
        }
        try extensions(&list, "usage-badge-and-tls", "A badge that is a certificate for TLS servers too.") {
            list, authority in
            list[2] = X509Builder.extendedKeyUsage([authority.oids.badgeUsage, tls])
        }
        try extensions(&list, "usage-any", "anyExtendedKeyUsage in place of the badge's.") { list, _ in
            list[2] = X509Builder.extendedKeyUsage([ObjectIdentifier(2, 5, 29, 37, 0)])
        }
        try extensions(&list, "usage-of-another-arc", "The badge usage of another authority's arc.") {
            list, _ in
            list[2] = X509Builder.extendedKeyUsage([ProfileOIDs.documentationArc.appending(9).appending(1)])
        }
        for (place, name) in [(0, "basic-constraints"), (1, "key-usage"), (2, "extended-usage")] {
            try extensions(
                &list, "\(name)-not-critical", "One of the three critical extensions is not critical."
            ) { list, _ in
                list[place] = CertificateExtension(
                    oid: list[place].oid, critical: false, value: list[place].value)
            }
        }
        for (place, name) in [(5, "alternative-name"), (6, "policies"), (8, "profile")] {
            try extensions(&list, "\(name)-critical", "An extension is critical that must not be.") {
                list, _ in
                list[place] = CertificateExtension(
                    oid: list[place].oid, critical: true, value: list[place].value)
            }
        }
    }

    private static func addOrder(to list: inout CaseList) throws {
        for (place, name) in [
            "basic-constraints", "key-usage", "extended-usage", "subject-key", "authority-key",
            "alternative-name", "policies", "distribution-point", "profile",
        ].enumerated() {
            try extensions(&list, "no-\(name)", "One of the nine extensions is missing.") { list, _ in
                list.remove(at: place)
            }
        }
        try extensions(&list, "extension-order", "Two extensions in the other order.") { list, _ in
            list.swapAt(3, 4)
        }
        try extensions(&list, "extension-last", "The extended key usage as the last extension.") { list, _ in
            list.append(list.remove(at: 2))
        }
        let unknown = ObjectIdentifier(1, 2, 3)
        try extensions(
            &list, "unknown-extension", "An extension that the profile does not list, not critical."
        ) { list, _ in
            list.append(CertificateExtension(oid: unknown, critical: false, value: DER.null))
        }
        try extensions(&list, "unknown-critical-extension", "The same, critical.") { list, _ in
            list.append(CertificateExtension(oid: unknown, critical: true, value: DER.null))
        }
        try extensions(&list, "name-constraints", "Name constraints in a badge.") { list, _ in
            list.append(
                CertificateExtension(
                    oid: ObjectIdentifier(2, 5, 29, 30), critical: true, value: DER.sequence([])))
        }
    }

    private static func addIdentifiers(to list: inout CaseList) throws {
        try extensions(&list, "authority-key-of-another", "The authority key identifier names another key.") {
            list, authority in
            list[4] = X509Builder.authorityKeyIdentifier(authority.rootKey.publicKey.keyIdentifier)
        }
        try extensions(&list, "authority-key-short", "An authority key identifier of three bytes.") {
            list, _ in
            list[4] = X509Builder.authorityKeyIdentifier([1, 2, 3])
        }
        try extensions(
            &list, "authority-key-and-serial", "The authority key identifier names a serial number as well."
        ) { list, _ in
            let key = Array(list[4].value.dropFirst(2))
            list[4] = CertificateExtension(
                oid: .authorityKeyIdentifier, critical: false,
                value: DER.sequence([key, DER.implicit(2, [1])]))
        }
        try extensions(&list, "subject-key-short", "A subject key identifier of 19 bytes.") { list, _ in
            list[3] = X509Builder.subjectKeyIdentifier([UInt8](repeating: 7, count: 19))
        }
    }

    private static func addAccounts(to list: inout CaseList) throws {
        for (name, why, accounts) in [
            ("none", "No account at all.", []),
            ("twice", "An account twice.", [KitAuthority.account, KitAuthority.account]),
            ("telephone-spaces", "A telephone number with spaces.", ["tel:+1 202 555 0100"]),
            ("telephone-hyphens", "A telephone number with hyphens.", ["tel:+1-202-555-0100"]),
            ("telephone-national", "A telephone number without its country.", ["tel:02025550100"]),
            ("scheme-capitals", "A scheme in capitals.", ["TEL:+12025550100"]),
            ("host-capitals", "A host in capitals.", ["https://Airline.example"]),
            ("host-port", "A host with a port.", ["https://airline.example:443"]),
            ("host-path", "A host with a path.", ["https://airline.example/"]),
            ("host-user", "A host with a user.", ["https://airline@airline.example"]),
            ("host-http", "A host without encryption.", ["http://airline.example"]),
            ("mailto", "A kind of account that the format does not have.", ["mailto:info@airline.example"]),
            (
                "acct-host-capitals", "An acct: account whose host has capitals.",
                ["acct:info@Airline.example"]
            ),
        ] as [(String, String, [String])] {
            try extensions(&list, "account-\(name)", why) { list, _ in
                list[5] = X509Builder.subjectAltName(uris: accounts)
            }
        }
        for (name, why, tag, text) in [
            (
                "dns-name", "A DNS name beside the accounts, which TLS stacks would look at.", UInt8(2),
                "airline.example"
            ),
            ("mail-address", "A mail address beside the accounts.", 1, "info@airline.example"),
            ("not-ascii", "An account with a letter outside ASCII.", 6, "https://zürich.example"),
        ] {
            try extensions(&list, "account-\(name)", why) { list, _ in
                let good = Array(X509Builder.subjectAltName(uris: [KitAuthority.account]).value.dropFirst(2))
                list[5] = CertificateExtension(
                    oid: .subjectAltName, critical: false,
                    value: DER.sequence([good, DER.implicit(tag, Array(text.utf8))]))
            }
        }
    }

    private static func addPolicies(to list: inout CaseList) throws {
        for (name, why, policies) in [
            ("policy-without-version", "The arc of the policies without a version.", { [$0.policies] }),
            ("policy-version-0", "Version 0 of the programme.", { [$0.policy(version: 0)] }),
            ("policy-below-version", "A policy below a version.", { [$0.policy(version: 1).appending(2)] }),
            ("policy-two", "Two policies.", { [$0.policy(version: 1), $0.policy(version: 2)] }),
            (
                "policy-tls", "The policy of TLS certificates (CA/Browser Forum).",
                { _ in [ObjectIdentifier(2, 23, 140, 1, 2, 2)] }
            ),
        ] as [(String, String, (ProfileOIDs) -> [ObjectIdentifier])] {
            try extensions(&list, name, why) { list, authority in
                list[6] = X509Builder.certificatePolicies(policies(authority.oids))
            }
        }
        for (name, why, address) in [
            ("ldap", "A distribution point under ldap:.", "ldap://badges.example.org/crl"),
            ("space", "A distribution point with a space.", "http://badges.example.org/a b"),
            (
                "long", "A distribution point of 513 bytes.",
                "http://badges.example.org/" + String(repeating: "x", count: 487)
            ),
        ] {
            try extensions(&list, "distribution-point-\(name)", why) { list, _ in
                list[7] = X509Builder.crlDistributionPoint(uri: address)
            }
        }
        try list.add("profile-other-arc", .wrongProfile, "A good badge, under a trust file with another arc.")
        {
            $0.pack.arc = ProfileOIDs.documentationArc.appending(9)
        }
        let logotype = Logotype(
            mediaType: "image/png", digest: SHA256.hash([1]), uri: "https://airline.example/logo.png")
        for (name, why, old, new) in [
            (
                "http", "A logotype over http.", "https://airline.example/logo.png",
                "http://airline.example/logos.png"
            ),
            ("gif", "A logotype of a type that clients are not asked to show.", "image/png", "image/gif"),
        ] {
            try extensions(&list, "logotype-\(name)", why) { list, _ in
                guard let good = logotype?.encoded else { throw KitError("the kit's logotype is refused") }
                list.append(
                    CertificateExtension(
                        oid: good.oid, critical: false,
                        value: try ByteEdits.replace(old, with: new)(good.value)))
            }
        }
        try extensions(&list, "logotype-empty", "A logotype without an image.") { list, _ in
            list.append(CertificateExtension(oid: .logotype, critical: false, value: DER.sequence([])))
        }
    }
}
