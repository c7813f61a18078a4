import BadgeVerifier
import CryptoCore
import Encoding

/// Holds a tbsCertificate against our own profile and against libcrypto's path validation, before anything is signed
/// with the real key (DESIGN section 6, step 4).
///
/// The oracle needs a signature, so a throwaway issuing CA with the real one's name and key identifier signs a copy:
/// the authority's key is never used on what was not linted.
struct BadgeLint {
    private let key: PrivateKey
    private let issuer: [UInt8]
    private let root: [UInt8]
    private let real: ParsedCertificate
    private let oids: ProfileOIDs

    init(issuer: ParsedCertificate, root: ParsedCertificate, oids: ProfileOIDs) throws {
        let algorithm = try PublicKey(spki: issuer.spki).algorithm
        let rootAlgorithm = try PublicKey(spki: root.spki).algorithm
        key = try .generate(algorithm)
        let rootKey = try PrivateKey.generate(rootAlgorithm)
        self.root = try Self.copy(of: root, spki: rootKey.publicKey.spki, signedBy: rootKey)
        self.issuer = try Self.copy(of: issuer, spki: key.publicKey.spki, signedBy: rootKey)
        real = issuer
        self.oids = oids
    }

    private static func copy(
        of certificate: ParsedCertificate, spki: [UInt8], signedBy key: PrivateKey
    ) throws
        -> [UInt8]
    {
        try TBSCertificate(
            serial: certificate.serial ?? 1, algorithm: key.publicKey.algorithm, issuer: certificate.issuer,
            notBefore: certificate.notBefore, notAfter: certificate.notAfter, subject: certificate.subject,
            spki: spki, extensions: certificate.extensions
        ).signed(by: key)
    }

    /// Refuses a tbsCertificate that our reader or the oracle would not accept.
    func check(_ tbs: [UInt8], at time: Timestamp) throws {
        let parsed = try ParsedCertificate.parseTBS(tbs)
        guard parsed.issuer == real.subject else {
            throw AuthorityError.refused("lint: issuer and CA differ")
        }
        _ = try BadgeSubject(der: parsed.subject)
        let extensions = try BadgeExtensions(decoding: parsed.extensions, oids: oids)
        guard extensions.subjectKeyIdentifier == (try PublicKey(spki: parsed.spki).keyIdentifier) else {
            throw AuthorityError.refused("lint: the subject key identifier is not that of the key")
        }
        guard parsed.notAfter <= real.notAfter else {
            throw AuthorityError.refused("lint: the badge outlasts its issuing CA")
        }
        let signed = X509Builder.certificate(
            tbs: tbs, algorithm: key.publicKey.algorithm, signature: try key.signature(for: tbs))
        guard signed.count <= Limits.certificateBytes else {
            throw AuthorityError.refused(
                "lint: the certificate has \(signed.count) bytes; at most \(Limits.certificateBytes)")
        }
        if let problem = X509Oracle.verify(leaf: signed, intermediates: [issuer], roots: [root], at: time) {
            throw AuthorityError.refused("lint: X509_verify_cert refuses the certificate: \(problem)")
        }
    }
}
