package import CryptoCore
import Encoding

/// A root certificate pinned by a trust file: its name and key start the chain of every badge.
package struct TrustedRoot: Sendable {
    /// The certificate.
    package let certificate: ParsedCertificate
    /// Its key, which signs issuing CAs.
    package let key: PublicKey
    /// What the AKI of its issuing CAs must name.
    package let keyIdentifier: [UInt8]
    /// The certificate as canonical PEM.
    package let pem: String

    /// Reads one canonical PEM block.
    package init(pem: String) throws(PackError) {
        let block: PEMBlock
        do {
            var offset = 0
            let text = Array(pem.utf8)
            block = try PEMBlock.parse(text, at: &offset)
            guard offset == text.count, sameBytes(block.label, BadgeFile.certificateLabel) else {
                throw TrustFile.error("a root must be one CERTIFICATE block and nothing else")
            }
        } catch let error as PackError {
            throw error
        } catch {
            throw TrustFile.error("root: \(error)")
        }
        try self.init(der: block.bytes)
    }

    /// Reads a certificate and checks that it is a root: self-issued, self-signed, pathLen 1 (DESIGN 5).
    package init(der: [UInt8]) throws(PackError) {
        guard der.count <= Limits.certificateBytes else { throw TrustFile.error("a root is too large") }
        do {
            certificate = try ParsedCertificate(der: der)
            key = try PublicKey(spki: certificate.spki)
            keyIdentifier = try AuthorityProfile.check(certificate, pathLength: 1).subjectKeyIdentifier
        } catch {
            throw TrustFile.error("root: \(error)")
        }
        guard certificate.issuer == certificate.subject else {
            throw TrustFile.error("root: issuer and subject differ")
        }
        guard certificate.signatureAlgorithm == key.algorithm.signatureAlgorithmDER,
            key.isValid(signature: certificate.signature, for: certificate.tbs)
        else { throw TrustFile.error("root: it is not signed by its own key") }
        pem = PEMBlock(label: BadgeFile.certificateLabel, bytes: der).text
    }
}
