import COpenSSL

/// Tells by its bytes whether a SubjectPublicKeyInfo is one that certificates may carry, without making a key of it.
///
/// Decoding a key through libcrypto costs more than everything else that is done to a certificate; looking whether a
/// point lies on its curve is cheap. Who skipped it would accept badges that `X509_verify_cert` refuses.
package enum SubjectKey {
    /// True for exactly what ``PublicKey/init(spki:)`` takes.
    package static func isAcceptable(spki: [UInt8]) -> Bool { isAcceptable(spki: spki[...]) }

    /// The same for a key where it stands.
    package static func isAcceptable(spki: ArraySlice<UInt8>) -> Bool {
        guard let algorithm = KeyAlgorithm.of(spki: spki) else { return false }
        let raw = spki.dropFirst(algorithm.spkiPrefix.count)
        return switch algorithm {
        // Behind the byte that says that both coordinates follow.
        case .p256: P256Point.isOnCurve(raw.span.extracting(droppingFirst: 1))
        case .p384: isPoint([UInt8](raw), of: p384)
        case .ed25519: !Ed25519Point.isWeak([UInt8](raw))
        }
    }

    // Owned for the life of the process and never changed, so that any number of threads may read it.
    private nonisolated(unsafe) static let p384 = EC_GROUP_new_by_curve_name(NID_secp384r1)

    /// `EC_POINT_oct2point`, which refuses coordinates that are not below the prime or not on the curve.
    private static func isPoint(_ raw: [UInt8], of group: OpaquePointer?) -> Bool {
        guard let group, let point = EC_POINT_new(group) else { return refused() }
        defer { EC_POINT_free(point) }
        return EC_POINT_oct2point(group, point, raw, raw.count, nil) == 1 || refused()
    }

    /// False, with nothing left in libcrypto's error queue.
    private static func refused() -> Bool {
        OpenSSLError.clear()
        return false
    }
}
