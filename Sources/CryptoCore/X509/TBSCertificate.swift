package import Encoding

/// What a certificate says, before it is signed (RFC 5280 4.1.2). Always version 3.
package struct TBSCertificate: Hashable, Sendable {
    /// The positive serial number.
    package var serial: UInt64
    /// The issuer's algorithm, with which this will be signed.
    package var algorithm: KeyAlgorithm
    /// The DER of the issuer's name.
    package var issuer: [UInt8]
    /// The first second of validity.
    package var notBefore: Timestamp
    /// The last second of validity.
    package var notAfter: Timestamp
    /// The DER of the subject's name.
    package var subject: [UInt8]
    /// The DER of the subject's SubjectPublicKeyInfo.
    package var spki: [UInt8]
    /// The extensions in the order in which they are written.
    package var extensions: [CertificateExtension]

    package init(
        serial: UInt64, algorithm: KeyAlgorithm, issuer: [UInt8], notBefore: Timestamp, notAfter: Timestamp,
        subject: [UInt8], spki: [UInt8], extensions: [CertificateExtension]
    ) {
        self.serial = serial
        self.algorithm = algorithm
        self.issuer = issuer
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.subject = subject
        self.spki = spki
        self.extensions = extensions
    }

    /// The DER: exactly what is logged and signed.
    package var der: [UInt8] {
        DER.sequence([
            DER.explicit(0, DER.integer(2)), DER.integer(serial), algorithm.signatureAlgorithmDER, issuer,
            DER.sequence([DER.time(notBefore), DER.time(notAfter)]), subject, spki,
            DER.explicit(3, DER.sequence(extensions.map(\.der))),
        ])
    }

    /// The whole certificate, signed by this key. The key's algorithm must be ``algorithm``.
    package func signed(by key: any Signing) throws -> [UInt8] {
        precondition(
            key.publicKey.algorithm == algorithm, "a certificate names another algorithm than its signer's")
        let tbs = der
        return X509Builder.certificate(tbs: tbs, algorithm: algorithm, signature: try key.signature(for: tbs))
    }
}
