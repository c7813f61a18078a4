import CryptoCore
import Encoding
import Testing

@Suite struct RequestTests {
    static let subject = DistinguishedName([.init(.commonName, "Example Airline")])

    @Test(arguments: KeyAlgorithm.allCases)
    func `a request that we make proves possession of its key`(algorithm: KeyAlgorithm) throws {
        let key = try PrivateKey.generate(algorithm)
        let request = try CertificationRequest.make(key: key, subject: Self.subject)
        #expect(request.publicKey == key.publicKey)
        #expect(request.subjectDER == Self.subject.der)
        #expect(try CertificationRequest(pem: [UInt8](request.pem.utf8)) == request)
    }

    @Test func `a request for somebody else's key is refused`() throws {
        let owner = try PrivateKey.generate(.p256)
        let thief = Thief(publicKey: owner.publicKey, signer: try PrivateKey.generate(.p256))
        #expect(throws: CSRError.notProven) {
            try CertificationRequest.make(key: thief, subject: Self.subject)
        }
    }

    @Test func `a request with any changed bit is refused`() throws {
        let key = try PrivateKey(ed25519Seed: [UInt8](repeating: 5, count: 32))
        let der = try CertificationRequest.make(key: key, subject: Self.subject).der
        for bit in 0..<der.count * 8 {
            var changed = der
            changed[bit / 8] ^= 1 << (bit % 8)
            #expect(throws: CSRError.self, "bit \(bit)") { try CertificationRequest(der: changed) }
        }
        #expect(throws: CSRError.self) { try CertificationRequest(der: der + [0]) }
        #expect(throws: CSRError.notARequest) { try CertificationRequest(pem: der) }
        #expect(throws: CSRError.notARequest) { try CertificationRequest(pem: []) }
    }

    @Test(.needsOpenSSL, arguments: KeyAlgorithm.allCases)
    func `openssl verifies our requests`(algorithm: KeyAlgorithm) throws {
        let scratch = try Scratch()
        let request = try CertificationRequest.make(
            key: PrivateKey.generate(algorithm), subject: Self.subject)
        try scratch.write("request.pem", [UInt8](request.pem.utf8))
        let outcome = try Tool.openssl(
            ["req", "-in", "request.pem", "-verify", "-noout", "-subject", "-nameopt", "RFC2253,utf8"],
            in: scratch)
        #expect(outcome.status == 0, "\(outcome.text)")
        #expect(outcome.text.contains("verify OK"))
        #expect(outcome.text.contains("subject=CN=Example Airline"))
    }

    /// Key options, the digest, and whether we take the result. Without a digest openssl uses SHA-256 for any curve.
    static let requests: [([String], String?, Bool)] = [
        (["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"], nil, true),
        (["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384"], nil, true),
        (["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-384"], "-sha384", true),
        (["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"], "-sha512", true),
        (["-newkey", "ed25519"], nil, true),
        (["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"], "-sha1", false),
        (["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-521"], nil, false),
        (["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:secp256k1"], nil, false),
        (["-newkey", "rsa:2048"], nil, false),
    ]

    @Test(.needsOpenSSL, arguments: requests.indices)
    func `requests that openssl makes are read, or refused for their algorithm`(index: Int) throws {
        let (options, digest, isGood) = Self.requests[index]
        let scratch = try Scratch()
        // Several rounds, since half of openssl's ECDSA signatures have a high s.
        for _ in 0..<(isGood ? 4 : 1) {
            let made = try Tool.openssl(
                [
                    "req", "-new", "-nodes", "-keyout", "key.pem", "-out", "request.pem", "-subj",
                    "/C=DE/O=Example/CN=x",
                ]
                    + options + [digest].compactMap { $0 }, in: scratch)
            #expect(made.status == 0, "\(made.text)")
            let pem = try scratch.read("request.pem")
            guard isGood else {
                #expect(throws: CSRError.self) { try CertificationRequest(pem: pem) }
                continue
            }
            let request = try CertificationRequest(pem: pem)
            let key = try PrivateKey(pem: scratch.read("key.pem"), passphrase: nil)
            #expect(request.publicKey == key.publicKey)
            #expect(
                try DistinguishedName(der: request.subjectDER).values(of: .organizationName) == ["Example"])
        }
    }

    @Test(.needsOpenSSL) func `a request of openssl with extensions is read`() throws {
        let scratch = try Scratch()
        let made = try Tool.openssl(
            [
                "req", "-new", "-nodes", "-newkey", "ed25519", "-keyout", "key.pem", "-out", "request.pem",
                "-subj", "/CN=x",
                "-addext", "subjectAltName=URI:https://a.example",
            ], in: scratch)
        #expect(made.status == 0, "\(made.text)")
        _ = try CertificationRequest(pem: scratch.read("request.pem"))
    }

    /// Claims one key and signs with another.
    struct Thief: Signing {
        let publicKey: PublicKey
        let signer: PrivateKey
        func signature(for message: [UInt8]) throws -> [UInt8] { try signer.signature(for: message) }
    }
}
