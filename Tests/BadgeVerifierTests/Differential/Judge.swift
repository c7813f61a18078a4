import BadgeVerifier
import CryptoCore
import Encoding

/// Holds what the verifier says about a bent file against the oracle and against our own encoders.
struct Judge: Sendable {
    /// How far a file came.
    enum Answer: Sendable {
        case refused
        /// Chain, profile and signature passed; time, log, account or status did not.
        case signed
        case trusted
        /// Passed, and must not have.
        case wrong(String)
    }

    let verifier: BadgeVerifier
    let root: [UInt8]
    let oids: ProfileOIDs

    /// The reasons of steps 1 to 4.
    private static let early: Set<ReasonCode> = [.malformed, .untrustedIssuer, .wrongProfile, .badSignature]

    func judge(_ file: [UInt8]) -> Answer {
        let verdict = verifier.verify(file, for: .notChecked, at: VirtualAuthority.now)
        guard !Self.early.contains(verdict.reason) else { return .refused }
        do {
            let parts = try BadgeFile(parsing: file)
            guard parts.bytes == file else { return .wrong("the file is not written again as it was read") }
            let badge = try ParsedCertificate(der: parts.badge)
            let issuer = try ParsedCertificate(der: parts.issuer)
            if let problem = try encodingProblem(badge) ?? oracleProblem(badge, issuer) {
                return .wrong(problem)
            }
        } catch {
            return .wrong("what passed is not read again: \(error)")
        }
        return verdict.isTrusted ? .trusted : .signed
    }

    /// A badge is exactly what the encoders make of its values; that the values are of the profile is what the types say.
    private func encodingProblem(_ badge: ParsedCertificate) throws -> String? {
        guard let algorithm = KeyAlgorithm(signatureAlgorithmDER: badge.signatureAlgorithm) else {
            return "the algorithm is none of ours"
        }
        let subject = try BadgeSubject(der: badge.subject)
        let extensions = try BadgeExtensions(decoding: badge.extensions, oids: oids)
        if let problem = subject.problem ?? extensions.problem { return problem }
        let tbs = TBSCertificate(
            serial: badge.serial ?? 0, algorithm: algorithm, issuer: badge.issuer, notBefore: badge.notBefore,
            notAfter: badge.notAfter, subject: subject.der, spki: badge.spki,
            extensions: extensions.encoded(oids)
        ).der
        guard tbs == badge.tbs else { return "the TBSCertificate is not written again as it was read" }
        let der = X509Builder.certificate(tbs: tbs, algorithm: algorithm, signature: badge.signature)
        return der == badge.der ? nil : "the certificate is not written again as it was read"
    }

    /// The same of a root or an issuing CA, whose serial may be longer than the encoder's.
    private func authorityProblem(_ certificate: ParsedCertificate, pathLength: Int) throws -> String? {
        let names = try DistinguishedName(der: certificate.subject)
        guard names.der == certificate.subject, names.attributes.allSatisfy({ $0.kind == .utf8 }) else {
            return "the name of an authority is not written again as it was read"
        }
        guard let serial = certificate.serial,
            let algorithm = KeyAlgorithm(signatureAlgorithmDER: certificate.signatureAlgorithm)
        else { return pathLength == 1 ? nil : "the serial or the algorithm is none of ours" }
        let profile = try AuthorityProfile.check(certificate, pathLength: pathLength)
        let point = certificate.extension(.cRLDistributionPoints).map { DERTree($0.value) }
        let address = point?.paths.compactMap { point?[$0] }.first { $0.tag == 0x86 }?.primitive
        let tbs = TBSCertificate(
            serial: serial, algorithm: algorithm, issuer: certificate.issuer,
            notBefore: certificate.notBefore,
            notAfter: certificate.notAfter, subject: names.der,
            spki: try PublicKey(spki: certificate.spki).spki,
            extensions: AuthorityProfile.extensions(
                pathLength: pathLength, subjectKeyIdentifier: profile.subjectKeyIdentifier,
                authorityKeyIdentifier: profile.authorityKeyIdentifier,
                crlURI: address.map { String(decoding: $0, as: UTF8.self) })
        ).der
        return tbs == certificate.tbs
            ? nil : "an authority's TBSCertificate is not written again as it was read"
    }

    /// Asked at a time at which all three are valid: libcrypto excludes the second of notAfter. Where there is none, it
    /// has nothing to accept.
    private func oracleProblem(_ badge: ParsedCertificate, _ issuer: ParsedCertificate) throws -> String? {
        let chain = [badge, issuer, try ParsedCertificate(der: root)]
        guard let first = chain.map(\.notBefore).max(), let last = chain.map(\.notAfter).min(), first < last
        else {
            return nil
        }
        let now = VirtualAuthority.now
        let time = first <= now && now < last ? now : first
        return X509Oracle.verify(leaf: badge.der, intermediates: [issuer.der], roots: [root], at: time)
            .map { "X509_verify_cert refuses: \($0)" }
    }
}
