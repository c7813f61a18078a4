import BadgeVerifier
import CryptoCore
import Encoding

/// Step 3: which extensions a badge has, in which order, and what it may be used for.
enum ExtensionCases {
    static func add(to list: inout CaseList) throws {
        list.group = "profile"
        try addUsage(to: &list)
        try addCriticality(to: &list)
        try addOrder(to: &list)
        try addIdentifiers(to: &list)
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
    }

    private static func addCriticality(to list: inout CaseList) throws {
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
}
