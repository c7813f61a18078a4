import CryptoCore
import Encoding
import Testing

@Suite struct CertificateTests {
    @Test(arguments: KeyAlgorithm.allCases)
    func `a chain that we build is accepted by libcrypto`(algorithm: KeyAlgorithm) throws {
        #expect(try TestChain(algorithm).oracle() == nil)
    }

    @Test(arguments: [KeyAlgorithm.p256, .ed25519])
    func `libcrypto refuses a chain that is too old, too young or too short`(algorithm: KeyAlgorithm) throws {
        let chain = try TestChain(algorithm)
        let end = chain.leafTBS.notAfter
        #expect(chain.oracle(at: end.adding(seconds: -1)) == nil)
        #expect(chain.oracle(at: end.adding(seconds: 1))?.contains("expired") == true)
        #expect(chain.oracle(at: TestChain.now.adding(seconds: -1))?.contains("not yet valid") == true)
        let time = TestChain.now
        #expect(X509Oracle.verify(leaf: chain.leaf, intermediates: [], roots: [chain.root], at: time) != nil)
        #expect(X509Oracle.verify(leaf: chain.leaf, intermediates: [], roots: [chain.ca], at: time) != nil)
        #expect(X509Oracle.verify(leaf: chain.leaf, intermediates: [chain.ca], roots: [], at: time) != nil)
        #expect(X509Oracle.verify(leaf: [], intermediates: [chain.ca], roots: [chain.root], at: time) != nil)
        #expect(
            X509Oracle.verify(
                leaf: chain.leaf + [0], intermediates: [chain.ca], roots: [chain.root], at: time) != nil)
    }

    @Test(arguments: [KeyAlgorithm.p256, .ed25519])
    func `libcrypto refuses an issuer that is not a CA`(algorithm: KeyAlgorithm) throws {
        #expect(try TestChain(algorithm, caIsCA: false).oracle() != nil)
    }

    @Test(arguments: [KeyAlgorithm.p256, .ed25519])
    func `libcrypto refuses a leaf with any changed byte`(algorithm: KeyAlgorithm) throws {
        let chain = try TestChain(algorithm)
        for index in stride(from: 0, to: chain.leaf.count, by: 7) {
            var leaf = chain.leaf
            leaf[index] ^= 1
            let answer = X509Oracle.verify(
                leaf: leaf, intermediates: [chain.ca], roots: [chain.root], at: TestChain.now)
            #expect(answer != nil, "byte \(index)")
        }
        #expect(OpenSSLError.drain("check").entries.isEmpty)
    }

    @Test(arguments: KeyAlgorithm.allCases)
    func `what we write we read`(algorithm: KeyAlgorithm) throws {
        let chain = try TestChain(algorithm)
        let parsed = try ParsedCertificate(der: chain.leaf)
        let tbs = chain.leafTBS
        #expect(parsed.tbs == tbs.der)
        #expect(parsed.serial == tbs.serial)
        #expect(parsed.issuer == tbs.issuer)
        #expect(parsed.subject == tbs.subject)
        #expect(parsed.notBefore == tbs.notBefore)
        #expect(parsed.notAfter == tbs.notAfter)
        #expect(parsed.spki == tbs.spki)
        #expect(parsed.extensions == tbs.extensions)
        #expect(parsed.signatureAlgorithm == algorithm.signatureAlgorithmDER)
        #expect(KeyAlgorithm(signatureAlgorithmDER: parsed.signatureAlgorithm) == algorithm)
        #expect(try ParsedCertificate.parseTBS(parsed.tbs) == parsed.contents)
        #expect(chain.caKey.publicKey.isValid(signature: parsed.signature, for: parsed.tbs))
        #expect(parsed.extension(.keyUsage)?.critical == true)
        #expect(parsed.extension(.logotype) == nil)
    }

    @Test func `a second extension of one type, none at all and a default written out are refused`() throws {
        let twice = try TestChain(.ed25519) { $0.extensions.append($0.extensions[0]) }
        let error = #expect(throws: DERError.self) { try ParsedCertificate(der: twice.leaf) }
        #expect(error?.reason == "a second extension 2.5.29.19")
        let none = try TestChain(.ed25519) { $0.extensions = [] }
        #expect(throws: DERError.self) { try ParsedCertificate(der: none.leaf) }
        let good = try TestChain(.ed25519).leafTBS
        let written = DER.sequence([DER.oid(.subjectKeyIdentifier), DER.boolean(false), DER.octetString([])])
        #expect(throws: DERError.self) {
            try ParsedCertificate.parseTBS(Self.tbs(good, extensions: [written]))
        }
    }

    @Test func `other versions, serials and algorithms are refused`() throws {
        let good = try TestChain(.ed25519).leafTBS
        let own = good.extensions.map(\.der)
        _ = try ParsedCertificate.parseTBS(Self.tbs(good, extensions: own))
        for version in [0, 1, 3] as [UInt64] {
            #expect(throws: DERError.self) {
                try ParsedCertificate.parseTBS(Self.tbs(good, version: version, extensions: own))
            }
        }
        let serials = [
            DER.integer(0), [2, 1, 0xFF], DER.integer(bigEndian: [UInt8](repeating: 0x80, count: 20)),
        ]
        for serial in serials {
            #expect(throws: DERError.self) {
                try ParsedCertificate.parseTBS(Self.tbs(good, serial: serial, extensions: own))
            }
        }
        let long = DER.integer(bigEndian: [UInt8](repeating: 0x7F, count: 20))
        let parsed = try ParsedCertificate.parseTBS(Self.tbs(good, serial: long, extensions: own))
        #expect(parsed.serial == nil)
        #expect(parsed.serialBytes.count == 20)
        let mixed = X509Builder.certificate(tbs: good.der, algorithm: .p256, signature: [])
        #expect(throws: DERError.self) { try ParsedCertificate(der: mixed) }
    }

    /// A TBSCertificate with pieces that ``TBSCertificate`` cannot have.
    private static func tbs(
        _ good: TBSCertificate, version: UInt64 = 2, serial: [UInt8] = DER.integer(7), extensions: [[UInt8]]
    ) -> [UInt8] {
        DER.sequence([
            DER.explicit(0, DER.integer(version)), serial, good.algorithm.signatureAlgorithmDER, good.issuer,
            DER.sequence([DER.time(good.notBefore), DER.time(good.notAfter)]), good.subject, good.spki,
            DER.explicit(3, DER.sequence(extensions)),
        ])
    }
}
