import BadgeVerifier
import CryptoCore
import Encoding

/// Step 1: the certificates as DER. A certificate has one encoding; BER, trailing bytes and other versions are
/// malformed even where their signature fits.
enum CertificateFormCases {
    static func add(to list: inout CaseList) throws {
        list.group = "form"
        try addLengths(to: &list)
        try addSerials(to: &list)
        try addFields(to: &list)
        try addTimes(to: &list)
        try addSignatures(to: &list)
    }

    /// A certificate whose signed part is changed: the log has it and the CA signed it, as it stands.
    private static func signed(
        _ list: inout CaseList, _ name: String, _ why: String, _ edit: @escaping ([UInt8]) throws -> [UInt8]
    ) throws {
        try list.add("der-\(name)", .malformed, why) { $0.badge.editTBS = edit }
    }

    /// A certificate that is changed after it was signed.
    private static func outer(
        _ list: inout CaseList, _ name: String, _ why: String, _ edit: @escaping ([UInt8]) throws -> [UInt8]
    ) throws {
        try list.add("der-\(name)", .malformed, why) { $0.badge.editCertificate = edit }
    }

    private static func addLengths(to list: inout CaseList) throws {
        try outer(&list, "trailing-bytes", "Two bytes behind the certificate, inside its PEM block.") {
            $0 + [5, 0]
        }
        try outer(&list, "cut", "The certificate's last byte is missing.") { $0.dropLast() }
        try outer(&list, "indefinite-length", "The outermost length is indefinite, as BER allows.") {
            [0x30, 0x80] + $0.dropFirst(4) + [0, 0]
        }
        try outer(&list, "long-length", "The outermost length has a byte more than it needs.") {
            [0x30, 0x83, 0x00] + $0.dropFirst(2)
        }
        try outer(&list, "too-large", "A certificate above 16 KiB.") {
            $0 + [UInt8](repeating: 0, count: 16 << 10)
        }
        try signed(
            &list, "long-length-inside", "A length inside the signed part has a byte more than it needs.",
            nested(
                ByteEdits.replace(
                    bytes: [0xA0, 0x03, 0x02, 0x01, 0x02], with: [0xA0, 0x81, 0x03, 0x02, 0x01, 0x02])))
        try signed(
            &list, "boolean", "TRUE written as 01, as BER allows.",
            ByteEdits.replace(bytes: [0x01, 0x01, 0xFF], with: [0x01, 0x01, 0x01]))
        try signed(
            &list, "default-written-out",
            "An extension that says that it is not critical, which is the default.",
            nested(
                ByteEdits.replace(
                    bytes: [0x30, 0x1D, 0x06, 0x03, 0x55, 0x1D, 0x0E],
                    with: [0x30, 0x20, 0x06, 0x03, 0x55, 0x1D, 0x0E, 0x01, 0x01, 0x00]), extensions: true))
        try list.add(
            "der-issuer-trailing-bytes", .malformed, "Two bytes behind the issuing CA's certificate."
        ) {
            $0.badge.issuingDER += [5, 0]
        }
    }

    /// An edit of the fields of a SEQUENCE that mends its length; `extensions` mends those of the extensions as well.
    private static func nested(
        _ edit: @escaping ([UInt8]) throws -> [UInt8], extensions: Bool = false
    ) -> ([UInt8]) throws -> [UInt8] {
        { tbs in
            let fields = try Fields(tbs)
            var changed = fields.elements
            if extensions, let last = changed.last {
                let wrapped = try Fields(last)
                let inner = try Fields(wrapped.elements.joined().map { $0 })
                let body = try edit(Array(inner.elements.joined()))
                changed[changed.count - 1] = DER.explicit(3, DER.element(DERTag.sequence, body))
                return DER.sequence(changed)
            }
            return DER.element(DERTag.sequence, try edit(Array(changed.joined())))
        }
    }

    /// The elements inside one constructed element.
    private struct Fields {
        var elements: [[UInt8]] = []

        init(_ element: [UInt8]) throws {
            guard let tag = element.first else { throw KitError("an edit of the kit found no element") }
            elements = try DERReader.read(element) { (reader) throws(DERError) in
                try reader.constructed(tag) { (fields) throws(DERError) in
                    var elements: [[UInt8]] = []
                    while !fields.isAtEnd { elements.append(try fields.rawElement()) }
                    return elements
                }
            }
        }
    }

    /// Replaces one field of the TBSCertificate: 0 version, 1 serial, 2 algorithm, 3 issuer, 4 validity, 5 subject, 6
    /// key, 7 extensions.
    private static func field(_ place: Int, _ new: [UInt8]...) -> ([UInt8]) throws -> [UInt8] {
        { tbs in
            var fields = try Fields(tbs).elements
            fields.replaceSubrange(place...place, with: new)
            return DER.sequence(fields)
        }
    }

    private static func addSerials(to list: inout CaseList) throws {
        for (name, why, serial) in [
            ("negative-serial", "A negative serial number.", [0xFF, 0x01]),
            ("zero-serial", "The serial number zero.", [0x00]),
            ("empty-serial", "A serial number without a byte.", []),
            (
                "padded-serial", "A serial number with a zero byte that it does not need.",
                [0x00, 0x01, 0, 0, 0, 0, 0, 5]
            ),
            (
                "serial-21-bytes", "A serial number of 21 bytes (RFC 5280 4.1.2.2 allows 20).",
                [UInt8](repeating: 1, count: 21)
            ),
        ] as [(String, String, [UInt8])] {
            try signed(&list, name, why, field(1, DER.element(DERTag.integer, serial)))
        }
    }

    private static func addFields(to list: inout CaseList) throws {
        try signed(&list, "version-1", "Version 1, which has no extensions.", field(0))
        try signed(&list, "version-2", "Version 2.", field(0, DER.explicit(0, DER.integer(1))))
        try signed(
            &list, "version-4", "A version that does not exist.", field(0, DER.explicit(0, DER.integer(3))))
        try signed(&list, "no-extensions", "No extensions at all.", field(7))
        try signed(
            &list, "empty-extensions", "An empty list of extensions.",
            field(7, DER.explicit(3, DER.sequence([]))))
        try signed(&list, "unique-identifier", "An issuerUniqueID, which RFC 5280 forbids to write.") { tbs in
            var fields = try Fields(tbs).elements
            fields.insert(DER.implicit(1, [0, 1]), at: 7)
            return DER.sequence(fields)
        }
        try signed(&list, "field-missing", "The key is missing.", field(6))
        try signed(&list, "field-too-many", "A field behind the extensions.") { tbs in
            DER.sequence(try Fields(tbs).elements + [DER.null])
        }
        for (name, oid) in [("key-usage", ObjectIdentifier.keyUsage), ("alternative-name", .subjectAltName)] {
            try list.add(
                "der-two-\(name)s", .malformed, "An extension stands twice; readers could take either."
            ) {
                var extensions = $0.badge.list
                guard let place = extensions.firstIndex(where: { $0.oid == oid }) else { return }
                extensions.insert(extensions[place], at: place)
                $0.badge.extensionList = extensions
            }
        }
    }

    private static func addTimes(to list: inout CaseList) throws {
        let end = DER.time(KitAuthority.now.days(99))
        for (name, why, tag, text) in [
            ("time-without-seconds", "A time without seconds, as BER allows.", DERTag.utcTime, "2611211420Z"),
            ("time-offset", "A time with an offset instead of Z.", DERTag.utcTime, "261121142000+0000"),
            (
                "time-generalized", "A GeneralizedTime before 2050 (RFC 5280 4.1.2.5).",
                DERTag.generalizedTime, "20261121142000Z"
            ),
            (
                "time-fraction", "A GeneralizedTime with a fraction.", DERTag.generalizedTime,
                "20261121142000.5Z"
            ),
            ("time-month", "A thirteenth month.", DERTag.utcTime, "261321142000Z"),
            ("time-day", "The 30th of February.", DERTag.utcTime, "260230142000Z"),
            ("time-hour", "The hour 24.", DERTag.utcTime, "261121240000Z"),
            ("time-text", "A time as a text.", DERTag.printableString, "261121142000Z"),
        ] {
            let begin = DER.element(tag, Array(text.utf8))
            try signed(&list, name, why, field(4, DER.sequence([begin, end])))
        }
        try signed(
            &list, "validity-one-time", "A validity with one time only.", field(4, DER.sequence([end])))
    }

    /// n / 2 + 1 and n - 1 for the order n of P-256 (SEC 2 2.4.2): values of s whose twins below n / 2 are the good ones.
    private static let highS: [(String, String)] = [
        ("just-above-half", "7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a9"),
        ("largest", "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550"),
    ]

    private static func addSignatures(to list: inout CaseList) throws {
        for length in [0, 63, 65] {
            try list.add(
                "der-signature-\(length)-bytes", .malformed,
                "An Ed25519 signature has 64 bytes, not \(length)."
            ) {
                $0.badge.editSignature = { Array(($0 + [0]).prefix(length)) }
            }
        }
        let algorithm = KeyAlgorithm.ed25519.signatureAlgorithmDER
        try outer(&list, "unused-bits", "A signature whose BIT STRING has unused bits.") { der in
            let parts = try ParsedCertificate(der: der)
            return DER.sequence([
                parts.tbs, algorithm, DER.element(DERTag.bitString, [4] + parts.signature.dropLast() + [0]),
            ])
        }
        try outer(&list, "algorithms-differ", "The algorithm outside is not the one that is signed.") { der in
            let parts = try ParsedCertificate(der: der)
            return X509Builder.certificate(tbs: parts.tbs, algorithm: .p256, signature: parts.signature)
        }
        try outer(
            &list, "algorithm-parameters", "The algorithm outside has parameters, the signed one has none."
        ) { der in
            let parts = try ParsedCertificate(der: der)
            let padded = DER.element(DERTag.sequence, algorithm.dropFirst(2) + DER.null)
            return DER.sequence([parts.tbs, padded, DER.bitString(parts.signature)])
        }
        for (name, s) in highS {
            try ecdsa(
                &list, "high-s-\(name)", "An ECDSA signature with a high s, the twin of a low one.",
                s: Hex.decode(s) ?? [])
        }
        try ecdsa(&list, "zero-s", "An ECDSA signature with s = 0.", s: [0])
        try ecdsa(
            &list, "ecdsa-trailing-byte", "An ECDSA signature with a byte behind its SEQUENCE.", s: [1],
            tail: [0])
        try ecdsa(
            &list, "ecdsa-padded", "An ECDSA signature whose r has a zero byte that it does not need.",
            s: [1], r: [2, 2, 0, 1])
    }

    /// A certificate that names ecdsa-with-SHA256. Its signature needs no key: its form alone is judged here.
    private static func ecdsa(
        _ list: inout CaseList, _ name: String, _ why: String, s: [UInt8], r: [UInt8] = [2, 1, 1],
        tail: [UInt8] = []
    ) throws {
        try list.add("der-\(name)", .malformed, why) {
            $0.badge.algorithm = .p256
            $0.badge.editSignature = { _ in DER.sequence([r, DER.integer(bigEndian: s)]) + tail }
        }
    }
}
