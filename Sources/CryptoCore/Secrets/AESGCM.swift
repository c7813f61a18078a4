import COpenSSL

/// AES-256-GCM (NIST SP 800-38D): encrypts and authenticates. A nonce must never be used twice with one key.
package enum AESGCM {
    /// The length of keys, nonces and tags in bytes.
    package static let keyByteCount = 32
    package static let nonceByteCount = 12
    package static let tagByteCount = 16

    /// Why sealed bytes cannot be opened.
    package enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
        /// The key or the nonce has the wrong length, or the sealed bytes are shorter than a tag.
        case wrongLength(String)
        /// Wrong key, nonce or associated data, or changed bytes. Nobody can tell which.
        case notAuthentic
        /// libcrypto failed.
        case library(OpenSSLError)

        package var description: String {
            switch self {
            case .wrongLength(let what): what
            case .notAuthentic: "the sealed data was changed, or the key is not the one it was sealed with"
            case .library(let error): error.description
            }
        }
    }

    /// The ciphertext with the 16 bytes of the tag behind it. `aad` is authenticated too but not part of the result.
    package static func seal(
        _ plaintext: [UInt8], key: SecretBytes, nonce: [UInt8], aad: [UInt8]
    ) throws(Failure) -> [UInt8] {
        let context = try context(key, nonce)
        var sealed = [UInt8](repeating: 0, count: plaintext.count + tagByteCount)
        let isSealed = run(context, key, nonce, encrypt: true) { context in
            update(context, nil, aad)
                && sealed.withUnsafeMutableBufferPointer { output in
                    update(context, output.baseAddress, plaintext) && finish(context) == 1
                        && EVP_CIPHER_CTX_ctrl(
                            context, EVP_CTRL_AEAD_GET_TAG, Int32(tagByteCount),
                            output.baseAddress.map { $0 + plaintext.count })
                            == 1
                }
        }
        guard isSealed else { throw .library(OpenSSLError.drain("encrypt")) }
        return sealed
    }

    /// The plaintext of what ``seal(_:key:nonce:aad:)`` made. Nothing of it is returned unless all of it is authentic.
    package static func open(
        _ sealed: [UInt8], key: SecretBytes, nonce: [UInt8], aad: [UInt8]
    ) throws(Failure) -> [UInt8] {
        let context = try context(key, nonce)
        guard sealed.count >= tagByteCount else {
            throw .wrongLength("the sealed data is shorter than its tag")
        }
        let ciphertext = [UInt8](sealed.dropLast(tagByteCount))
        var tag = [UInt8](sealed.suffix(tagByteCount))
        var plaintext = [UInt8](repeating: 0, count: ciphertext.count)
        var isAuthentic = false
        let isDecrypted = run(context, key, nonce, encrypt: false) { context in
            guard update(context, nil, aad),
                plaintext.withUnsafeMutableBufferPointer({ update(context, $0.baseAddress, ciphertext) }),
                EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(tagByteCount), &tag) == 1
            else { return false }
            isAuthentic = finish(context) == 1
            return true
        }
        guard isDecrypted else { throw .library(OpenSSLError.drain("decrypt")) }
        guard isAuthentic else {
            OpenSSLError.clear()
            plaintext.withUnsafeMutableBytes { OPENSSL_cleanse($0.baseAddress, $0.count) }
            throw .notAuthentic
        }
        return plaintext
    }

    private static func context(_ key: SecretBytes, _ nonce: [UInt8]) throws(Failure) -> Handle {
        guard key.count == keyByteCount else {
            throw .wrongLength("an AES-256 key has 32 bytes, not \(key.count)")
        }
        guard nonce.count == nonceByteCount else {
            throw .wrongLength("a GCM nonce has 12 bytes, not \(nonce.count)")
        }
        Libcrypto.start()
        do throws(OpenSSLError) {
            return try Handle(
                takingOwnership: EVP_CIPHER_CTX_new(), "prepare encryption", release: EVP_CIPHER_CTX_free)
        } catch {
            throw .library(error)
        }
    }

    private static func run(
        _ context: borrowing Handle, _ key: SecretBytes, _ nonce: [UInt8], encrypt: Bool,
        _ body: (OpaquePointer) -> Bool
    ) -> Bool {
        context.with { context in
            let isReady = key.withBytes { key in
                EVP_CipherInit_ex2(
                    context, EVP_aes_256_gcm(), key.bindMemory(to: UInt8.self).baseAddress, nonce,
                    encrypt ? 1 : 0, nil)
                    == 1
            }
            return isReady && body(context)
        }
    }

    /// Feeds input; without an output it is associated data. An empty input is skipped: libcrypto takes a null pointer
    /// for the end of the message.
    private static func update(
        _ context: OpaquePointer, _ output: UnsafeMutablePointer<UInt8>?, _ input: [UInt8]
    ) -> Bool {
        guard !input.isEmpty else { return true }
        guard let size = Int32(exactly: input.count) else { return false }
        var count: Int32 = 0
        return EVP_CipherUpdate(context, output, &count, input, size) == 1 && count == size
    }

    private static func finish(_ context: OpaquePointer) -> Int32 {
        var count: Int32 = 0
        var nothing: UInt8 = 0
        return EVP_CipherFinal_ex(context, &nothing, &count)
    }
}
