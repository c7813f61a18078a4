import COpenSSL

/// Makes `EVP_PKEY` handles. Keys come from raw values, not through libcrypto's decoders, which cost up to 0.25 ms each
/// in OpenSSL 3.0 and accept encodings that we refuse.
enum NativeKey {
    /// A public key from an uncompressed point or 32 bytes; libcrypto checks that the point is on the curve.
    static func publicKey(_ algorithm: KeyAlgorithm, raw: [UInt8]) throws(OpenSSLError) -> Handle {
        Libcrypto.start()
        guard let group = algorithm.libraryNames.group else {
            let key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, raw, raw.count)
            return try Handle(takingOwnership: key, "load an Ed25519 public key", release: EVP_PKEY_free)
        }
        return try elliptic(group: group, point: raw)
    }

    /// A context that is ready for `EVP_PKEY_verify` of digests with this key.
    static func verifier(_ key: borrowing Handle) throws(OpenSSLError) -> OpaquePointer {
        try prepared(key, "prepare a verification", EVP_PKEY_verify_init)
    }

    /// A context that is ready for `EVP_DigestVerify` of messages with this key, for algorithms that hash themselves.
    static func messageVerifier(_ key: borrowing Handle) throws(OpenSSLError) -> OpaquePointer {
        let operation = "prepare a verification"
        let context = try Handle(
            takingOwnership: EVP_MD_CTX_new(), operation, release: EVP_MD_CTX_free)
        let isReady = context.with { context in
            key.with { EVP_DigestVerifyInit(context, nil, nil, nil, $0) == 1 }
        }
        guard isReady else { throw OpenSSLError.drain(operation) }
        return context.take()
    }

    /// A context that is ready for `EVP_PKEY_sign` of digests with this key.
    static func signer(_ key: borrowing Handle) throws(OpenSSLError) -> OpaquePointer {
        try prepared(key, "prepare a signature", EVP_PKEY_sign_init)
    }

    /// A new key pair from libcrypto's generator.
    static func generate(_ algorithm: KeyAlgorithm) throws(OpenSSLError) -> Handle {
        let names = algorithm.libraryNames
        Libcrypto.start()
        let operation = "generate a key"
        let context = try Handle(
            takingOwnership: EVP_PKEY_CTX_new_from_name(nil, names.type, nil), operation,
            release: EVP_PKEY_CTX_free)
        var key: OpaquePointer?
        let isMade = context.with { context in
            EVP_PKEY_keygen_init(context) == 1
                && (names.group.map { EVP_PKEY_CTX_set_group_name(context, $0) } ?? 1) == 1
                && EVP_PKEY_generate(context, &key) == 1
        }
        guard isMade else { throw OpenSSLError.drain(operation) }
        return try Handle(takingOwnership: key, operation, release: EVP_PKEY_free)
    }

    /// The Ed25519 key pair of a seed (RFC 8032 5.1.5).
    static func ed25519(seed: [UInt8]) throws(OpenSSLError) -> Handle {
        Libcrypto.start()
        let key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count)
        return try Handle(takingOwnership: key, "load an Ed25519 seed", release: EVP_PKEY_free)
    }

    /// The key that `make` makes, with libcrypto's error as a ``KeyError``.
    static func owned(_ make: () throws(OpenSSLError) -> Handle) throws(KeyError) -> Handle {
        do throws(OpenSSLError) { return try make() } catch { throw .library(error) }
    }

    private static func prepared(
        _ key: borrowing Handle, _ operation: String, _ prepare: (OpaquePointer?) -> Int32
    ) throws(OpenSSLError) -> OpaquePointer {
        let context = try Handle(
            takingOwnership: key.with { EVP_PKEY_CTX_new_from_pkey(nil, $0, nil) }, operation,
            release: EVP_PKEY_CTX_free)
        guard context.with({ prepare($0) }) == 1 else { throw OpenSSLError.drain(operation) }
        return context.take()
    }

    /// `EVP_PKEY_fromdata` with group and point.
    private static func elliptic(group: String, point: [UInt8]) throws(OpenSSLError) -> Handle {
        let operation = "load an elliptic curve public key"
        let context = try Handle(
            takingOwnership: EVP_PKEY_CTX_new_from_name(nil, "EC", nil), operation, release: EVP_PKEY_CTX_free
        )
        var (name, point) = ([CChar](group.utf8CString), point)
        var key: OpaquePointer?
        let isMade = context.with { context in
            name.withUnsafeMutableBufferPointer { name in
                point.withUnsafeMutableBufferPointer { point in
                    var parameters = [
                        gb_param_group_name(name.baseAddress),
                        gb_param_public_key(point.baseAddress, point.count),
                        OSSL_PARAM_construct_end(),
                    ]
                    return EVP_PKEY_fromdata_init(context) == 1
                        && EVP_PKEY_fromdata(context, &key, gb_public_key_selection(), &parameters) == 1
                }
            }
        }
        guard isMade else { throw OpenSSLError.drain(operation) }
        return try Handle(takingOwnership: key, operation, release: EVP_PKEY_free)
    }
}
