import CryptoCore
import Encoding
import Testing

@Suite struct RevocationListTests {
    static func list(_ chain: TestChain, _ entries: [RevocationList.Entry]) throws -> [UInt8] {
        let key = chain.caKey
        let tbs = RevocationList.tbs(
            issuer: TestChain.name("Issuing CA"), algorithm: key.publicKey.algorithm,
            thisUpdate: TestChain.now,
            nextUpdate: TestChain.now.adding(seconds: 7 * Timestamp.day), entries: entries, number: 300,
            authorityKeyIdentifier: key.publicKey.keyIdentifier)
        return RevocationList.assemble(
            tbs: tbs, algorithm: key.publicKey.algorithm, signature: try key.signature(for: tbs))
    }

    @Test(.needsOpenSSL, arguments: KeyAlgorithm.allCases)
    func `openssl reads our lists and checks their signature`(algorithm: KeyAlgorithm) throws {
        let chain = try TestChain(algorithm)
        let entries: [RevocationList.Entry] = [
            .init(serial: 1 << 48 | 42, date: TestChain.now, reason: 6),
            .init(serial: 0x80, date: TestChain.now, reason: 1),
            .init(serial: 0xFFFF_FFFF_FFFF_FFFF, date: TestChain.now.adding(seconds: 1), reason: 0),
            .init(serial: 5, date: Timestamp(secondsSince1970: 3_000_000_000), reason: nil),
        ]
        let scratch = try Scratch()
        try scratch.write(
            "list.pem", PEMBlock(label: "X509 CRL", bytes: try Self.list(chain, entries)).textBytes)
        try scratch.write("ca.pem", PEMBlock(label: "CERTIFICATE", bytes: chain.ca).textBytes)
        let outcome = try Tool.openssl(
            ["crl", "-in", "list.pem", "-noout", "-text", "-CAfile", "ca.pem"], in: scratch)
        #expect(outcome.status == 0)
        let parts = [
            "verify OK", "Version 2", "Serial Number: 0100000000002A", "Certificate Hold",
            "Serial Number: 80",
            "Key Compromise", "Serial Number: FFFFFFFFFFFFFFFF", "Serial Number: 05",
            "Jan 24 05:20:00 2065 GMT",
            "X509v3 CRL Number", "300", "X509v3 Authority Key Identifier",
        ]
        for part in parts { #expect(outcome.text.contains(part), "\(part) missing in \(outcome.text)") }
        #expect(!outcome.text.contains("Unspecified"))
    }

    @Test(.needsOpenSSL) func `an empty list has no entries at all`() throws {
        let chain = try TestChain(.p256)
        let scratch = try Scratch()
        try scratch.write("list.pem", PEMBlock(label: "X509 CRL", bytes: try Self.list(chain, [])).textBytes)
        try scratch.write("ca.pem", PEMBlock(label: "CERTIFICATE", bytes: chain.ca).textBytes)
        let outcome = try Tool.openssl(
            ["crl", "-in", "list.pem", "-noout", "-text", "-CAfile", "ca.pem"], in: scratch)
        #expect(outcome.text.contains("verify OK"))
        #expect(outcome.text.contains("No Revoked Certificates"))
    }

    @Test func `entries have their exact DER`() throws {
        let serials: [UInt64] = [1, 0x7F, 0x80, 0xFF, 0x100, 1 << 48 | 7, UInt64.max >> 1, UInt64.max]
        let entries = serials.enumerated().map { index, serial in
            let date = TestChain.now.adding(seconds: Int64(index / 2) * 50_003)
            return RevocationList.Entry(serial: serial, date: date, reason: index % 2 == 0 ? 4 : nil)
        }
        let tbs = RevocationList.tbs(
            issuer: TestChain.name("CA"), algorithm: .p256, thisUpdate: TestChain.now,
            nextUpdate: TestChain.now,
            entries: entries, number: 1, authorityKeyIdentifier: [1])
        let slow = entries.map { entry in
            let reason = entry.reason.map { reason in
                [
                    DER.sequence([
                        CertificateExtension(oid: .cRLReason, critical: false, value: DER.enumerated(reason))
                            .der
                    ])
                ]
            }
            return DER.sequence([DER.integer(entry.serial), DER.time(entry.date)] + (reason ?? []))
        }
        let expected = DER.sequence(slow)
        let start = tbs.indices.first { tbs[$0...].starts(with: expected) }
        #expect(start != nil)
    }

    @Test func `a list of many entries has the right length`() throws {
        let entries = (1...20_000).map { index in
            RevocationList.Entry(serial: 1 << 48 | UInt64(index), date: TestChain.now, reason: 1)
        }
        let tbs = RevocationList.tbs(
            issuer: TestChain.name("CA"), algorithm: .p256, thisUpdate: TestChain.now,
            nextUpdate: TestChain.now,
            entries: entries, number: 1, authorityKeyIdentifier: [1])
        try DERReader.read(tbs, maximumBytes: tbs.count) { (reader) throws(DERError) in
            try reader.sequence { (fields) throws(DERError) in
                for _ in 0..<5 { _ = try fields.rawElement() }
                try fields.sequence { (list) throws(DERError) in
                    var count = 0
                    while !list.isAtEnd {
                        _ = try list.rawElement(DERTag.sequence)
                        count += 1
                    }
                    #expect(count == 20_000)
                }
                _ = try fields.rawElement(DERTag.constructed(0))
            }
        }
    }
}
