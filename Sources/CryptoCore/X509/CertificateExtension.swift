/// One extension of a certificate (RFC 5280 4.1): what it is, whether who does not know it must refuse, and its value.
package struct CertificateExtension: Hashable, Sendable {
    /// The extension's type.
    package let oid: ObjectIdentifier
    /// True if an application that does not know the type must refuse the certificate.
    package let critical: Bool
    /// The contents of the OCTET STRING: itself DER for all types here but our own.
    package let value: [UInt8]

    package init(oid: ObjectIdentifier, critical: Bool, value: [UInt8]) {
        self.oid = oid
        self.critical = critical
        self.value = value
    }

    /// The DER. FALSE is the default and therefore not written.
    package var der: [UInt8] {
        DER.sequence(
            [DER.oid(oid)] + (critical ? [DER.boolean(true)] : []) + [DER.octetString(value)])
    }
}

/// The extension types of RFC 5280 and RFC 9399.
extension ObjectIdentifier {
    package static let subjectKeyIdentifier = ObjectIdentifier(2, 5, 29, 14)
    package static let keyUsage = ObjectIdentifier(2, 5, 29, 15)
    package static let subjectAltName = ObjectIdentifier(2, 5, 29, 17)
    package static let basicConstraints = ObjectIdentifier(2, 5, 29, 19)
    package static let cRLNumber = ObjectIdentifier(2, 5, 29, 20)
    package static let cRLReason = ObjectIdentifier(2, 5, 29, 21)
    package static let cRLDistributionPoints = ObjectIdentifier(2, 5, 29, 31)
    package static let certificatePolicies = ObjectIdentifier(2, 5, 29, 32)
    package static let authorityKeyIdentifier = ObjectIdentifier(2, 5, 29, 35)
    package static let extendedKeyUsage = ObjectIdentifier(2, 5, 29, 37)
    package static let logotype = ObjectIdentifier(1, 3, 6, 1, 5, 5, 7, 1, 12)
}
