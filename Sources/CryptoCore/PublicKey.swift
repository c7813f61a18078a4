import COpenSSL

/// A public key of one of our algorithms, ready to verify with.
///
/// Equal keys have equal SubjectPublicKeyInfo bytes: each key has exactly one accepted encoding.
package final class PublicKey: Sendable, Hashable {
    /// What signatures of this key are.
    package let algorithm: KeyAlgorithm
    /// The exact DER of the SubjectPublicKeyInfo (RFC 5280 4.1.2.7).
    package let spki: [UInt8]

    // Owned. libcrypto's threading rules allow any number of threads to verify with one EVP_PKEY that nobody changes;
    // each call makes its own context.
    private nonisolated(unsafe) let key: OpaquePointer
    // Owned; an EVP_PKEY_CTX after verify_init that is only ever duplicated, so that a call does not look the algorithm
    // up by name again. Nil for Ed25519.
    private nonisolated(unsafe) let verifier: OpaquePointer?

    /// From the DER of a SubjectPublicKeyInfo: one of our algorithms, named curve, uncompressed point on the curve.
    /// Throws ``KeyError``.
    package init(spki: [UInt8]) throws(KeyError) {
        guard let algorithm = KeyAlgorithm.allCases.first(where: { $0.fits(spki: spki) }) else {
            throw .unsupported("this kind or encoding of public key is not supported")
        }
        let raw = [UInt8](spki[algorithm.spkiPrefix.count...])
        if algorithm == .ed25519, Ed25519Point.isWeak(raw) { throw .weakPoint }
        do throws(OpenSSLError) {
            let key = try NativeKey.publicKey(algorithm, raw: raw)
            let verifier = try algorithm.curve.map { _ throws(OpenSSLError) in try NativeKey.verifier(key) }
            (self.algorithm, self.spki, self.verifier) = (algorithm, spki, verifier)
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

    deinit {
        EVP_PKEY_CTX_free(verifier)
        EVP_PKEY_free(key)
    }

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
        guard let curve = algorithm.curve else { return isValidEd25519(signature, message) }
        return ECDSASignature.isCanonical(signature, curve: curve)
            && isValidECDSA(signature, digest: curve.hash.hash(message))
    }

    /// The looser rule for proofs of possession that other tools made: any DER signature of an EC key, with the hash that
    /// its algorithm names. Such a signature is checked once and never becomes part of a badge.
    func isValidForeign(signature: [UInt8], for message: [UInt8], hash: MessageDigest) -> Bool {
        isValidECDSA(signature, digest: hash.hash(message))
    }

    package static func == (left: PublicKey, right: PublicKey) -> Bool { left.spki == right.spki }

    package func hash(into hasher: inout Hasher) { hasher.combine(spki) }

    /// `EVP_PKEY_verify` on the digest, with a context of its own.
    private func isValidECDSA(_ signature: [UInt8], digest: [UInt8]) -> Bool {
        guard let verifier, let context = EVP_PKEY_CTX_dup(verifier) else { return refused() }
        defer { EVP_PKEY_CTX_free(context) }
        return EVP_PKEY_verify(context, signature, signature.count, digest, digest.count) == 1 || refused()
    }

    /// `EVP_DigestVerify`, which for Ed25519 takes the message as it is.
    private func isValidEd25519(_ signature: [UInt8], _ message: [UInt8]) -> Bool {
        guard signature.count == 64, let context = EVP_MD_CTX_new() else { return refused() }
        defer { EVP_MD_CTX_free(context) }
        guard EVP_DigestVerifyInit(context, nil, nil, nil, key) == 1 else { return refused() }
        return EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1 || refused()
    }

    /// False; what libcrypto left in the error queue is of no interest and must not explain a later failure.
    private func refused() -> Bool {
        OpenSSLError.clear()
        return false
    }
}

extension KeyAlgorithm {
    /// True if these bytes have the one form of a SubjectPublicKeyInfo of this algorithm.
    func fits(spki: [UInt8]) -> Bool {
        guard spki.count == spkiPrefix.count + rawKeyByteCount, spki.starts(with: spkiPrefix) else {
            return false
        }
        return self == .ed25519 || spki[spkiPrefix.count] == 0x04
    }
}
