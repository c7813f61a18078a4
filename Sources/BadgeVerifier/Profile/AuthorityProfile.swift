package import CryptoCore
import Encoding

/// What root and issuing CA certificates keep to (DESIGN 5): CA with a path length, keyCertSign and cRLSign, key
/// identifiers; a name of O and CN; no extended key usage, no name constraints, nothing that is not listed here.
package struct AuthorityProfile: Hashable, Sendable {
    /// SHA-1 of its own key (RFC 5280 4.2.1.2), 20 bytes.
    package let subjectKeyIdentifier: [UInt8]
    /// Nil only where a root leaves it out.
    package let authorityKeyIdentifier: [UInt8]?

    /// The extensions of a CA certificate in the profile's order.
    package static func extensions(
        pathLength: Int, subjectKeyIdentifier: [UInt8], authorityKeyIdentifier: [UInt8]?,
        crlURI: String? = nil
    ) -> [CertificateExtension] {
        var list = [
            X509Builder.basicConstraints(ca: true, pathLength: pathLength),
            X509Builder.keyUsage([.keyCertSign, .cRLSign]),
            X509Builder.subjectKeyIdentifier(subjectKeyIdentifier),
        ]
        if let authorityKeyIdentifier {
            list.append(X509Builder.authorityKeyIdentifier(authorityKeyIdentifier))
        }
        if let crlURI { list.append(X509Builder.crlDistributionPoint(uri: crlURI)) }
        return list
    }

    /// Checks the subject of a certificate, and its extensions: exactly what `extensions` would build for its values, in
    /// the same order. The issuer needs no look of its own: it is compared with the subject of a certificate checked here.
    package static func check(
        _ certificate: ParsedCertificate, pathLength: Int
    ) throws(ProfileError) -> AuthorityProfile {
        if let problem = AuthorityName.problem(certificate.subject) { throw ProfileError(problem) }
        var rest = certificate.extensions
        func take(_ oid: ObjectIdentifier) -> CertificateExtension? {
            rest.firstIndex { $0.oid == oid }.map { rest.remove(at: $0) }
        }
        guard take(.basicConstraints) == X509Builder.basicConstraints(ca: true, pathLength: pathLength) else {
            throw ProfileError("basicConstraints is not critical, CA, path length \(pathLength)")
        }
        guard take(.keyUsage) == X509Builder.keyUsage([.keyCertSign, .cRLSign]) else {
            throw ProfileError("keyUsage is not critical, keyCertSign and cRLSign alone")
        }
        guard let subjectKey = take(.subjectKeyIdentifier).flatMap(KeyIdentifiers.subject) else {
            throw ProfileError("the subject key identifier is missing or malformed")
        }
        let authorityKey = try authorityKey(take(.authorityKeyIdentifier), isRoot: pathLength > 0, subjectKey)
        let point = take(.cRLDistributionPoints)
        let address = point.flatMap(DistributionPoint.uri)
        guard point == nil || address != nil else {
            throw ProfileError("the CRL distribution point is malformed")
        }
        if let extra = rest.first {
            throw ProfileError("extension \(extra.oid) is not of the profile of a CA")
        }
        let ordered = extensions(
            pathLength: pathLength, subjectKeyIdentifier: subjectKey, authorityKeyIdentifier: authorityKey,
            crlURI: address)
        guard certificate.extensions == ordered else {
            throw ProfileError("the extensions are not in the order of the profile")
        }
        return AuthorityProfile(subjectKeyIdentifier: subjectKey, authorityKeyIdentifier: authorityKey)
    }

    private static func authorityKey(
        _ item: CertificateExtension?, isRoot: Bool, _ subjectKey: [UInt8]
    ) throws(ProfileError) -> [UInt8]? {
        guard let item else {
            guard isRoot else { throw ProfileError("the authority key identifier is missing") }
            return nil
        }
        guard let identifier = KeyIdentifiers.authority(item), !isRoot || identifier == subjectKey else {
            throw ProfileError(
                "the authority key identifier is malformed, or a root names another key than its own")
        }
        return identifier
    }
}

/// Subject and authority key identifiers of 20 bytes (RFC 5280 4.2.1.2, method 1), in their one encoding.
enum KeyIdentifiers {
    static let byteCount = 20

    static let subjectStart = start(of: X509Builder.subjectKeyIdentifier)
    static let authorityStart = start(of: X509Builder.authorityKeyIdentifier)

    static func subject(_ item: CertificateExtension) -> [UInt8]? { subject(item.der[...]) }

    static func authority(_ item: CertificateExtension) -> [UInt8]? { authority(item.der[...]) }

    /// The identifier in a whole extension.
    static func subject(_ der: ArraySlice<UInt8>) -> [UInt8]? { identifier(der, behind: subjectStart) }

    /// The identifier in a whole extension.
    static func authority(_ der: ArraySlice<UInt8>) -> [UInt8]? { identifier(der, behind: authorityStart) }

    /// An encoding of a fixed length has one form, so what stands before the identifier is all there is to compare.
    private static func identifier(_ der: ArraySlice<UInt8>, behind start: [UInt8]) -> [UInt8]? {
        guard der.count == start.count + byteCount, sameBytes(der.prefix(start.count), start[...]) else {
            return nil
        }
        return Array(der.suffix(byteCount))
    }

    private static func start(of make: ([UInt8]) -> CertificateExtension) -> [UInt8] {
        make([UInt8](repeating: 0, count: byteCount)).der.dropLast(byteCount)
    }
}

/// A CRL distribution point with one address.
enum DistributionPoint {
    /// The address: http or https in visible ASCII; nil where the extension is anything else.
    static func uri(_ item: CertificateExtension) -> String? {
        guard let fields = try? ExtensionField.readAll(DER.sequence([item.der])), let field = fields.first
        else { return nil }
        return uri(DER.sequence([item.der]), field)
    }

    /// The same for an extension where it stands.
    static func uri(_ bytes: [UInt8], _ field: ExtensionField) -> String? {
        guard !field.critical, sameBytes(bytes[field.oid], oid[...]),
            let address = try? address(bytes, field.value), isAcceptable(address)
        else { return nil }
        return address
    }

    static func isAcceptable(_ address: String) -> Bool {
        (address.utf8.starts(with: "http://".utf8) || address.utf8.starts(with: "https://".utf8))
            && address.utf8.count <= 512 && UnicodeText.isVisibleASCII(address)
            && !address.utf8.contains(0x20)
    }

    private static let oid = ObjectIdentifier.cRLDistributionPoints.derContents

    /// One element a level and nothing beside it: DER has one encoding of that.
    private static func address(_ bytes: [UInt8], _ range: Range<Int>) throws(DERError) -> String {
        var reader = DERReader(bytes, in: range)
        var points = try reader.enter(DERTag.sequence)
        var point = try points.enter(DERTag.sequence)
        var name = try point.enter(DERTag.constructed(0))
        var full = try name.enter(DERTag.constructed(0))
        let address = try full.implicitIA5String(6)
        try full.finish()
        try name.finish()
        try point.finish()
        try points.finish()
        try reader.finish()
        return address
    }
}
