import COpenSSL

/// Whatever can sign: a key in this process, or one that an agent keeps.
package protocol Signing: Sendable {
    /// The key that verifies what this one signs.
    var publicKey: PublicKey { get }
    /// The signature over a message: 64 bytes for Ed25519, minimal DER with low s for ECDSA.
    func signature(for message: [UInt8]) throws -> [UInt8]
}

/// A private key in this process. It has no text form and can only sign, or be written out as PKCS#8 on purpose.
package final class PrivateKey: Signing {
    /// The public half.
    package let publicKey: PublicKey

    // Owned and never changed after init; each signature makes its own context.
    nonisolated(unsafe) let key: OpaquePointer
    // Owned; an EVP_PKEY_CTX after sign_init that is only duplicated. Nil for Ed25519.
    private nonisolated(unsafe) let signer: OpaquePointer?

    /// Takes over a key pair. Refuses what is not one of our algorithms, and an EC pair whose halves do not belong
    /// together: signatures by such a key would fail at every client.
    init(_ handle: consuming Handle) throws(KeyError) {
        let spki = try handle.with { (key) throws(KeyError) in try Self.spki(of: key) }
        let publicKey = try PublicKey(spki: spki)
        var signer: OpaquePointer?
        if publicKey.algorithm.curve != nil {
            guard Self.isConsistent(handle) else {
                throw .invalid("the private key does not fit its public key")
            }
            do throws(OpenSSLError) { signer = try NativeKey.signer(handle) } catch { throw .library(error) }
        }
        self.publicKey = publicKey
        self.signer = signer
        key = handle.take()
    }

    /// A new key from libcrypto's random generator.
    package static func generate(_ algorithm: KeyAlgorithm) throws(KeyError) -> PrivateKey {
        try PrivateKey(NativeKey.owned { () throws(OpenSSLError) in try NativeKey.generate(algorithm) })
    }

    /// The Ed25519 key of a 32-byte seed (RFC 8032 5.1.5): the same seed gives the same key.
    package convenience init(ed25519Seed seed: [UInt8]) throws(KeyError) {
        guard seed.count == 32 else { throw .invalid("an Ed25519 seed has 32 bytes, not \(seed.count)") }
        try self.init(NativeKey.owned { () throws(OpenSSLError) in try NativeKey.ed25519(seed: seed) })
    }

    deinit {
        EVP_PKEY_CTX_free(signer)
        EVP_PKEY_free(key)
    }

    /// The signature over a message. ECDSA signatures are normalised to low s. Throws ``OpenSSLError``.
    package func signature(for message: [UInt8]) throws -> [UInt8] {
        guard let curve = publicKey.algorithm.curve else { return try ed25519Signature(for: message) }
        let der = try ecdsaSignature(digest: curve.hash.hash(message))
        guard let signature = ECDSASignature(der: der, curve: curve) else {
            throw OpenSSLError(operation: "read back an ECDSA signature", entries: [])
        }
        return signature.normalized(on: curve).der
    }

    /// `EVP_PKEY_sign` on the digest, with a context of its own.
    private func ecdsaSignature(digest: [UInt8]) throws(OpenSSLError) -> [UInt8] {
        let operation = "make an ECDSA signature"
        guard let signer, let context = EVP_PKEY_CTX_dup(signer) else { throw OpenSSLError.drain(operation) }
        defer { EVP_PKEY_CTX_free(context) }
        // The longest P-384 signature has 104 bytes.
        var count = 128
        var signature = [UInt8](repeating: 0, count: count)
        guard EVP_PKEY_sign(context, &signature, &count, digest, digest.count) == 1 else {
            throw OpenSSLError.drain(operation)
        }
        return [UInt8](signature[..<count])
    }

    /// `EVP_DigestSign`, which for Ed25519 takes the message as it is.
    private func ed25519Signature(for message: [UInt8]) throws(OpenSSLError) -> [UInt8] {
        let operation = "make an Ed25519 signature"
        guard let context = EVP_MD_CTX_new() else { throw OpenSSLError.drain(operation) }
        defer { EVP_MD_CTX_free(context) }
        var count = 64
        var signature = [UInt8](repeating: 0, count: count)
        guard EVP_DigestSignInit(context, nil, nil, nil, key) == 1,
            EVP_DigestSign(context, &signature, &count, message, message.count) == 1, count == 64
        else { throw OpenSSLError.drain(operation) }
        return signature
    }

    private static func isConsistent(_ handle: borrowing Handle) -> Bool {
        let isConsistent = handle.with { key in
            guard let context = EVP_PKEY_CTX_new_from_pkey(nil, key, nil) else { return false }
            defer { EVP_PKEY_CTX_free(context) }
            return EVP_PKEY_pairwise_check(context) == 1
        }
        OpenSSLError.clear()
        return isConsistent
    }

    private static func spki(of key: OpaquePointer) throws(KeyError) -> [UInt8] {
        guard let der = libraryBytes({ i2d_PUBKEY(key, $0) }) else {
            throw .library(OpenSSLError.drain("encode the public key"))
        }
        return der
    }
}

/// What an `i2d_` call writes, as an array; nil if it fails.
func libraryBytes(_ encode: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32) -> [UInt8]? {
    var buffer: UnsafeMutablePointer<UInt8>?
    let count = encode(&buffer)
    guard count > 0, let buffer else { return nil }
    defer {
        // It may have been a private key.
        OPENSSL_cleanse(buffer, Int(count))
        gb_free(buffer)
    }
    return [UInt8](UnsafeBufferPointer(start: buffer, count: Int(count)))
}
