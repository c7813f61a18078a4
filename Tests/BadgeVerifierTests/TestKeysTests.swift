import BadgeVerifier
import CryptoCore
import Foundation
import Testing

/// The compiled-in list and the files of `keys/` say the same.
@Suite("The public TEST keys")
struct TestKeysTests {
    private static let directory = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "keys")

    private static func files() throws -> [URL] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: directory.path)
        return names.filter { $0.hasSuffix(".pem") }.sorted().map { directory.appending(path: $0) }
    }

    @Test("every key of keys/ is in the list, and the list has no other")
    func listIsComplete() throws {
        let digests = try Self.files().map { file in
            try PrivateKey(pem: [UInt8](Data(contentsOf: file)), passphrase: nil).publicKey.spkiDigest
        }
        #expect(digests.count >= 18)
        #expect(Set(digests).count == digests.count)
        #expect(Set(digests) == TestKeys.spkiDigests)
    }

    @Test("a new key is not in the list")
    func newKeyIsNotListed() throws {
        let key = try PrivateKey.generate(.ed25519)
        #expect(!TestKeys.spkiDigests.contains(key.publicKey.spkiDigest))
    }
}
