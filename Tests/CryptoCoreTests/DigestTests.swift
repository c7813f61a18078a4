import CryptoCore
import Testing

@Suite struct DigestTests {
    /// The examples of FIPS 180-4.
    static let known: [(String, String)] = [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ]

    @Test(arguments: known)
    func `SHA-256 gives the known answers`(text: String, hex: String) {
        #expect(SHA256.hash([UInt8](text.utf8)).hex == hex)
        #expect(SHA256.hash(text.utf8).hex == hex)
        #expect(SHA256.hash(ArraySlice(text.utf8)).hex == hex)
        #expect(SHA256.hash(text.utf8.lazy.map { $0 }).hex == hex)
    }

    @Test func `SHA-256 of a million times a is right`() {
        let digest = SHA256.hash([UInt8](repeating: 0x61, count: 1_000_000))
        #expect(digest.hex == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test func `parts and prefixes hash like the joined message`() throws {
        let left = SHA256.hash([1])
        let right = SHA256.hash([2])
        let joined = SHA256.hash([0x01] + left.bytes + right.bytes)
        #expect(SHA256.hash(prefix: 1, left, right) == joined)
        #expect(SHA256.hash(parts: [[1], [], left.bytes, right.bytes]) == joined)
        #expect(SHA256.hash(prefix: 1, left.bytes + right.bytes) == joined)
        #expect(SHA256.hash(prefix: 0, []) == SHA256.hash([0]))
        #expect(SHA256.hash(prefix: 0, "x".utf8.lazy.map { $0 }) == SHA256.hash([0, 0x78]))
    }

    @Test func `a node of two digests hashes like its bytes, whatever they are`() {
        var left = SHA256.hash([0xFF])
        var right = SHA256.hash([])
        for prefix in UInt8.min...UInt8.max {
            let joined = SHA256.hash([prefix] + left.bytes + right.bytes)
            #expect(SHA256.hash(prefix: prefix, left, right) == joined)
            (left, right) = (right, joined)
        }
    }

    @Test func `a digest has 32 bytes and one text form`() throws {
        let digest = SHA256.hash([])
        #expect(Digest(bytes: digest.bytes) == digest)
        #expect(Digest(hex: digest.hex) == digest)
        #expect("\(digest)" == digest.hex)
        #expect(Digest(bytes: [UInt8](repeating: 0, count: 31)) == nil)
        #expect(Digest(bytes: [UInt8](repeating: 0, count: 33)) == nil)
        #expect(Digest(hex: digest.hex.uppercased()) == nil)
        #expect(Digest(hex: "") == nil)
    }

    @Test func `many threads can hash at once`() async {
        let expected = SHA256.hash([7])
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<64 { group.addTask { (0..<200).allSatisfy { _ in SHA256.hash([7]) == expected } } }
            for await isRight in group { #expect(isRight) }
        }
    }

    @Test func `secrets and random bytes come from the injected source`() {
        let counting = RandomSource { count in (0..<count).map { UInt8(truncatingIfNeeded: $0) } }
        let secret = SecretBytes(count: 4, random: counting)
        #expect(secret.withBytes { [UInt8]($0) } == [0, 1, 2, 3])
        #expect(secret.isEqual(to: SecretBytes(copying: [0, 1, 2, 3])))
        #expect(!secret.isEqual(to: SecretBytes(copying: [0, 1, 2, 4])))
        #expect(!secret.isEqual(to: SecretBytes(copying: [])))
        #expect(!"\(secret)".contains("1"))
        #expect(RandomSource.system.bytes(32) != RandomSource.system.bytes(32))
        #expect(RandomSource.system.bytes(0) == [])
    }
}
