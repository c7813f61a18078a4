import BadgeVerifier
import CryptoCore
import Encoding
import Transparency

/// An authority that signs, logs and staples whatever it is given, so that nothing but strictness stands between a bent
/// certificate and a green verdict. All its keys are fixed: one seed gives one run.
struct Forge: Sendable {
    let authority: VirtualAuthority
    let rootTBS: DERTree
    let caTBS: DERTree
    let badgeTBS: DERTree
    private let staple: SignedNote

    init() throws {
        authority = try VirtualAuthority(
            rootKey: VirtualAuthority.key(21), caKey: VirtualAuthority.key(22),
            badgeKey: VirtualAuthority.key(23))
        rootTBS = DERTree(try ParsedCertificate(der: authority.rootDER).tbs)
        caTBS = DERTree(try ParsedCertificate(der: authority.caDER).tbs)
        badgeTBS = DERTree(try authority.parts().tbs.der)
        guard let text = VirtualAuthority.staple()?.text else { throw Missing() }
        staple = try SignedNote.sign(text, by: [authority.statusSigner], at: nil)
    }

    private struct Missing: Error {}

    /// The badge file of these certificates: the TBSCertificate of the badge logged as entry 5 of 9, stapled.
    func file(badge: [UInt8], logging tbs: [UInt8], issuer: [UInt8]) throws -> BadgeFile {
        var leaves = Self.leaves
        leaves[5] = MerkleTree.leafHash([1] + tbs)
        let checkpoint = Checkpoint(
            origin: VirtualAuthority.origin, size: UInt64(leaves.count), root: MerkleTree.root(of: leaves))
        let note = try SignedNote.sign(checkpoint.text, by: [authority.logSigner], at: nil)
        let hashes = MerkleTree.inclusionProof(index: 5, leafHashes: leaves)
        return BadgeFile(
            badge: badge, issuer: issuer, staple: staple,
            proof: TLogProof(index: 5, hashes: hashes, checkpoint: note))
    }

    private static let leaves = (0..<UInt8(9)).map { MerkleTree.leafHash([2, $0]) }

    /// The certificate of a TBSCertificate as a tree. The outer algorithm repeats the inner one, whatever that is.
    static func certificate(_ tbs: DERTree, signedBy key: PrivateKey) throws -> DERTree {
        let bytes = tbs.bytes
        let inner =
            tbs.children.count > 2 ? tbs.children[2] : DERTree(KeyAlgorithm.ed25519.signatureAlgorithmDER)
        let signature = DERTree(tag: 0x03, .bytes([0] + (try key.signature(for: bytes))))
        return DERTree(tag: 0x30, .children([tbs, inner, signature]))
    }
}

/// What mutations put in.
extension Forge {
    /// Keys that a badge may carry: the public keys of RFC 6979 A.2.5 and A.2.6, and one of Ed25519.
    static let goodKeys: [[UInt8]] = [
        KeyForms.p256(KeyForms.p256Point), KeyForms.p384(KeyForms.p384Point),
        KeyForms.ed25519([UInt8](repeating: 0x33, count: 32)),
    ]

    /// Points beside their curve, coordinates that are not below the prime, other forms, curves and kinds.
    static let badKeys: [[UInt8]] = {
        var beside = KeyForms.p256Point
        beside[64] ^= 1
        var besideLarge = KeyForms.p384Point
        besideLarge[96] ^= 1
        let compressed = [3] + KeyForms.p256Point[1...32]
        let hybrid = [7] + KeyForms.p256Point.dropFirst()
        let small = [UInt8](repeating: 0, count: 32)
        return [
            KeyForms.p256(beside), KeyForms.p384(besideLarge), KeyForms.p256(compressed),
            KeyForms.p256(hybrid),
            KeyForms.p256([4] + [UInt8](repeating: 0xFF, count: 64)), KeyForms.p256([4] + small + small),
            KeyForms.p256([0]), KeyForms.p384(KeyForms.p256Point),
            KeyForms.ec("1.3.132.0.10", KeyForms.p256Point),
            KeyForms.ed25519(small), KeyForms.ed25519([1] + small.dropFirst()),
            KeyForms.ed25519([UInt8](repeating: 0xFF, count: 32)), KeyForms.ed25519(small + [0]),
            KeyForms.rsa, DER.sequence([]), DER.null,
        ]
    }()

    /// Extensions of RFC 5280 and others, well and badly formed.
    static let otherExtensions: [CertificateExtension] = {
        let oids = ProfileOIDs(ProfileOIDs.documentationArc.appending(7))
        let key = [UInt8](repeating: 7, count: 20)
        func other(_ dotted: String, _ value: [UInt8], critical: Bool = false) -> [CertificateExtension] {
            ObjectIdentifier(dotted).map { [.init(oid: $0, critical: critical, value: value)] } ?? []
        }
        let uri = DER.implicit(6, Array("https://a.example".utf8))
        return [
            X509Builder.basicConstraints(ca: true), X509Builder.basicConstraints(ca: true, pathLength: 0),
            X509Builder.basicConstraints(ca: true, pathLength: 1), X509Builder.basicConstraints(ca: false),
            X509Builder.keyUsage([.digitalSignature]), X509Builder.keyUsage([.keyCertSign]),
            X509Builder.keyUsage([.digitalSignature, .keyCertSign, .cRLSign]), X509Builder.keyUsage([]),
            X509Builder.extendedKeyUsage([]), X509Builder.extendedKeyUsage([oids.badgeUsage, oids.arc]),
            X509Builder.subjectKeyIdentifier(key), X509Builder.subjectKeyIdentifier([1]),
            X509Builder.authorityKeyIdentifier(key), X509Builder.authorityKeyIdentifier([1]),
            X509Builder.subjectAltName(uris: []), X509Builder.subjectAltName(uris: ["mailto:a@b.example"]),
            X509Builder.certificatePolicies([]), X509Builder.certificatePolicies([oids.policies]),
            X509Builder.crlDistributionPoint(uri: "ldap://a.example"),
            X509Builder.crlDistributionPoint(uri: "http://a.example/1.crl"),
        ]
            + other("2.5.29.35", DER.sequence([DER.implicit(0, key), DER.implicit(2, [1])]))
            + other("2.5.29.35", DER.sequence([DER.implicit(1, elements: [uri]), DER.implicit(2, [1])]))
            + other("2.5.29.17", DER.sequence([DER.implicit(2, Array("a.example".utf8))]))
            + other(
                "2.5.29.30", DER.sequence([DER.implicit(0, elements: [DER.sequence([uri])])]), critical: true)
            + other("2.5.29.19", DER.sequence([DER.integer(0)]), critical: true)
            + other("2.5.29.19", DER.sequence([DER.boolean(false)]), critical: true)
            + other(
                "2.5.29.37", DER.sequence([DER.oid(ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 3, 1))]),
                critical: true)
            + other("2.5.29.54", DER.integer(0), critical: true) + other("2.5.29.56", DER.null)
            + other("1.3.6.1.5.5.7.1.12", DER.sequence([])) + other("1.2.3.4", [1, 2, 3])
            + other("1.2.3.4", [], critical: true) + other("1.3.6.1.5.5.7.1.1", DER.sequence([]))
    }()

    /// Lists that a badge of this forge may have; the last two with a logo. Nil where an account is not read.
    static let goodExtensions: [[CertificateExtension]?] = {
        guard let forge = try? Forge(), let plain = try? forge.authority.extensions else { return [nil] }
        let oids = forge.authority.oids
        let logo = Logotype(
            mediaType: "image/png", digest: SHA256.hash([1]), uri: "https://airline.example/logo.png")
        let changes: [(inout BadgeExtensions) -> Void] = [
            { $0.programmeVersion = 4 }, { $0.crlURI = "https://badges.example.org/2.crl" },
            { $0.profile.homonym = true }, { $0.profile.legalName = "Example Airline Besloten Vennootschap" },
            { $0.profile.responseTime = nil }, { $0.accounts.reverse() }, { $0.accounts.removeLast() },
            { $0.subjectKeyIdentifier = [UInt8](repeating: 9, count: 20) }, { $0.logotype = logo },
            { ($0.logotype, $0.profile.naturalPerson) = (logo, true) },
        ]
        return changes.map { change in
            var other = plain
            change(&other)
            return other.encoded(oids)
        }
    }()
}
