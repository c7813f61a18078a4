import BadgeVerifier
import CryptoCore
import Encoding

/// Step 3: the values of the extensions: accounts, policies, distribution point and logotype.
enum ExtensionValueCases {
    static func add(to list: inout CaseList) throws {
        list.group = "profile"
        try addAccounts(to: &list)
        try addPolicies(to: &list)
        try addDistributionPoints(to: &list)
        try addLogotypes(to: &list)
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
            try ExtensionCases.extensions(&list, "account-\(name)", why) { list, _ in
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
            try ExtensionCases.extensions(&list, "account-\(name)", why) { list, _ in
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
            (
                "policy-version-32-bits", "A version that not every parser reads.",
                { [$0.policy(version: 1 << 31)] }
            ),
            ("policy-below-version", "A policy below a version.", { [$0.policy(version: 1).appending(2)] }),
            ("policy-two", "Two policies.", { [$0.policy(version: 1), $0.policy(version: 2)] }),
            (
                "policy-tls", "The policy of TLS certificates (CA/Browser Forum).",
                { _ in [ObjectIdentifier(2, 23, 140, 1, 2, 2)] }
            ),
        ] as [(String, String, (ProfileOIDs) -> [ObjectIdentifier])] {
            try ExtensionCases.extensions(&list, name, why) { list, authority in
                list[6] = X509Builder.certificatePolicies(policies(authority.oids))
            }
        }
    }

    private static func addDistributionPoints(to list: inout CaseList) throws {
        for (name, why, address) in [
            ("ldap", "A distribution point under ldap:.", "ldap://badges.example.org/crl"),
            ("space", "A distribution point with a space.", "http://badges.example.org/a b"),
            (
                "long", "A distribution point of 513 bytes.",
                "http://badges.example.org/" + String(repeating: "x", count: 487)
            ),
        ] {
            try ExtensionCases.extensions(&list, "distribution-point-\(name)", why) { list, _ in
                list[7] = X509Builder.crlDistributionPoint(uri: address)
            }
        }
        try list.add("profile-other-arc", .wrongProfile, "A good badge, under a trust file with another arc.")
        {
            $0.pack.arc = ProfileOIDs.documentationArc.appending(9)
        }
    }

    private static func addLogotypes(to list: inout CaseList) throws {
        let logotype = Logotype(
            mediaType: "image/png", digest: SHA256.hash([1]), uri: "https://airline.example/logo.png")
        for (name, why, old, new) in [
            (
                "http", "A logotype over http.", "https://airline.example/logo.png",
                "http://airline.example/logos.png"
            ),
            ("gif", "A logotype of a type that clients are not asked to show.", "image/png", "image/gif"),
        ] {
            try ExtensionCases.extensions(&list, "logotype-\(name)", why) { list, _ in
                guard let good = logotype?.encoded else { throw KitError("the kit's logotype is refused") }
                list.append(
                    CertificateExtension(
                        oid: good.oid, critical: false,
                        value: try ByteEdits.replace(old, with: new)(good.value)))
            }
        }
        try ExtensionCases.extensions(&list, "logotype-empty", "A logotype without an image.") { list, _ in
            list.append(CertificateExtension(oid: .logotype, critical: false, value: DER.sequence([])))
        }
    }
}
