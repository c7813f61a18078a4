package import Encoding

/// The fields of an X.509 v3 certificate in strict DER. No rule of any profile and no libcrypto: the public key is kept
/// as bytes, so that a certificate that is refused anyway costs no curve arithmetic.
package struct ParsedCertificate: Hashable, Sendable {
    /// The whole certificate.
    package let der: [UInt8]
    /// The fields that are signed.
    package let contents: Contents
    /// The DER of the outer AlgorithmIdentifier, equal to the one inside.
    package let signatureAlgorithm: [UInt8]
    /// The contents of the signature's BIT STRING.
    package let signature: [UInt8]

    /// The fields of a TBSCertificate.
    package struct Contents: Hashable, Sendable {
        /// The exact bytes that are logged and signed.
        package let tbs: [UInt8]
        /// The serial number if it is below 2^64.
        package let serial: UInt64?
        /// The serial number's minimal bytes: positive, at most 20.
        package let serialBytes: [UInt8]
        /// The DER of the inner AlgorithmIdentifier.
        package let signatureAlgorithm: [UInt8]
        /// The DER of the issuer's name.
        package let issuer: [UInt8]
        /// The DER of the subject's name.
        package let subject: [UInt8]
        /// The first second of validity.
        package let notBefore: Timestamp
        /// The last second of validity.
        package let notAfter: Timestamp
        /// The DER of the SubjectPublicKeyInfo.
        package let spki: [UInt8]
        /// The extensions in their order, each type at most once.
        package let extensions: [CertificateExtension]

        /// The extension of this type.
        package func `extension`(_ oid: ObjectIdentifier) -> CertificateExtension? {
            extensions.first { $0.oid == oid }
        }
    }

    /// From a whole certificate. Refuses everything that is not strict DER, other versions, unique identifiers, a
    /// second extension of one type, and an outer algorithm that differs from the inner one.
    package init(der: [UInt8]) throws(DERError) {
        let (tbs, algorithm, signature, offset) = try DERReader.read(der) { (reader) throws(DERError) in
            try reader.sequence { (fields) throws(DERError) in
                let tbs = try fields.rawElement(DERTag.sequence)
                let offset = fields.offset
                return (tbs, try fields.rawElement(DERTag.sequence), try fields.bitString(), offset)
            }
        }
        contents = try Self.parseTBS(tbs)
        guard contents.signatureAlgorithm == algorithm else {
            throw DERError(
                offset: offset, reason: "the signature algorithm differs from the one that is signed")
        }
        self.der = der
        signatureAlgorithm = algorithm
        self.signature = signature
    }

    /// The fields of a TBSCertificate alone, as the log keeps it.
    package static func parseTBS(_ tbs: [UInt8]) throws(DERError) -> Contents {
        try DERReader.read(tbs) { (reader) throws(DERError) in
            try reader.sequence { (fields) throws(DERError) in
                guard try fields.explicit(0, { (version) throws(DERError) in try version.integer() }) == 2
                else {
                    throw fields.error("not a version 3 certificate")
                }
                let serial = try Self.serial(&fields)
                let algorithm = try fields.rawElement(DERTag.sequence)
                let issuer = try fields.rawElement(DERTag.sequence)
                let validity = try fields.sequence { (times) throws(DERError) in
                    (try times.time(), try times.time())
                }
                return Contents(
                    tbs: tbs, serial: Self.number(serial), serialBytes: serial, signatureAlgorithm: algorithm,
                    issuer: issuer, subject: try fields.rawElement(DERTag.sequence), notBefore: validity.0,
                    notAfter: validity.1, spki: try fields.rawElement(DERTag.sequence),
                    extensions: try fields.explicit(3, Self.extensions))
            }
        }
    }

    private static func serial(_ fields: inout DERReader) throws(DERError) -> [UInt8] {
        let start = fields.offset
        let serial = try fields.integerBytes()
        guard serial[0] < 0x80, serial != [0], serial.count <= 20 else {
            throw DERError(
                offset: start, reason: "a serial number that is not positive or longer than 20 bytes")
        }
        return serial
    }

    private static func number(_ bytes: [UInt8]) -> UInt64? {
        let significant = bytes.drop { $0 == 0 }
        return significant.count <= 8 ? significant.reduce(0) { $0 << 8 | UInt64($1) } : nil
    }

    private static func extensions(_ reader: inout DERReader) throws(DERError) -> [CertificateExtension] {
        try reader.sequence { (list) throws(DERError) in
            var extensions: [CertificateExtension] = []
            repeat {
                let start = list.offset
                let next = try CertificateExtension.read(&list)
                guard !extensions.contains(where: { $0.oid == next.oid }) else {
                    throw DERError(offset: start, reason: "a second extension \(next.oid)")
                }
                extensions.append(next)
            } while !list.isAtEnd
            return extensions
        }
    }
}

/// The signed fields, without the detour.
extension ParsedCertificate {
    package var tbs: [UInt8] { contents.tbs }
    package var serial: UInt64? { contents.serial }
    package var serialBytes: [UInt8] { contents.serialBytes }
    package var tbsSignatureAlgorithm: [UInt8] { contents.signatureAlgorithm }
    package var issuer: [UInt8] { contents.issuer }
    package var subject: [UInt8] { contents.subject }
    package var notBefore: Timestamp { contents.notBefore }
    package var notAfter: Timestamp { contents.notAfter }
    package var spki: [UInt8] { contents.spki }
    package var extensions: [CertificateExtension] { contents.extensions }

    /// The extension of this type.
    package func `extension`(_ oid: ObjectIdentifier) -> CertificateExtension? { contents.extension(oid) }
}
