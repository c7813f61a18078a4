import CryptoCore
import Encoding
import Testing

@Suite struct KeyTests {
    static let message = [UInt8]("the company is there when the user needs it".utf8)

    /// RFC 8032 section 7.1: seed, public key, message, signature.
    static let rfc8032: [[String]] = [
        [
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
                + "d25bf5f0595bbe24655141438e7a100b",
        ],
        [
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
                + "387b2eaeb4302aeeb00d291612bb0c00",
        ],
        [
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
                + "4a7c15e9716ed28dc027beceea1ec40a",
        ],
    ]

    @Test(arguments: rfc8032)
    func `Ed25519 gives the answers of RFC 8032`(vector: [String]) throws {
        let parts = try vector.map { try #require(Hex.decode($0)) }
        let key = try PrivateKey(ed25519Seed: parts[0])
        #expect(key.publicKey.ed25519Raw == parts[1])
        #expect(try key.signature(for: parts[2]) == parts[3])
        #expect(try PublicKey(ed25519: parts[1]).isValid(signature: parts[3], for: parts[2]))
    }

    @Test(arguments: KeyAlgorithm.allCases)
    func `a signature is accepted, and refused for another message or key`(algorithm: KeyAlgorithm) throws {
        let key = try PrivateKey.generate(algorithm)
        let signature = try key.signature(for: Self.message)
        #expect(key.publicKey.isValid(signature: signature, for: Self.message))
        #expect(!key.publicKey.isValid(signature: signature, for: Self.message + [0]))
        #expect(!key.publicKey.isValid(signature: [], for: Self.message))
        #expect(
            try !PrivateKey.generate(algorithm).publicKey.isValid(signature: signature, for: Self.message))
    }

    @Test(arguments: KeyAlgorithm.allCases)
    func `every change of one bit of a signature is refused`(algorithm: KeyAlgorithm) throws {
        let key = try PrivateKey.generate(algorithm)
        let signature = try key.signature(for: Self.message)
        for bit in 0..<signature.count * 8 {
            var changed = signature
            changed[bit / 8] ^= 1 << (bit % 8)
            #expect(!key.publicKey.isValid(signature: changed, for: Self.message), "bit \(bit)")
        }
    }

    @Test(arguments: KeyAlgorithm.allCases)
    func `many threads can sign and verify with one key`(algorithm: KeyAlgorithm) async throws {
        let key = try PrivateKey.generate(algorithm)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<16 as Range<UInt8> {
                group.addTask {
                    let signature = try key.signature(for: [number])
                    return key.publicKey.isValid(signature: signature, for: [number])
                        && !key.publicKey.isValid(signature: signature, for: [number + 1])
                }
            }
            for try await isRight in group { #expect(isRight) }
        }
    }

    @Test(arguments: KeyAlgorithm.allCases)
    func `a public key survives its encoding`(algorithm: KeyAlgorithm) throws {
        let key = try PrivateKey.generate(algorithm).publicKey
        let again = try PublicKey(spki: key.spki)
        #expect(again == key)
        #expect(again.algorithm == algorithm)
        #expect(again.spkiDigest == SHA256.hash(key.spki))
        #expect(again.keyIdentifier.count == 20)
        #expect((again.ed25519Raw != nil) == (algorithm == .ed25519))
    }

    @Test(arguments: KeyAlgorithm.allCases)
    func `an encoding with any change of form is refused`(algorithm: KeyAlgorithm) throws {
        let spki = try PrivateKey.generate(algorithm).publicKey.spki
        #expect(throws: KeyError.self) { try PublicKey(spki: spki + [0]) }
        #expect(throws: KeyError.self) { try PublicKey(spki: [UInt8](spki.dropLast())) }
        #expect(throws: KeyError.self) { try PublicKey(spki: []) }
        // All the bytes before the key itself, and the point's form byte.
        let fixed = spki.count - key(algorithm)
        for index in 0..<fixed {
            var changed = spki
            changed[index] ^= 1
            #expect(throws: KeyError.self, "byte \(index)") { try PublicKey(spki: changed) }
        }
    }

    @Test(arguments: [KeyAlgorithm.p256, .p384])
    func `a point beside the curve is refused`(algorithm: KeyAlgorithm) throws {
        var spki = try PrivateKey.generate(algorithm).publicKey.spki
        spki[spki.count - 1] ^= 1
        #expect(throws: KeyError.invalid("the public key is not a point on its curve")) {
            try PublicKey(spki: spki)
        }
    }

    /// The encodings of small order, each also with the sign bit, and y >= p.
    static let weakPoints: [[UInt8]] = {
        let hex = [
            "0100000000000000000000000000000000000000000000000000000000000000",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "0000000000000000000000000000000000000000000000000000000000000000",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        ]
        return hex.compactMap { Hex.decode($0) }.flatMap { [$0, $0.dropLast() + [$0[31] | 0x80]] }
    }()

    @Test(arguments: weakPoints)
    func `weak Ed25519 points are refused`(raw: [UInt8]) {
        #expect(throws: KeyError.weakPoint) { try PublicKey(ed25519: raw) }
    }

    private func key(_ algorithm: KeyAlgorithm) -> Int {
        switch algorithm {
        case .p256: 64
        case .p384: 96
        case .ed25519: 32
        }
    }
}
