import COpenSSL
import Encoding

/// A public key of one of our algorithms, ready to verify with.
///
/// Equal keys have equal SubjectPublicKeyInfo bytes: each key has exactly one accepted encoding.
package final class PublicKey: Sendable, Hashable {
    /// What signatures of this key are.
    package let algorithm: KeyAlgorithm
    /// The exact DER of the SubjectPublicKeyInfo (RFC 5280 4.1.2.7).
    package let spki: [UInt8]

    // Owned. libcrypto's threading rules allow any number of threads to verify with one EVP_PKEY that nobody changes;
    // each call has a context of its own.
    private nonisolated(unsafe) let key: OpaquePointer
    private let contexts: VerifyContexts

    /// From the DER of a SubjectPublicKeyInfo: one of our algorithms, named curve, uncompressed point on the curve.
    /// Throws ``KeyError``.
    package init(spki: [UInt8]) throws(KeyError) {
        guard let algorithm = KeyAlgorithm.of(spki: spki[...]) else {
            throw .unsupported("this kind or encoding of public key is not supported")
        }
        let raw = [UInt8](spki[algorithm.spkiPrefix.count...])
        if algorithm == .ed25519, Ed25519Point.isWeak(raw) { throw .weakPoint }
        do throws(OpenSSLError) {
            let key = try NativeKey.publicKey(algorithm, raw: raw)
            contexts = try VerifyContexts(key, algorithm)
            (self.algorithm, self.spki) = (algorithm, spki)
            self.key = key.take()
        } catch {
            throw algorithm == .ed25519
                ? .library(error) : .invalid("the public key is not a point on its curve")
        }
    }

    /// From the 32 bytes of an Ed25519 public key. Refuses small-order and non-canonical points.
    package convenience init(ed25519 raw: [UInt8]) throws(KeyError) {
        guard raw.count == 32 else { throw .invalid("an Ed25519 public key has 32 bytes, not \(raw.count)") }
        try self.init(spki: KeyAlgorithm.ed25519.spkiPrefix + raw)
    }

    deinit { EVP_PKEY_free(key) }

    /// The contents of the subjectPublicKey BIT STRING: an uncompressed point, or the 32 bytes of Ed25519.
    package var subjectPublicKey: [UInt8] { [UInt8](spki[algorithm.spkiPrefix.count...]) }

    /// The 32 bytes of an Ed25519 key; nil for the others.
    package var ed25519Raw: [UInt8]? { algorithm == .ed25519 ? subjectPublicKey : nil }

    /// SHA-1 of the subjectPublicKey bits, RFC 5280 4.2.1.2 method (1). A name for finding keys, not a protection.
    package var keyIdentifier: [UInt8] { MessageDigest.sha1.hash(subjectPublicKey) }

    /// SHA-256 of the whole SubjectPublicKeyInfo.
    package var spkiDigest: Digest { SHA256.hash(spki) }

    /// True only if `signature` is by this key over `message`: 64 bytes for Ed25519, minimal DER with low s for ECDSA.
    package func isValid(signature: [UInt8], for message: [UInt8]) -> Bool {
        isValid(signature: signature, for: message[...])
    }

    /// The same for a message that stands within other bytes.
    package func isValid(signature: [UInt8], for message: ArraySlice<UInt8>) -> Bool {
        guard let curve = algorithm.curve else {
            return signature.count == 64
                && message.withUnsafeBytes { contexts.isValidEd25519(signature, $0) }
        }
        return ECDSASignature.isCanonical(signature, curve: curve)
            && message.withUnsafeBytes { contexts.isValidECDSA(signature, $0, curve.hash) }
    }

    /// The looser rule for proofs of possession that other tools made: any DER signature of an EC key, with the hash that
    /// its algorithm names. Such a signature is checked once and never becomes part of a badge.
    func isValidForeign(signature: [UInt8], for message: [UInt8], hash: MessageDigest) -> Bool {
        message.withUnsafeBytes { contexts.isValidECDSA(signature, $0, hash) }
    }

    package static func == (left: PublicKey, right: PublicKey) -> Bool { left.spki == right.spki }

    package func hash(into hasher: inout Hasher) { hasher.combine(spki) }
}

extension KeyAlgorithm {
    /// The algorithm of a SubjectPublicKeyInfo in its one form.
    static func of(spki: ArraySlice<UInt8>) -> KeyAlgorithm? {
        if p256.fits(spki) { return .p256 }
        if p384.fits(spki) { return .p384 }
        return ed25519.fits(spki) ? .ed25519 : nil
    }

    private func fits(_ spki: ArraySlice<UInt8>) -> Bool {
        let prefix = spkiPrefix
        guard spki.count == prefix.count + rawKeyByteCount, sameBytes(spki.prefix(prefix.count), prefix[...])
        else { return false }
        return self == .ed25519 || spki[spki.startIndex + prefix.count] == 0x04
    }
}
