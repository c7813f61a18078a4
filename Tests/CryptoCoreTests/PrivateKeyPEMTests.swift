import CryptoCore
import Encoding
import Testing

@Suite struct PrivateKeyPEMTests {
    static let passphrase = "correct horse battery staple"
    static let secret = SecretBytes(copying: [UInt8](passphrase.utf8))

    @Test(arguments: KeyAlgorithm.allCases)
    func `a key survives its file, plain and encrypted`(algorithm: KeyAlgorithm) throws {
        let key = try PrivateKey.generate(algorithm)
        let plain = try key.pem(passphrase: nil)
        let sealed = try key.pem(passphrase: Self.secret)
        #expect(!PrivateKey.isEncrypted(pem: plain))
        #expect(PrivateKey.isEncrypted(pem: sealed))
        let copies = [
            try PrivateKey(pem: plain, passphrase: nil), try PrivateKey(pem: plain, passphrase: Self.secret),
            try PrivateKey(pem: sealed, passphrase: Self.secret), try PrivateKey(pkcs8DER: key.pkcs8DER),
        ]
        for copy in copies {
            #expect(copy.publicKey == key.publicKey)
            #expect(key.publicKey.isValid(signature: try copy.signature(for: [1]), for: [1]))
        }
        #expect(try key.pem(passphrase: Self.secret) != sealed)
    }

    @Test func `a wrong passphrase, none, and an empty one are told apart`() throws {
        let key = try PrivateKey.generate(.ed25519)
        let sealed = try key.pem(passphrase: Self.secret)
        #expect(throws: KeyError.passphraseNeeded) { try PrivateKey(pem: sealed, passphrase: nil) }
        for wrong in ["", "x", Self.passphrase + "\n"] {
            #expect(throws: KeyError.wrongPassphrase) {
                try PrivateKey(pem: sealed, passphrase: SecretBytes(copying: [UInt8](wrong.utf8)))
            }
        }
        let empty = SecretBytes(copying: [])
        #expect(try PrivateKey(pem: key.pem(passphrase: empty), passphrase: empty).publicKey == key.publicKey)
        #expect(OpenSSLError.drain("check").entries.isEmpty)
    }

    @Test func `what is no private key is refused`() throws {
        let key = try PrivateKey.generate(.p256)
        let plain = try key.pem(passphrase: nil)
        let der = try key.pkcs8DER
        #expect(throws: KeyError.notAPrivateKey) { try PrivateKey(pem: [], passphrase: nil) }
        #expect(throws: KeyError.notAPrivateKey) { try PrivateKey(pem: [0xFF, 0x00], passphrase: nil) }
        #expect(throws: KeyError.notAPrivateKey) { try PrivateKey(pem: plain + plain, passphrase: nil) }
        #expect(throws: KeyError.notAPrivateKey) {
            try PrivateKey(
                pem: PEMBlock(label: "PUBLIC KEY", bytes: key.publicKey.spki).textBytes, passphrase: nil)
        }
        #expect(throws: KeyError.self) { try PrivateKey(pkcs8DER: der + [0]) }
        #expect(throws: KeyError.self) { try PrivateKey(pkcs8DER: []) }
        #expect(throws: KeyError.self) { try PrivateKey(pkcs8DER: [UInt8](der.dropLast())) }
        #expect(throws: KeyError.self) {
            let block = PEMBlock(label: "ENCRYPTED PRIVATE KEY", bytes: [0x30, 0x00])
            return try PrivateKey(pem: block.textBytes, passphrase: Self.secret)
        }
        #expect(OpenSSLError.drain("check").entries.isEmpty)
    }

    @Test func `a pair whose halves do not belong together is refused`() throws {
        let (mine, yours) = (try PrivateKey.generate(.p256), try PrivateKey.generate(.p256))
        let point = [UInt8](mine.publicKey.spki.suffix(64))
        let other = [UInt8](yours.publicKey.spki.suffix(64))
        var der = try mine.pkcs8DER
        let start = try #require(der.indices.first { der[$0...].starts(with: point) })
        der.replaceSubrange(start..<start + 64, with: other)
        #expect(throws: KeyError.invalid("the private key does not fit its public key")) {
            try PrivateKey(pkcs8DER: der)
        }
    }

    @Test(.needsOpenSSL, arguments: KeyAlgorithm.allCases)
    func `openssl reads our keys`(algorithm: KeyAlgorithm) throws {
        let scratch = try Scratch()
        let key = try PrivateKey.generate(algorithm)
        try scratch.write("plain.pem", key.pem(passphrase: nil))
        try scratch.write("sealed.pem", key.pem(passphrase: Self.secret))
        for arguments in [
            ["-in", "plain.pem"], ["-in", "sealed.pem", "-passin", "pass:" + Self.passphrase],
        ] {
            let outcome = try Tool.openssl(
                ["pkey", "-pubout", "-outform", "DER", "-out", "public.der"] + arguments, in: scratch)
            #expect(outcome.status == 0, "\(outcome.text)")
            #expect(try scratch.read("public.der") == key.publicKey.spki)
        }
        let wrong = try Tool.openssl(
            ["pkey", "-in", "sealed.pem", "-noout", "-passin", "pass:x"], in: scratch)
        #expect(wrong.status != 0)
    }

    @Test(.needsOpenSSL) func `encrypted keys use scrypt and AES-256-CBC`() throws {
        let scratch = try Scratch()
        try scratch.write("sealed.pem", PrivateKey.generate(.ed25519).pem(passphrase: Self.secret))
        let outcome = try Tool.openssl(["asn1parse", "-in", "sealed.pem"], in: scratch)
        for part in ["PBES2", "1.3.6.1.4.1.11591.4.11", "INTEGER           :4000", "aes-256-cbc"] {
            #expect(
                outcome.text.contains(part) || part.hasPrefix("1.3") && outcome.text.contains("scrypt"),
                "\(part)")
        }
    }

    /// The key kinds of openssl, and whether they are ours.
    static let kinds: [([String], KeyAlgorithm?)] = [
        (["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"], .p256),
        (["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"], .p384),
        (["-algorithm", "ED25519"], .ed25519),
        (["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"], nil), (["-algorithm", "X25519"], nil),
        (["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-521"], nil),
        (
            ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-pkeyopt", "ec_param_enc:explicit"],
            nil
        ),
    ]

    @Test(.needsOpenSSL, arguments: kinds.indices)
    func `keys of openssl are read, plain and encrypted, or refused for their kind`(index: Int) throws {
        let (options, algorithm) = Self.kinds[index]
        let scratch = try Scratch()
        let commands = [
            ["genpkey", "-out", "plain.pem"] + options,
            [
                "pkey", "-in", "plain.pem", "-aes256", "-passout", "pass:" + Self.passphrase, "-out",
                "sealed.pem",
            ],
            [
                "pkcs8", "-topk8", "-scrypt", "-in", "plain.pem", "-passout", "pass:" + Self.passphrase,
                "-out", "scrypt.pem",
            ],
            ["pkey", "-in", "plain.pem", "-pubout", "-outform", "DER", "-out", "public.der"],
        ]
        for command in commands { #expect(try Tool.openssl(command, in: scratch).status == 0, "\(command)") }
        for file in ["plain.pem", "sealed.pem", "scrypt.pem"] {
            let pem = try scratch.read(file)
            guard let algorithm else {
                let error = #expect(throws: KeyError.self) {
                    try PrivateKey(pem: pem, passphrase: Self.secret)
                }
                guard case .unsupported = error else {
                    Issue.record("\(String(describing: error))")
                    continue
                }
                continue
            }
            let key = try PrivateKey(pem: pem, passphrase: Self.secret)
            #expect(key.publicKey.algorithm == algorithm)
            #expect(try key.publicKey.spki == scratch.read("public.der"))
            if file != "plain.pem" {
                #expect(throws: KeyError.wrongPassphrase) {
                    try PrivateKey(pem: pem, passphrase: SecretBytes(copying: [1, 2, 3, 4]))
                }
            }
        }
    }

    @Test(.needsOpenSSL) func `a key in the older form is refused with the way out`() throws {
        let scratch = try Scratch()
        let made = try Tool.openssl(
            ["ecparam", "-name", "prime256v1", "-genkey", "-out", "old.pem"], in: scratch)
        #expect(made.status == 0)
        let error = #expect(throws: KeyError.self) {
            try PrivateKey(pem: scratch.read("old.pem"), passphrase: nil)
        }
        #expect(error?.description.contains("openssl pkcs8 -topk8") == true)
    }

    @Test(.needsOpenSSL, arguments: KeyAlgorithm.allCases)
    func `openssl and we verify each other's signatures`(algorithm: KeyAlgorithm) throws {
        let scratch = try Scratch()
        let key = try PrivateKey.generate(algorithm)
        let message = [UInt8]("message".utf8)
        try scratch.write("key.pem", key.pem(passphrase: nil))
        try scratch.write("public.pem", PEMBlock(label: "PUBLIC KEY", bytes: key.publicKey.spki).textBytes)
        try scratch.write("message", message)
        try scratch.write("signature", key.signature(for: message))
        let raw =
            algorithm == .ed25519
            ? ["-rawin"] : ["-rawin", "-digest", algorithm == .p256 ? "sha256" : "sha384"]
        let verified = try Tool.openssl(
            [
                "pkeyutl", "-verify", "-pubin", "-inkey", "public.pem", "-in", "message", "-sigfile",
                "signature",
            ] + raw,
            in: scratch)
        #expect(verified.status == 0, "\(verified.text)")
        // Half of openssl's ECDSA signatures have a low s.
        var isAccepted = false
        for _ in 0..<40 where !isAccepted {
            let signed = try Tool.openssl(
                ["pkeyutl", "-sign", "-inkey", "key.pem", "-in", "message", "-out", "theirs"] + raw,
                in: scratch)
            #expect(signed.status == 0, "\(signed.text)")
            isAccepted = try key.publicKey.isValid(signature: scratch.read("theirs"), for: message)
        }
        #expect(isAccepted)
    }
}
