import CryptoCore
import Encoding
import Testing

/// The quick look at a key against libcrypto's own.
@Suite struct SubjectKeyTests {
    @Test(arguments: KeyAlgorithm.allCases)
    func `a key is acceptable exactly where libcrypto makes one of it`(algorithm: KeyAlgorithm) throws {
        let spki = try PrivateKey.generate(algorithm).publicKey.spki
        #expect(SubjectKey.isAcceptable(spki: spki))
        var (accepted, refused) = (0, 0)
        for bit in 0..<spki.count * 8 {
            var other = spki
            other[bit / 8] ^= 1 << UInt8(bit % 8)
            let isKey = (try? PublicKey(spki: other)) != nil
            #expect(SubjectKey.isAcceptable(spki: other) == isKey, "\(Hex.encode(other))")
            if isKey { accepted += 1 } else { refused += 1 }
        }
        // Each 32 bytes but a few are a key of Ed25519; a point that is changed leaves its curve.
        #expect(algorithm == .ed25519 ? accepted > 200 : accepted == 0)
        #expect(refused > 50)
    }

    @Test(arguments: [KeyAlgorithm.p256, .p384])
    func `coordinates that are not below the prime are refused`(algorithm: KeyAlgorithm) throws {
        let spki = try PrivateKey.generate(algorithm).publicKey.spki
        let size = algorithm == .p256 ? 32 : 48
        for value in [UInt8(0), 0xFF] {
            let point = [UInt8](repeating: value, count: 2 * size)
            #expect(!SubjectKey.isAcceptable(spki: Array(spki.dropLast(2 * size)) + point))
        }
        #expect(!SubjectKey.isAcceptable(spki: spki + [0]))
        #expect(!SubjectKey.isAcceptable(spki: Array(spki.dropLast())))
        #expect(!SubjectKey.isAcceptable(spki: []))
    }
}
