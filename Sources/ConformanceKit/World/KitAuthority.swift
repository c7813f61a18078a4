import BadgeVerifier
import CryptoCore
import Encoding
import Transparency

/// An authority in memory: its certificates, names and signers, all with fixed times. Always a test authority.
struct KitAuthority: Sendable {
    /// The time at which everything is good unless a case says otherwise: 2026-11-22T14:20:00Z.
    static let now = Timestamp(secondsSince1970: 1_795_357_200)
    static let account = "tel:+12025550100"
    static let website = "https://airline.example"
    /// Entries in its log: more than two full tiles, so that whole and partial ones take part.
    static let logSize: UInt64 = 600
    /// Where the good badge stands.
    static let goodIndex: UInt64 = 5
    /// The size of the log when the good badge was issued.
    static let goodSize: UInt64 = 16

    let name: String
    let domain: String
    let rootKey: PrivateKey
    let issuingKey: PrivateKey
    let badgeKeys: [KeyAlgorithm: PublicKey]
    let logSigner: NoteSigner
    let statusSigner: NoteSigner
    let trustSigner: NoteSigner
    let oids: ProfileOIDs
    let rootDER: [UInt8]
    let issuingDER: [UInt8]
    /// True if all its keys are those that the verifier knows as public.
    let hasKnownTestKeys: Bool

    var origin: String { logSigner.verifierKey.name }

    /// The authority of the kit.
    init(_ keys: KitKeys) throws {
        try self.init(
            name: "Conformance Kit", domain: "badges.example.org", arc: 7, root: keys[.root],
            issuing: keys[.issuing], log: keys[.log], status: keys[.status], trust: keys[.trust],
            badgeKeys: KitAuthority.badgeKeys(keys),
            hasKnownTestKeys: keys.areAll(in: TestKeys.spkiDigests))
    }

    /// Another authority, for clients that trust several.
    static func second(_ keys: KitKeys) throws -> KitAuthority {
        func key(_ role: String) throws -> PrivateKey { try KitKeys.derived("second authority \(role)") }
        return try KitAuthority(
            name: "Second Authority", domain: "second.example.net", arc: 8, root: key("root"),
            issuing: key("issuing"), log: key("log"), status: key("status"), trust: key("trust"),
            badgeKeys: badgeKeys(keys), hasKnownTestKeys: false)
    }

    private static func badgeKeys(_ keys: KitKeys) throws -> [KeyAlgorithm: PublicKey] {
        [
            .p256: try keys[.businessP256].publicKey, .p384: try keys[.businessP384].publicKey,
            .ed25519: try keys[.businessEd25519].publicKey,
        ]
    }

    private init(
        name: String, domain: String, arc: UInt64, root: PrivateKey, issuing: PrivateKey, log: PrivateKey,
        status: PrivateKey, trust: PrivateKey, badgeKeys: [KeyAlgorithm: PublicKey], hasKnownTestKeys: Bool
    ) throws {
        self.name = name
        self.domain = domain
        self.hasKnownTestKeys = hasKnownTestKeys
        (rootKey, issuingKey, self.badgeKeys) = (root, issuing, badgeKeys)
        logSigner = try NoteSigner(name: "\(domain)/log", key: log)
        statusSigner = try NoteSigner(name: "\(domain)/status", key: status)
        trustSigner = try NoteSigner(name: "\(domain)/trust", key: trust)
        oids = ProfileOIDs(ProfileOIDs.documentationArc.appending(arc))
        rootDER = try KitAuthority.root(root, name).signed(by: root)
        issuingDER = try KitAuthority.issuing(issuing, under: root, name).signed(by: root)
    }

    static func commonName(_ text: String) -> [UInt8] { DistinguishedName([.init(.commonName, text)]).der }
    static func rootName(_ name: String) -> [UInt8] { commonName("\(name) TEST Root") }
    static func issuingName(_ name: String) -> [UInt8] { commonName("\(name) TEST Issuing CA") }

    /// A root as DESIGN 5 has it.
    static func root(_ key: PrivateKey, _ name: String) -> TBSCertificate {
        TBSCertificate(
            serial: 1, algorithm: .ed25519, issuer: rootName(name), notBefore: now.days(-400),
            notAfter: now.days(4000), subject: rootName(name), spki: key.publicKey.spki,
            extensions: AuthorityProfile.extensions(
                pathLength: 1, subjectKeyIdentifier: key.publicKey.keyIdentifier,
                authorityKeyIdentifier: key.publicKey.keyIdentifier))
    }

    /// An issuing CA as DESIGN 5 has it, first entry of its log.
    static func issuing(_ key: PrivateKey, under root: PrivateKey, _ name: String) -> TBSCertificate {
        TBSCertificate(
            serial: 1 << 48 | 1, algorithm: .ed25519, issuer: rootName(name), notBefore: now.days(-30),
            notAfter: now.days(2000), subject: issuingName(name), spki: key.publicKey.spki,
            extensions: AuthorityProfile.extensions(
                pathLength: 0, subjectKeyIdentifier: key.publicKey.keyIdentifier,
                authorityKeyIdentifier: root.publicKey.keyIdentifier))
    }

    /// The TBSCertificate of the issuing CA: what the log has of it.
    func issuingTBS() throws -> [UInt8] { KitAuthority.issuing(issuingKey, under: rootKey, name).der }

    /// A certificate of the issuing CA that differs from the good one, signed by the root or by another key.
    func issuingCA(
        signedBy signer: PrivateKey? = nil, _ change: (inout TBSCertificate) -> Void
    ) throws -> [UInt8] {
        var tbs = KitAuthority.issuing(issuingKey, under: rootKey, name)
        change(&tbs)
        return try tbs.signed(by: signer ?? rootKey)
    }

    /// A root certificate that differs from the good one.
    func root(_ change: (inout TBSCertificate) -> Void) throws -> [UInt8] {
        var tbs = KitAuthority.root(rootKey, name)
        change(&tbs)
        return try tbs.signed(by: rootKey)
    }
}

extension Timestamp {
    /// So many days later, earlier for a negative number.
    func days(_ count: Int64) -> Timestamp { adding(seconds: count * Timestamp.day) }
    /// So many hours later.
    func hours(_ count: Int64) -> Timestamp { adding(seconds: count * Timestamp.hour) }
}
