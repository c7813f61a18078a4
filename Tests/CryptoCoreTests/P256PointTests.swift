import CryptoCore
import Encoding
import Testing

/// The look at a point of P-256 by its equation against libcrypto's, by way of the keys that are made of it.
@Suite struct P256PointTests {
    /// Points with a small x, which has a second spelling: x + p.
    static let smallPoints: [(x: UInt8, y: String)] = [
        (0, "66485c780e2f83d72433bd5d84a06bb6541c2af31dae871728bf856a174f93f4"),
        (5, "459243b9aa581806fe913bce99817ade11ca503c64d9a3c533415c083248fbcc"),
        (6, "36b24c2c54250ac2466985e533720047dcd102b80fe7c0e9220d5128828223cb"),
        (8, "b706288aca290db0d624d1d23f37f6a627249b16d631ff692242d085636041b3"),
        (9, "8e14e8432caf2e23caaa94f7d33315cbfbc522763c63a432db1812e48fe7b297"),
        (12, "93fbd29acb0680c1c653e3636c4b6500c726c8839de5be826abbc3b4b2b74387"),
    ]
    /// The prime, big-endian.
    static let prime = "ffffffff00000001000000000000000000000000ffffffffffffffffffffffff"

    private func spki(_ point: [UInt8]) throws -> [UInt8] {
        try PrivateKey.generate(.p256).publicKey.spki.dropLast(64) + point
    }

    private func isPoint(_ point: [UInt8]) throws -> Bool {
        let spki = try spki(point)
        let isKey = (try? PublicKey(spki: spki)) != nil
        #expect(SubjectKey.isAcceptable(spki: spki) == isKey, "\(Hex.encode(point))")
        return isKey
    }

    @Test func `keys, and keys with one coordinate of another, are judged as libcrypto does`() throws {
        var other = try PrivateKey.generate(.p256).publicKey.subjectPublicKey.suffix(64)
        for _ in 0..<300 {
            let point = try PrivateKey.generate(.p256).publicKey.subjectPublicKey.suffix(64)
            #expect(try isPoint(Array(point)))
            #expect(try !isPoint(Array(point.prefix(32) + other.suffix(32))))
            #expect(try !isPoint(Array(point.suffix(32) + point.prefix(32))))
            other = point
        }
    }

    @Test func `a point stands on both sides of the axis`() throws {
        let prime = try #require(Hex.decode(Self.prime))
        for _ in 0..<50 {
            let point = Array(try PrivateKey.generate(.p256).publicKey.subjectPublicKey.suffix(64))
            #expect(try isPoint(point.prefix(32) + difference(prime, Array(point.suffix(32)))))
        }
    }

    @Test(arguments: smallPoints)
    func `a coordinate has one spelling`(x: UInt8, y: String) throws {
        let prime = try #require(Hex.decode(Self.prime))
        let height = try #require(Hex.decode(y))
        let small = [UInt8](repeating: 0, count: 31) + [x]
        #expect(try isPoint(small + height))
        // p + x, as p - (-x).
        let second = difference(prime, difference([UInt8](repeating: 0, count: 32), small))
        #expect(second != small && second.starts(with: prime.prefix(4)))
        #expect(try !isPoint(second + height))
        #expect(try !isPoint(prime + height))
        #expect(try !isPoint(small + prime))
    }

    /// a - b for big-endian numbers of one width, modulo 256 to that width.
    private func difference(_ a: [UInt8], _ b: [UInt8]) -> [UInt8] {
        var result = a
        var borrow = 0
        for index in a.indices.reversed() {
            let value = Int(a[index]) - Int(b[index]) - borrow
            result[index] = UInt8(truncatingIfNeeded: value)
            borrow = value < 0 ? 1 : 0
        }
        return result
    }
}
