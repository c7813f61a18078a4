package import Encoding

/// The fields of an X.509 v3 certificate in strict DER. No rule of any profile and no libcrypto: the public key is kept
/// as bytes, so that a certificate that is refused anyway costs no curve arithmetic.
package final class ParsedCertificate: Hashable, Sendable {
    /// The whole certificate.
    package let der: [UInt8]
    /// The fields that are signed.
    package let contents: Contents
    /// The contents of the signature's BIT STRING.
    package let signature: [UInt8]
    /// The signature algorithm, if it is one of ours.
    package let algorithm: KeyAlgorithm?
    private let algorithmRange: Range<Int>

    /// From a whole certificate. Refuses everything that is not strict DER, other versions, unique identifiers, a
    /// second extension of one type, and an outer algorithm that differs from the inner one.
    package convenience init(der: [UInt8]) throws(DERError) {
        if let scanned = Self.scan(der) {
            self.init(scanned, of: der)
        } else {
            try self.init(reading: der)
        }
    }

    private init(_ scanned: Scanned, of der: [UInt8]) {
        (contents, signature) = (scanned.contents, scanned.signature)
        algorithmRange = scanned.algorithm
        algorithm = KeyAlgorithm(signatureAlgorithmDER: der[algorithmRange])
        self.der = der
    }

    /// The same with the general reader alone, which says what is wrong.
    package init(reading der: [UInt8]) throws(DERError) {
        var reader = try DERReader(der)
        var fields = try reader.enter(DERTag.sequence)
        let tbs = try fields.rawRange(DERTag.sequence)
        let offset = fields.offset
        algorithmRange = try fields.rawRange(DERTag.sequence)
        signature = try fields.bitString()
        try fields.finish()
        try reader.finish()
        contents = try Contents(reading: der, at: tbs)
        guard sameBytes(contents.slice(contents.algorithmRange), der[algorithmRange]) else {
            throw DERError(
                offset: offset, reason: "the signature algorithm differs from the one that is signed")
        }
        algorithm = KeyAlgorithm(signatureAlgorithmDER: der[algorithmRange])
        self.der = der
    }

    /// The fields of a TBSCertificate alone, as the log keeps it.
    package static func parseTBS(_ tbs: [UInt8]) throws(DERError) -> Contents {
        guard tbs.count <= DERReader.defaultMaximumBytes else {
            throw DERError(offset: tbs.count, reason: "more than \(DERReader.defaultMaximumBytes) bytes")
        }
        return try Contents(reading: tbs, at: 0..<tbs.count)
    }

    /// The exact bytes that are logged and signed, where they stand.
    package var tbsSlice: ArraySlice<UInt8> { der[contents.tbsRange] }

    /// The DER of the outer AlgorithmIdentifier, equal to the one inside.
    package var signatureAlgorithm: [UInt8] { [UInt8](der[algorithmRange]) }

    package static func == (left: ParsedCertificate, right: ParsedCertificate) -> Bool {
        left.der == right.der
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(der) }
}

extension ParsedCertificate {
    /// The fields of a TBSCertificate: the bytes they were read from, and where each stands. A bulk check reads most of
    /// them where they are.
    package struct Contents: Hashable, Sendable {
        /// What was read: a TBSCertificate, or a certificate around it.
        package let bytes: [UInt8]
        /// Where the exact bytes that are logged and signed stand.
        package let tbsRange: Range<Int>
        /// The serial number if it is below 2^64.
        package let serial: UInt64?
        /// The first second of validity.
        package let notBefore: Timestamp
        /// The last second of validity.
        package let notAfter: Timestamp
        /// Where the DER of the issuer's name stands.
        package let issuerRange: Range<Int>
        /// Where the DER of the subject's name stands.
        package let subjectRange: Range<Int>
        /// Where the DER of the SubjectPublicKeyInfo stands.
        package let spkiRange: Range<Int>
        /// The extensions in their order, each type at most once.
        package let extensionFields: [ExtensionField]
        let serialRange: Range<Int>
        let algorithmRange: Range<Int>

        /// Reads exactly one TBSCertificate in a stretch of the bytes.
        fileprivate init(reading bytes: [UInt8], at range: Range<Int>) throws(DERError) {
            var reader = DERReader(bytes, in: range)
            var fields = try reader.enter(DERTag.sequence)
            var version = try fields.enter(DERTag.constructed(0))
            let number = try version.integer()
            try version.finish()
            guard number == 2 else { throw fields.error("not a version 3 certificate") }
            serialRange = try Self.serial(&fields, in: bytes)
            algorithmRange = try fields.rawRange(DERTag.sequence)
            issuerRange = try fields.rawRange(DERTag.sequence)
            var validity = try fields.enter(DERTag.sequence)
            notBefore = try validity.time()
            notAfter = try validity.time()
            try validity.finish()
            subjectRange = try fields.rawRange(DERTag.sequence)
            spkiRange = try fields.rawRange(DERTag.sequence)
            var outer = try fields.enter(DERTag.constructed(3))
            extensionFields = try ExtensionField.readAll(&outer)
            try outer.finish()
            try fields.finish()
            try reader.finish()
            self.bytes = bytes
            tbsRange = range
            serial = Self.number(bytes[serialRange])
        }

        private static func serial(
            _ fields: inout DERReader, in bytes: [UInt8]
        ) throws(DERError) -> Range<Int> {
            let start = fields.offset
            let range = try fields.integerRange()
            guard bytes[range.lowerBound] < 0x80, range.count > 1 || bytes[range.lowerBound] != 0,
                range.count <= 20
            else {
                throw DERError(
                    offset: start, reason: "a serial number that is not positive or longer than 20 bytes")
            }
            return range
        }

        static func number(_ bytes: ArraySlice<UInt8>) -> UInt64? {
            let significant = bytes.drop { $0 == 0 }
            return significant.count <= 8 ? significant.reduce(0) { $0 << 8 | UInt64($1) } : nil
        }

        package static func == (left: Contents, right: Contents) -> Bool {
            sameBytes(left.slice(left.tbsRange), right.slice(right.tbsRange))
        }

        package func hash(into hasher: inout Hasher) { hasher.combine(tbs) }
    }
}

/// The fields as values of their own.
extension ParsedCertificate.Contents {
    /// The bytes of a field where they stand.
    package func slice(_ range: Range<Int>) -> ArraySlice<UInt8> { bytes[range] }

    /// The exact bytes that are logged and signed.
    package var tbs: [UInt8] { [UInt8](bytes[tbsRange]) }
    /// The serial number's minimal bytes: positive, at most 20.
    package var serialBytes: [UInt8] { [UInt8](bytes[serialRange]) }
    /// The DER of the inner AlgorithmIdentifier.
    package var signatureAlgorithm: [UInt8] { [UInt8](bytes[algorithmRange]) }
    /// The DER of the issuer's name.
    package var issuer: [UInt8] { [UInt8](bytes[issuerRange]) }
    /// The DER of the subject's name.
    package var subject: [UInt8] { [UInt8](bytes[subjectRange]) }
    /// The DER of the SubjectPublicKeyInfo.
    package var spki: [UInt8] { [UInt8](bytes[spkiRange]) }
    /// The extensions in their order, each type at most once.
    package var extensions: [CertificateExtension] { extensionFields.map { $0.value(in: bytes) } }

    /// The extension of this type.
    package func `extension`(_ oid: ObjectIdentifier) -> CertificateExtension? {
        extensionFields.first { sameBytes(bytes[$0.oid], oid.derContents[...]) }?.value(in: bytes)
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
