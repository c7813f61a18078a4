import Encoding

/// The signature algorithms that we make and accept. Everything that depends on one asks this type.
package enum KeyAlgorithm: String, Sendable, CaseIterable {
    /// ECDSA on P-256 with SHA-256.
    case p256
    /// ECDSA on P-384 with SHA-384.
    case p384
    /// Ed25519 (RFC 8032), the pure variant.
    case ed25519

    /// The DER of the AlgorithmIdentifier of a signature: ecdsa-with-SHA256, ecdsa-with-SHA384 (RFC 5758, without
    /// parameters) or Ed25519 (RFC 8410).
    package var signatureAlgorithmDER: [UInt8] {
        switch self {
        case .p256: Self.p256Signature
        case .p384: Self.p384Signature
        case .ed25519: Self.ed25519Signature
        }
    }

    private static let p256Signature: [UInt8] = [
        0x30, 0x0A, 0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02,
    ]
    private static let p384Signature: [UInt8] = [
        0x30, 0x0A, 0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03, 0x03,
    ]
    private static let ed25519Signature: [UInt8] = [0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70]

    /// The algorithm with exactly this AlgorithmIdentifier, if it is one of ours.
    package init?(signatureAlgorithmDER der: [UInt8]) {
        self.init(signatureAlgorithmDER: der[...])
    }

    /// The same for an AlgorithmIdentifier where it stands.
    init?(signatureAlgorithmDER der: ArraySlice<UInt8>) {
        if sameBytes(der, Self.p256Signature[...]) {
            self = .p256
        } else if sameBytes(der, Self.p384Signature[...]) {
            self = .p384
        } else if sameBytes(der, Self.ed25519Signature[...]) {
            self = .ed25519
        } else {
            return nil
        }
    }

    /// True if a signature has the one form that we make and accept, whosever it is: minimal DER with 0 < r < n and
    /// 0 < s <= n / 2 for ECDSA, 64 bytes for Ed25519.
    package func isWellFormed(signature: [UInt8]) -> Bool {
        guard let curve else { return signature.count == 64 }
        return ECDSASignature.isCanonical(signature, curve: curve)
    }

    /// All bytes of a SubjectPublicKeyInfo before the raw key. A DER encoding with a fixed length has one form, so
    /// comparing this prefix and the total length *is* the strict parser: named curve, uncompressed point, no unused
    /// bits, nothing behind.
    var spkiPrefix: [UInt8] {
        switch self {
        case .p256: Self.p256Prefix
        case .p384: Self.p384Prefix
        case .ed25519: Self.ed25519Prefix
        }
    }

    private static let p256Prefix: [UInt8] = [
        0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06, 0x08,
        0x2A,
        0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
    ]
    private static let p384Prefix: [UInt8] = [
        0x30, 0x76, 0x30, 0x10, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01, 0x06, 0x05,
        0x2B,
        0x81, 0x04, 0x00, 0x22, 0x03, 0x62, 0x00,
    ]
    private static let ed25519Prefix: [UInt8] = [
        0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00,
    ]

    /// The number of bytes of the raw key behind ``spkiPrefix``: an uncompressed point, or 32.
    var rawKeyByteCount: Int {
        switch self {
        case .p256: 65
        case .p384: 97
        case .ed25519: 32
        }
    }

    /// The curve of an ECDSA algorithm; nil for Ed25519.
    var curve: Curve? {
        switch self {
        case .p256: .p256
        case .p384: .p384
        case .ed25519: nil
        }
    }

    /// libcrypto's name of the key type, and of the group for EC keys.
    var libraryNames: (type: String, group: String?) {
        switch self {
        case .p256: ("EC", "prime256v1")
        case .p384: ("EC", "secp384r1")
        case .ed25519: ("ED25519", nil)
        }
    }
}
