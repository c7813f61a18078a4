import CryptoCore
import Encoding
import Testing

@Suite struct SealTests {
    /// Test cases 13 to 16 of the GCM specification (McGrew and Viega): key, nonce, aad, plaintext, ciphertext, tag.
    static let vectors: [[String]] = [
        [
            "0000000000000000000000000000000000000000000000000000000000000000", "000000000000000000000000",
            "", "", "",
            "530f8afbc74536b9a963b4f1c4cb738b",
        ],
        [
            "0000000000000000000000000000000000000000000000000000000000000000", "000000000000000000000000",
            "",
            "00000000000000000000000000000000", "cea7403d4d606b6e074ec5d3baf39d18",
            "d0d1c8a799996bf0265b98b5d48ab919",
        ],
        [
            "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888",
            "feedfacedeadbeeffeedfacedeadbeefabaddad2",
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662",
            "76fc6ece0f4e1768cddf8853bb2d551b",
        ],
    ]

    @Test(arguments: vectors)
    func `AES-256-GCM gives the known answers`(vector: [String]) throws {
        let parts = try vector.map { try #require(Hex.decode($0)) }
        let key = SecretBytes(copying: parts[0])
        let sealed = try AESGCM.seal(parts[3], key: key, nonce: parts[1], aad: parts[2])
        #expect(sealed == parts[4] + parts[5])
        #expect(try AESGCM.open(sealed, key: key, nonce: parts[1], aad: parts[2]) == parts[3])
    }

    @Test func `every change of sealed bytes, nonce, key or associated data is noticed`() throws {
        let keyBytes = [UInt8](1...32)
        let key = SecretBytes(copying: keyBytes)
        let nonce = [UInt8](1...12)
        let sealed = try AESGCM.seal([1, 2, 3], key: key, nonce: nonce, aad: [9])
        for bit in 0..<sealed.count * 8 {
            var changed = sealed
            changed[bit / 8] ^= 1 << (bit % 8)
            #expect(throws: AESGCM.Failure.notAuthentic) {
                try AESGCM.open(changed, key: key, nonce: nonce, aad: [9])
            }
        }
        #expect(throws: AESGCM.Failure.notAuthentic) {
            try AESGCM.open(sealed, key: key, nonce: nonce, aad: [])
        }
        let other = SecretBytes(copying: keyBytes.reversed())
        #expect(throws: AESGCM.Failure.notAuthentic) {
            try AESGCM.open(sealed, key: other, nonce: nonce, aad: [9])
        }
        #expect(throws: AESGCM.Failure.notAuthentic) {
            try AESGCM.open(sealed, key: key, nonce: nonce.reversed(), aad: [9])
        }
    }

    @Test func `wrong lengths are refused`() {
        let key = SecretBytes(copying: [UInt8](1...32))
        #expect(throws: AESGCM.Failure.self) { try AESGCM.seal([], key: key, nonce: [], aad: []) }
        #expect(throws: AESGCM.Failure.self) {
            try AESGCM.seal([], key: SecretBytes(copying: [1]), nonce: [UInt8](1...12), aad: [])
        }
        #expect(throws: AESGCM.Failure.self) {
            try AESGCM.open([UInt8](1...15), key: key, nonce: [UInt8](1...12), aad: [])
        }
    }

    /// RFC 7914 section 12, without the last vector, which needs 1 GiB.
    @Test func `scrypt gives the answers of RFC 7914`() throws {
        let vectors: [(String, String, UInt64, UInt64, UInt64, String)] = [
            (
                "", "", 16, 1, 1,
                "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
                    + "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906"
            ),
            (
                "password", "NaCl", 1024, 8, 16,
                "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
                    + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"
            ),
            (
                "pleaseletmein", "SodiumChloride", 16384, 8, 1,
                "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
                    + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
            ),
        ]
        for (passphrase, salt, n, r, p, expected) in vectors {
            let key = try Scrypt.derive(
                passphrase: SecretBytes(copying: [UInt8](passphrase.utf8)), salt: [UInt8](salt.utf8), n: n,
                r: r, p: p,
                count: 64)
            #expect(key.withBytes { Hex.encode([UInt8]($0)) } == expected)
        }
    }

    @Test func `scrypt parameters that no reader takes are refused with libcrypto's reason`() throws {
        let passphrase = SecretBytes(copying: [1])
        let error = #expect(throws: OpenSSLError.self) {
            try Scrypt.derive(passphrase: passphrase, salt: [], n: 1 << 20, r: 8, p: 1)
        }
        #expect(error?.entries.isEmpty == false)
        #expect(error?.description.contains("memory limit exceeded") == true)
        // Nothing of it is left for the next failure.
        #expect(OpenSSLError.drain("check").entries.isEmpty)
    }
}
