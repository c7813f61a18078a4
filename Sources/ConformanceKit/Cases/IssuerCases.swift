import BadgeVerifier
import CryptoCore
import Encoding

/// Step 2: the issuing CA stands under a pinned root, keeps to its profile and is not listed in the status.
enum IssuerCases {
    static func add(to list: inout CaseList) throws {
        list.group = "issuer"
        try addChain(to: &list)
        try addProfile(to: &list)
        try addStatus(to: &list)
        try addOthers(to: &list)
    }

    private static func addChain(to list: inout CaseList) throws {
        let authority = list.authority
        let stranger = try KitKeys.derived("stranger root")
        try list.add(
            "issuer-forged", .untrustedIssuer,
            "The issuing CA names the root and its key, and another key signed it."
        ) {
            $0.badge.issuingDER = try authority.issuingCA(signedBy: stranger) { _ in }
        }
        try list.add(
            "issuer-of-another-root", .untrustedIssuer,
            "The issuing CA stands under a root that is not pinned."
        ) {
            $0.badge.issuingDER = try KitAuthority.issuing(authority.issuingKey, under: stranger, "Stranger")
                .signed(by: stranger)
            $0.badge.issuerName = KitAuthority.issuingName("Stranger")
        }
        try list.add(
            "issuer-of-a-namesake-root", .untrustedIssuer,
            "Its root has the pinned root's name and another key."
        ) {
            $0.badge.issuingDER = try KitAuthority.issuing(
                authority.issuingKey, under: stranger, authority.name
            )
            .signed(by: stranger)
        }
        try list.add(
            "issuer-names-another-root", .untrustedIssuer,
            "It names another root than the one that signed it."
        ) {
            $0.badge.issuingDER = try authority.issuingCA { $0.issuer = KitAuthority.rootName("Another") }
        }
        try list.add(
            "issuer-bad-signature", .untrustedIssuer,
            "A letter of its name was changed after the root signed it."
        ) {
            $0.badge.issuingDER = try ByteEdits.replaceAll("TEST Issuing", with: "TEST issuing")(
                authority.issuingDER)
            $0.badge.issuerName = KitAuthority.commonName("\(authority.name) TEST issuing CA")
        }
        try list.add(
            "issuer-other-algorithm", .untrustedIssuer,
            "Its signature is ECDSA by its form; the root's key is Ed25519."
        ) {
            var tbs = KitAuthority.issuing(authority.issuingKey, under: authority.rootKey, authority.name)
            tbs.algorithm = .p256
            $0.badge.issuingDER = X509Builder.certificate(
                tbs: tbs.der, algorithm: .p256, signature: DER.sequence([DER.integer(1), DER.integer(1)]))
        }
        try list.add(
            "issuer-is-the-root", .untrustedIssuer,
            "The root stands where the issuing CA must stand, and signed the badge itself."
        ) {
            $0.badge.issuingDER = authority.rootDER
            $0.badge.signer = authority.rootKey
            $0.badge.issuerName = KitAuthority.rootName(authority.name)
            $0.badge.extensions.authorityKeyIdentifier = authority.rootKey.publicKey.keyIdentifier
        }
        try list.add(
            "issuer-is-a-badge", .untrustedIssuer, "A good badge stands where the issuing CA must stand."
        ) {
            $0.badge.editFile = FileParts.assembled { $0.badge + $0.badge + $0.staple + $0.proof }
        }
        try list.add("issuer-first", .untrustedIssuer, "The two certificates in the other order.") {
            $0.badge.editFile = FileParts.assembled { $0.issuer + $0.badge + $0.staple + $0.proof }
        }
    }

    private static func addProfile(to list: inout CaseList) throws {
        let authority = list.authority
        func add(_ name: String, _ why: String, _ change: (inout TBSCertificate) -> Void) throws {
            try list.add("issuer-\(name)", .untrustedIssuer, why) {
                $0.badge.issuingDER = try authority.issuingCA(change)
            }
        }
        try add("not-a-ca", "basicConstraints says that it is no CA.") {
            $0.extensions[0] = X509Builder.basicConstraints(ca: false)
        }
        try add("path-length-1", "A path length of 1, which would let it make further CAs.") {
            $0.extensions[0] = X509Builder.basicConstraints(ca: true, pathLength: 1)
        }
        try add("no-path-length", "No path length at all.") {
            $0.extensions[0] = X509Builder.basicConstraints(ca: true)
        }
        try add("constraints-not-critical", "basicConstraints is not critical (RFC 5280 4.2.1.9).") {
            let good = $0.extensions[0]
            $0.extensions[0] = CertificateExtension(oid: good.oid, critical: false, value: good.value)
        }
        try add("no-certificate-sign", "Its key may sign lists alone.") {
            $0.extensions[1] = X509Builder.keyUsage([.cRLSign])
        }
        try add("no-crl-sign", "Its key may not sign lists.") {
            $0.extensions[1] = X509Builder.keyUsage([.keyCertSign])
        }
        try add("digital-signature", "Its key may sign other things as well.") {
            $0.extensions[1] = X509Builder.keyUsage([.digitalSignature, .keyCertSign, .cRLSign])
        }
        try add("extended-usage", "An extended key usage, which CAs of the profile do not have.") {
            $0.extensions.append(X509Builder.extendedKeyUsage([authority.oids.badgeUsage]))
        }
        try add("name-constraints", "Name constraints, which the verifier does not evaluate.") {
            $0.extensions.append(
                CertificateExtension(oid: ObjectIdentifier(2, 5, 29, 30), critical: true, value: [0x30, 0]))
        }
        try add("no-subject-key", "Without a subject key identifier.") { $0.extensions.remove(at: 2) }
        try add("no-authority-key", "Without an authority key identifier.") { $0.extensions.remove(at: 3) }
        try add("serial", "A serial that is no position in a log.") { $0.serial = 1 }
        try add("other-name", "Another name than the badge's issuer.") {
            $0.subject = KitAuthority.issuingName("Another")
        }
    }

    private static func addStatus(to list: inout CaseList) throws {
        try list.add(
            "issuer-revoked", .untrustedIssuer,
            "The snapshot lists the issuing CA, by its own place in the log, as revoked."
        ) {
            $0.pack.snapshot?.lists.revoked = [1]
        }
        try list.add("issuer-superseded", .untrustedIssuer, "The issuing CA was replaced.") {
            $0.pack.snapshot?.lists.superseded = [1]
        }
        try list.add("issuer-suspended", .untrustedIssuer, "The issuing CA is suspended.") {
            $0.pack.snapshot?.lists.suspended = [1]
        }
        try list.add(
            "issuer-limited", .untrustedIssuer, "Any listing takes a CA out of use, even the mildest."
        ) {
            $0.pack.snapshot?.lists.limited = [1]
        }
        try list.add(
            "issuer-revoked-long-ago", .untrustedIssuer,
            "The list that says so is stale; a listing counts however old it is."
        ) {
            $0.pack.snapshot?.lists.revoked = [1]
            $0.issueSnapshot($0.time.days(-60))
        }
    }

    private static func addOthers(to list: inout CaseList) throws {
        let second = list.second
        try list.add(
            "issuer-under-the-other-root", .untrustedIssuer,
            "Two authorities are trusted; the issuing CA is of the one, the log of the other."
        ) {
            $0.badge.issuingDER = second.issuingDER
            $0.badge.signer = second.issuingKey
            $0.badge.issuerName = KitAuthority.issuingName(second.name)
            $0.badge.extensions.authorityKeyIdentifier = second.issuingKey.publicKey.keyIdentifier
            $0.morePacks = [try PackRecipe(second)]
        }
        let next = try Others.nextLog()
        let unknownLog = KitLog.unimportant(next)
        try list.add(
            "issuer-of-neither", .untrustedIssuer,
            "Two authorities are trusted, and neither lists the badge's log."
        ) {
            $0.badge.otherLog = unknownLog
            $0.badge.checkpointSigners = [next]
            $0.badge.staple = nil
            $0.morePacks = [try PackRecipe(second)]
        }
        try list.add(
            "issuer-of-an-authority-not-trusted", .untrustedIssuer,
            "A good badge of another authority, at a client of one."
        ) {
            $0.badge = try BadgeRecipe(second, index: KitAuthority.goodIndex)
        }
    }
}
