/// Assembles certificates and makes their extensions, all by our own DER: libcrypto's text language for extensions
/// can be injected into through a comma and is used nowhere; a test of the architecture refuses its functions.
package enum X509Builder {
    /// The signed certificate of a TBSCertificate.
    package static func certificate(tbs: [UInt8], algorithm: KeyAlgorithm, signature: [UInt8]) -> [UInt8] {
        DER.sequence([tbs, algorithm.signatureAlgorithmDER, DER.bitString(signature)])
    }

    /// The bits of a keyUsage (RFC 5280 4.2.1.3).
    package enum KeyUsage: Int, Sendable {
        case digitalSignature = 0
        case keyCertSign = 5
        case cRLSign = 6
    }

    /// basicConstraints, critical (RFC 5280 4.2.1.9). `pathLength` counts only for a CA.
    package static func basicConstraints(ca: Bool, pathLength: Int? = nil) -> CertificateExtension {
        let limit = ca ? pathLength.map { [DER.integer(UInt64($0))] } ?? [] : []
        return CertificateExtension(
            oid: .basicConstraints, critical: true,
            value: DER.sequence((ca ? [DER.boolean(true)] : []) + limit))
    }

    /// keyUsage, critical.
    package static func keyUsage(_ usages: [KeyUsage]) -> CertificateExtension {
        CertificateExtension(oid: .keyUsage, critical: true, value: DER.namedBits(usages.map(\.rawValue)))
    }

    /// extendedKeyUsage, critical (RFC 5280 4.2.1.12).
    package static func extendedKeyUsage(_ purposes: [ObjectIdentifier]) -> CertificateExtension {
        CertificateExtension(
            oid: .extendedKeyUsage, critical: true, value: DER.sequence(purposes.map(DER.oid)))
    }

    /// subjectKeyIdentifier (RFC 5280 4.2.1.2).
    package static func subjectKeyIdentifier(_ identifier: [UInt8]) -> CertificateExtension {
        CertificateExtension(oid: .subjectKeyIdentifier, critical: false, value: DER.octetString(identifier))
    }

    /// authorityKeyIdentifier with the issuer's key identifier alone (RFC 5280 4.2.1.1).
    package static func authorityKeyIdentifier(_ identifier: [UInt8]) -> CertificateExtension {
        CertificateExtension(
            oid: .authorityKeyIdentifier, critical: false, value: DER.sequence([DER.implicit(0, identifier)]))
    }

    /// subjectAltName with these URIs (RFC 5280 4.2.1.6). The caller has checked that they are ASCII.
    package static func subjectAltName(uris: [String]) -> CertificateExtension {
        CertificateExtension(oid: .subjectAltName, critical: false, value: DER.sequence(uris.map(uri)))
    }

    /// certificatePolicies without qualifiers (RFC 5280 4.2.1.4).
    package static func certificatePolicies(_ policies: [ObjectIdentifier]) -> CertificateExtension {
        CertificateExtension(
            oid: .certificatePolicies, critical: false,
            value: DER.sequence(policies.map { DER.sequence([DER.oid($0)]) }))
    }

    /// cRLDistributionPoints with one URI (RFC 5280 4.2.1.13).
    package static func crlDistributionPoint(uri address: String) -> CertificateExtension {
        // DistributionPoint { [0] DistributionPointName { [0] GeneralNames } }
        let name = DER.implicit(0, elements: [DER.implicit(0, elements: [uri(address)])])
        return CertificateExtension(
            oid: .cRLDistributionPoints, critical: false, value: DER.sequence([DER.sequence([name])]))
    }

    /// GeneralName uniformResourceIdentifier, [6] IA5String.
    private static func uri(_ text: String) -> [UInt8] {
        assert(text.utf8.allSatisfy { $0 < 0x80 }, "not ASCII: \(text)")
        return DER.implicit(6, [UInt8](text.utf8))
    }
}
