/// The encodings of Ed25519 points that must not be public keys.
///
/// OpenSSL follows the reference implementation here: it takes small-order points, for which one signature is valid for
/// many messages, and second spellings of the same point, which would make two different keys of one.
enum Ed25519Point {
    /// True if `raw` (32 bytes, RFC 8032 5.1.2) is of small order or not the canonical spelling of its point.
    static func isWeak(_ raw: [UInt8]) -> Bool {
        guard raw.count == 32 else { return true }
        var y = raw
        // The top bit is the sign of x. Masking it also catches x = 0 with a sign: its y is 1 or -1, of small order.
        y[31] &= 0x7F
        return isAtLeastFieldPrime(y) || smallOrder.contains(y)
    }

    /// y >= 2^255 - 19, little-endian.
    private static func isAtLeastFieldPrime(_ y: [UInt8]) -> Bool {
        y[31] == 0x7F && y[1...30].allSatisfy { $0 == 0xFF } && y[0] >= 0xED
    }

    /// The y coordinates of the eight points of order 1, 2, 4 and 8, little-endian.
    private static let smallOrder: [[UInt8]] = [
        [1] + [UInt8](repeating: 0, count: 31),
        [0xEC] + [UInt8](repeating: 0xFF, count: 30) + [0x7F],
        [UInt8](repeating: 0, count: 32),
        [
            0x26, 0xE8, 0x95, 0x8F, 0xC2, 0xB2, 0x27, 0xB0, 0x45, 0xC3, 0xF4, 0x89, 0xF2, 0xEF, 0x98, 0xF0,
            0xD5, 0xDF, 0xAC, 0x05, 0xD3, 0xC6, 0x33, 0x39, 0xB1, 0x38, 0x02, 0x88, 0x6D, 0x53, 0xFC, 0x05,
        ],
        [
            0xC7, 0x17, 0x6A, 0x70, 0x3D, 0x4D, 0xD8, 0x4F, 0xBA, 0x3C, 0x0B, 0x76, 0x0D, 0x10, 0x67, 0x0F,
            0x2A, 0x20, 0x53, 0xFA, 0x2C, 0x39, 0xCC, 0xC6, 0x4E, 0xC7, 0xFD, 0x77, 0x92, 0xAC, 0x03, 0x7A,
        ],
    ]
}
