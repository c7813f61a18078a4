import CryptoCore
import Testing

/// The one form of ECDSA signatures that is accepted.
@Suite struct ECDSATests {
    static let orders: [KeyAlgorithm: [UInt8]] = [
        .p256: [
            0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
            0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17, 0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51,
        ],
        .p384: [UInt8](repeating: 0xFF, count: 24) + [
            0xC7, 0x63, 0x4D, 0x81, 0xF4, 0x37, 0x2D, 0xDF, 0x58, 0x1A, 0x0D, 0xB2, 0x48, 0xB0, 0xA7, 0x7A,
            0xEC, 0xEC, 0x19, 0x6A, 0xCC, 0xC5, 0x29, 0x73,
        ],
    ]

    @Test(arguments: [KeyAlgorithm.p256, .p384])
    func `s is always low, and its high twin is refused`(algorithm: KeyAlgorithm) throws {
        let order = try #require(Self.orders[algorithm])
        let key = try PrivateKey.generate(algorithm)
        for round in 0..<40 {
            let message = [UInt8(round)]
            let signature = try key.signature(for: message)
            #expect(key.publicKey.isValid(signature: signature, for: message))
            let (r, s) = try numbers(signature)
            #expect(!negated(order, s).lexicographicallyPrecedes(padded(s, order.count)))
            let twin = encoded(r, negated(order, s))
            #expect(!key.publicKey.isValid(signature: twin, for: message))
        }
    }

    @Test func `other spellings of a good signature are refused`() throws {
        let key = try PrivateKey.generate(.p256)
        let signature = try key.signature(for: [])
        let (r, s) = try numbers(signature)
        let spellings: [[UInt8]] = [
            signature + [0],
            [0x30, 0x81] + signature.dropFirst(),
            DER.sequence([DER.element(0x02, [0] + content(r)), DER.integer(bigEndian: s)]),
            DER.sequence([DER.integer(bigEndian: r), DER.element(0x02, [0] + content(s))]),
            DER.sequence([DER.integer(bigEndian: r), DER.integer(bigEndian: s), DER.null]),
            DER.sequence([DER.integer(bigEndian: r)]),
            DER.element(0x31, [UInt8](signature.dropFirst(2))),
            padded(r, 32) + padded(s, 32),
        ]
        for spelling in spellings { #expect(!key.publicKey.isValid(signature: spelling, for: [])) }
        #expect(key.publicKey.isValid(signature: encoded(r, s), for: []))
    }

    @Test func `zero, the order and negative numbers are refused`() throws {
        let key = try PrivateKey.generate(.p256)
        let order = try #require(Self.orders[.p256])
        for number in [[0], order, order.dropLast() + [0x52]] as [[UInt8]] {
            #expect(!key.publicKey.isValid(signature: encoded(number, [1]), for: []))
            #expect(!key.publicKey.isValid(signature: encoded([1], number), for: []))
        }
        let negative = DER.sequence([DER.element(0x02, [0xFF]), DER.integer(1)])
        #expect(!key.publicKey.isValid(signature: negative, for: []))
        #expect(!key.publicKey.isValid(signature: DER.sequence([[0x02, 0], [0x02, 0]]), for: []))
    }

    /// Short signatures, cut ones and random bytes must be refused without a crash.
    @Test func `no bytes at all make the reader stumble`() throws {
        let key = try PrivateKey.generate(.p256)
        let signature = try key.signature(for: [])
        for count in 0..<signature.count {
            #expect(!key.publicKey.isValid(signature: [UInt8](signature[..<count]), for: []))
        }
        for length in 0..<140 {
            #expect(!key.publicKey.isValid(signature: [UInt8](repeating: 0x30, count: length), for: []))
            #expect(!key.publicKey.isValid(signature: RandomSource.system.bytes(length), for: []))
        }
    }

    private func numbers(_ signature: [UInt8]) throws -> ([UInt8], [UInt8]) {
        try DERReader.read(signature) { (reader) throws(DERError) in
            try reader.sequence { (fields) throws(DERError) in
                (try fields.integerBytes(), try fields.integerBytes())
            }
        }
    }

    private func encoded(_ r: [UInt8], _ s: [UInt8]) -> [UInt8] {
        DER.sequence([DER.integer(bigEndian: r), DER.integer(bigEndian: s)])
    }

    private func content(_ number: [UInt8]) -> [UInt8] {
        [UInt8](DER.integer(bigEndian: number).dropFirst(2))
    }

    private func padded(_ number: [UInt8], _ width: Int) -> [UInt8] {
        let significant = number.drop { $0 == 0 }
        return [UInt8](repeating: 0, count: width - significant.count) + significant
    }

    private func negated(_ order: [UInt8], _ number: [UInt8]) -> [UInt8] {
        var result = order
        var borrow = 0
        for (index, byte) in padded(number, order.count).enumerated().reversed() {
            let value = Int(order[index]) - Int(byte) - borrow
            result[index] = UInt8(truncatingIfNeeded: value)
            borrow = value < 0 ? 1 : 0
        }
        return result
    }
}
