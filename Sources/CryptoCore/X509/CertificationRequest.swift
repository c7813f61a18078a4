import Encoding

/// A PKCS#10 certification request (RFC 2986) whose self-signature has been checked. Such a value exists only for a key
/// that its sender holds.
package struct CertificationRequest: Hashable, Sendable {
    /// The whole request.
    package let der: [UInt8]
    /// The DER of the subject's name as sent. Nothing here trusts it.
    package let subjectDER: [UInt8]
    /// The key whose possession is proven.
    package let publicKey: PublicKey

    /// Parses strictly and checks the self-signature. Any DER signature that libcrypto takes is good here, since tools do
    /// not normalise s and this signature goes nowhere else.
    package init(der: [UInt8]) throws(CSRError) {
        let parts: Parts
        do throws(DERError) { parts = try Parts(der: der) } catch { throw .malformed(error) }
        let publicKey: PublicKey
        do throws(KeyError) { publicKey = try PublicKey(spki: parts.spki) } catch { throw .key(error) }
        guard try Self.isProven(parts, by: publicKey) else { throw .notProven }
        self.der = der
        self.subjectDER = parts.subject
        self.publicKey = publicKey
    }

    /// From a text with one block CERTIFICATE REQUEST, or NEW CERTIFICATE REQUEST as older tools write it.
    package init(pem: [UInt8]) throws(CSRError) {
        let blocks = (try? PEMBlock.parseLenient(pem)) ?? []
        let requests = blocks.filter { $0.label == Self.label || $0.label == "NEW " + Self.label }
        guard let request = requests.first, requests.count == 1 else { throw .notARequest }
        try self.init(der: request.bytes)
    }

    /// A new request for this key, without attributes.
    package static func make(key: any Signing, subject: DistinguishedName) throws -> CertificationRequest {
        let information = DER.sequence([
            DER.integer(0), subject.der, key.publicKey.spki, DER.implicit(0, elements: []),
        ])
        let signature = try key.signature(for: information)
        return try CertificationRequest(
            der: DER.sequence([
                information, key.publicKey.algorithm.signatureAlgorithmDER, DER.bitString(signature),
            ]))
    }

    /// The SubjectPublicKeyInfo in a request that was checked before, without checking its signature again.
    package static func spki(of der: [UInt8]) -> [UInt8]? { try? Parts(der: der).spki }

    /// The request as PEM.
    package var pem: String { PEMBlock(label: Self.label, bytes: der).text }

    private static let label = "CERTIFICATE REQUEST"

    /// Checks the self-signature. OpenSSL signs requests of P-384 keys with SHA-256 unless told otherwise, so hash and
    /// curve need not match.
    private static func isProven(_ parts: Parts, by key: PublicKey) throws(CSRError) -> Bool {
        if parts.algorithm == key.algorithm.signatureAlgorithmDER, key.algorithm == .ed25519 {
            return key.isValid(signature: parts.signature, for: parts.signed)
        }
        guard let hash = ecdsaHash(parts.algorithm), key.algorithm != .ed25519 else {
            throw .unsupportedSignature
        }
        return key.isValidForeign(signature: parts.signature, for: parts.signed, hash: hash)
    }

    /// The hash of ecdsa-with-SHA256, -SHA384 or -SHA512 (RFC 5758 3.2); their identifiers differ in the last byte.
    private static func ecdsaHash(_ algorithm: [UInt8]) -> MessageDigest? {
        let family = KeyAlgorithm.p256.signatureAlgorithmDER.dropLast()
        guard algorithm.dropLast() == family else { return nil }
        switch algorithm.last {
        case 2: return .sha256
        case 3: return .sha384
        case 4: return .sha512
        default: return nil
        }
    }

    /// The fields, before anything is checked.
    private struct Parts {
        let signed: [UInt8]
        let subject: [UInt8]
        let spki: [UInt8]
        let algorithm: [UInt8]
        let signature: [UInt8]

        init(der: [UInt8]) throws(DERError) {
            (signed, algorithm, signature) = try DERReader.read(der) { (reader) throws(DERError) in
                try reader.sequence { (fields) throws(DERError) in
                    let signed = try fields.rawElement(DERTag.sequence)
                    return (signed, try fields.rawElement(DERTag.sequence), try fields.bitString())
                }
            }
            (subject, spki) = try DERReader.read(signed) { (reader) throws(DERError) in
                try reader.sequence(Self.information)
            }
        }

        /// CertificationRequestInfo; attributes are read for their form and then left alone.
        private static func information(_ fields: inout DERReader) throws(DERError) -> ([UInt8], [UInt8]) {
            guard try fields.integer() == 0 else { throw fields.error("not a version 1 request") }
            let subject = try fields.rawElement(DERTag.sequence)
            let spki = try fields.rawElement(DERTag.sequence)
            try fields.constructed(DERTag.constructed(0)) { (attributes) throws(DERError) in
                while !attributes.isAtEnd {
                    try attributes.sequence { (attribute) throws(DERError) in
                        _ = try attribute.objectIdentifier()
                        _ = try attribute.rawElement(DERTag.set)
                    }
                }
            }
            return (subject, spki)
        }
    }
}
