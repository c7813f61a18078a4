import BadgeVerifier
import CryptoCore
import Encoding

/// Step 3: serial, validity, algorithm and key of the badge. The profile of DESIGN 5 is closed: what it does not list is
/// refused, even where the CA signed it and the log has it.
enum FieldCases {
    static func add(to list: inout CaseList) throws {
        list.group = "profile"
        try addFields(to: &list)
        try addAlgorithms(to: &list)
        try addKeys(to: &list)
    }

    private static func badge(
        _ list: inout CaseList, _ name: String, _ why: String, _ change: (inout BadgeRecipe) throws -> Void
    ) throws {
        try list.add("profile-\(name)", .wrongProfile, why) { try change(&$0.badge) }
    }

    private static func addFields(to list: inout CaseList) throws {
        try badge(&list, "serial-without-log", "A serial without the log's number.") { $0.serial = $0.index }
        try badge(&list, "serial-of-another-log", "A serial of log 2; its issuing CA is of log 1.") {
            $0.serial = 2 << 48 | $0.index
        }
        try badge(&list, "serial-index-0", "Index 0, which is never a badge.") { $0.serial = 1 << 48 }
        try badge(&list, "serial-top-bit", "Log number 32769: serials stay below 2^63.") {
            $0.serial = 0x8001 << 48 | $0.index
        }
        try badge(&list, "serial-20-bytes", "A serial of 20 bytes, as other CAs give them.") {
            let good = DER.integer($0.serial)
            let long = DER.element(DERTag.integer, [1] + [UInt8](repeating: 0, count: 12) + good.dropFirst(2))
            $0.editTBS = { try relengthened(ByteEdits.replace(bytes: good, with: long)($0)) }
        }
        try badge(&list, "too-long", "A second more than 398 days and an hour.") {
            $0.notAfter = $0.notBefore.days(398).adding(seconds: 3601)
        }
        try badge(&list, "ends-before-it-begins", "notAfter lies before notBefore.") {
            $0.notAfter = $0.notBefore.adding(seconds: -1)
        }
        try badge(&list, "outlives-its-ca", "Valid a second longer than its issuing CA.") {
            let end = $0.notAfter
            $0.issuingDER = try $0.authority.issuingCA { $0.notAfter = end.adding(seconds: -1) }
        }
    }

    private static func addAlgorithms(to list: inout CaseList) throws {
        try badge(
            &list, "other-algorithm", "It names another signature algorithm than its issuing CA's key has."
        ) {
            $0.algorithm = .p256
            $0.editSignature = { _ in DER.sequence([DER.integer(1), DER.integer(1)]) }
        }
        try badge(
            &list, "algorithm-parameters",
            "Its Ed25519 algorithm has parameters, inside and outside (RFC 8410 forbids them)."
        ) {
            let good = KeyAlgorithm.ed25519.signatureAlgorithmDER
            let long = DER.element(DERTag.sequence, good.dropFirst(2) + DER.null)
            $0.editTBS = { try relengthened(ByteEdits.replace(bytes: good, with: long)($0)) }
            $0.editCertificate = { der in
                let parts = try DERReader.read(der) { (reader) throws(DERError) in
                    try reader.sequence { (fields) throws(DERError) in
                        (try fields.rawElement(), try fields.rawElement(), try fields.rawElement())
                    }
                }
                return DER.sequence([parts.0, long, parts.2])
            }
        }
    }

    /// A changed SEQUENCE of some hundred bytes with its length mended.
    private static func relengthened(_ changed: [UInt8]) throws -> [UInt8] {
        guard changed.count > 259, changed[1] == 0x82 else {
            throw KitError("an edit of the kit needs a longer certificate")
        }
        return DER.element(DERTag.sequence, Array(changed.dropFirst(4)))
    }

    private static func addKeys(to list: inout CaseList) throws {
        for (name, why, spki) in [
            (
                "rsa-key", "An RSA key.",
                DER.sequence([
                    DER.sequence([DER.oid(ObjectIdentifier(1, 2, 840, 113549, 1, 1, 1)), DER.null]),
                    DER.bitString(
                        DER.sequence([
                            DER.integer(bigEndian: [UInt8](repeating: 0xC1, count: 256)), DER.integer(65537),
                        ])),
                ])
            ),
            (
                "p521-key", "A key on P-521.",
                DER.sequence([
                    DER.sequence([
                        DER.oid(ObjectIdentifier(1, 2, 840, 10045, 2, 1)),
                        DER.oid(ObjectIdentifier(1, 3, 132, 0, 35)),
                    ]), DER.bitString([4] + [UInt8](repeating: 1, count: 132)),
                ])
            ),
            (
                "compressed-key", "A P-256 key as a compressed point.",
                DER.sequence([
                    DER.sequence([
                        DER.oid(ObjectIdentifier(1, 2, 840, 10045, 2, 1)),
                        DER.oid(ObjectIdentifier(1, 2, 840, 10045, 3, 1, 7)),
                    ]), DER.bitString([2] + [UInt8](repeating: 1, count: 32)),
                ])
            ),
            (
                "x25519-key", "A key for agreement, which cannot sign.",
                DER.sequence([
                    DER.sequence([DER.oid(ObjectIdentifier(1, 3, 101, 110))]),
                    DER.bitString([UInt8](repeating: 9, count: 32)),
                ])
            ),
        ] {
            try list.add("profile-\(name)", .wrongProfile, why) { $0.badge.spki = spki }
        }
    }
}
