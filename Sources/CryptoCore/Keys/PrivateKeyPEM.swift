import COpenSSL
import Encoding

/// Private keys as files: PKCS#8 (RFC 5958) in PEM, plain or encrypted (PBES2, RFC 8018, with scrypt, RFC 7914).
extension PrivateKey {
    /// The scrypt parameters of encrypted keys: 16 MiB and about 60 ms. OpenSSL 3.0 refuses more than 32 MiB.
    private static let scryptCost: UInt64 = 1 << 14
    private static let scryptBlockSize: UInt64 = 8
    private static let scryptParallelism: UInt64 = 1

    private static let plainLabel = "PRIVATE KEY"
    private static let encryptedLabel = "ENCRYPTED PRIVATE KEY"

    /// True if the text's private key is encrypted, so that a passphrase is needed. False also where there is no key.
    package static func isEncrypted(pem: [UInt8]) -> Bool {
        (try? keyBlock(pem))?.label == encryptedLabel
    }

    /// From a text with one PKCS#8 private key, as we or `openssl genpkey` write it. A passphrase for a key that is
    /// not encrypted is ignored. Throws `.notAPrivateKey`, `.passphraseNeeded`, `.wrongPassphrase`, `.unsupported`.
    package convenience init(pem: [UInt8], passphrase: SecretBytes?) throws(KeyError) {
        let block = try Self.keyBlock(pem)
        guard block.label == Self.encryptedLabel else {
            try self.init(pkcs8DER: block.bytes)
            return
        }
        guard let passphrase else { throw .passphraseNeeded }
        try self.init(Self.decrypt(block.bytes, passphrase))
    }

    /// From the DER of a plain PKCS#8 PrivateKeyInfo.
    package convenience init(pkcs8DER der: [UInt8]) throws(KeyError) {
        let info = try Self.decode(der, "read the private key", release: PKCS8_PRIV_KEY_INFO_free) {
            d2i_PKCS8_PRIV_KEY_INFO(nil, $0, $1)
        }
        try self.init(Self.key(from: info))
    }

    /// The DER of the plain PKCS#8 PrivateKeyInfo: the whole secret. For sealing it in a bundle.
    package var pkcs8DER: [UInt8] {
        get throws(KeyError) {
            let info = try privateKeyInfo()
            guard let der = info.with({ info in libraryBytes { i2d_PKCS8_PRIV_KEY_INFO(info, $0) } }) else {
                throw .library(OpenSSLError.drain("encode the private key"))
            }
            return der
        }
    }

    /// The key as a PEM text; encrypted if there is a passphrase. `openssl pkey` reads both.
    package func pem(passphrase: SecretBytes?) throws(KeyError) -> [UInt8] {
        guard let passphrase else { return PEMBlock(label: Self.plainLabel, bytes: try pkcs8DER).textBytes }
        return PEMBlock(label: Self.encryptedLabel, bytes: try encrypted(passphrase)).textBytes
    }

    /// `PKCS5_pbe2_set_scrypt` and `PKCS8_set0_pbe`; salt and initialisation vector are libcrypto's own random bytes.
    private func encrypted(_ passphrase: SecretBytes) throws(KeyError) -> [UInt8] {
        let info = try privateKeyInfo()
        let der: [UInt8]? = info.with { info in
            passphrase.withBytes { (secret) -> [UInt8]? in
                guard
                    let algorithm = PKCS5_pbe2_set_scrypt(
                        EVP_aes_256_cbc(), nil, 0, nil, Self.scryptCost, Self.scryptBlockSize,
                        Self.scryptParallelism)
                else { return nil }
                let text = secret.bindMemory(to: CChar.self)
                // set0: on success the result owns the algorithm.
                guard let sealed = PKCS8_set0_pbe(text.baseAddress, Int32(text.count), info, algorithm) else {
                    X509_ALGOR_free(algorithm)
                    return nil
                }
                defer { X509_SIG_free(sealed) }
                return libraryBytes { i2d_X509_SIG(sealed, $0) }
            }
        }
        guard let der else { throw .library(OpenSSLError.drain("encrypt the private key")) }
        return der
    }

    /// `PKCS8_decrypt`. With a wrong passphrase the padding or the decoding of what comes out fails; only a scheme that
    /// libcrypto cannot start is something else.
    private static func decrypt(_ der: [UInt8], _ passphrase: SecretBytes) throws(KeyError) -> Handle {
        let sealed = try decode(der, "read the encrypted private key", release: X509_SIG_free) {
            d2i_X509_SIG(nil, $0, $1)
        }
        OpenSSLError.clear()
        let info = sealed.with { sealed in
            passphrase.withBytes { secret in
                let text = secret.bindMemory(to: CChar.self)
                return PKCS8_decrypt(sealed, text.baseAddress, Int32(text.count))
            }
        }
        guard let info else {
            let error = OpenSSLError.drain("decrypt the private key")
            let isWrong =
                error.contains(library: ERR_LIB_PKCS12, reason: PKCS12_R_PKCS12_CIPHERFINAL_ERROR)
                || error.contains(library: ERR_LIB_PKCS12, reason: PKCS12_R_DECODE_ERROR)
            throw isWrong
                ? .wrongPassphrase
                : .unsupported("the encryption of the private key is not known to libcrypto")
        }
        let handle = try NativeKey.owned { () throws(OpenSSLError) in
            try Handle(takingOwnership: info, "decrypt the private key", release: PKCS8_PRIV_KEY_INFO_free)
        }
        return try key(from: handle)
    }

    private func privateKeyInfo() throws(KeyError) -> Handle {
        try NativeKey.owned { () throws(OpenSSLError) in
            try Handle(
                takingOwnership: EVP_PKEY2PKCS8(key), "encode the private key",
                release: PKCS8_PRIV_KEY_INFO_free)
        }
    }

    private static func key(from info: borrowing Handle) throws(KeyError) -> Handle {
        OpenSSLError.clear()
        guard let key = info.with({ EVP_PKCS82PKEY($0) }) else {
            OpenSSLError.clear()
            throw .unsupported("the private key is of another kind, or damaged")
        }
        return try NativeKey.owned { () throws(OpenSSLError) in
            try Handle(takingOwnership: key, "read the private key", release: EVP_PKEY_free)
        }
    }

    /// Runs a `d2i_` function and refuses bytes behind what it read: d2i stops early without a word.
    private static func decode(
        _ der: [UInt8], _ operation: String, release: @escaping @convention(c) (OpaquePointer?) -> Void,
        _ d2i: (UnsafeMutablePointer<UnsafePointer<UInt8>?>, Int) -> OpaquePointer?
    ) throws(KeyError) -> Handle {
        Libcrypto.start()
        OpenSSLError.clear()
        var consumed = 0
        let object = der.withUnsafeBufferPointer { bytes in
            var position = bytes.baseAddress
            defer { consumed = position.map { $0 - (bytes.baseAddress ?? $0) } ?? 0 }
            return d2i(&position, bytes.count)
        }
        let handle = try NativeKey.owned { () throws(OpenSSLError) in
            try Handle(takingOwnership: object, operation, release: release)
        }
        guard consumed == der.count else { throw .invalid("there are bytes behind the private key") }
        return handle
    }

    private static func keyBlock(_ pem: [UInt8]) throws(KeyError) -> PEMBlock {
        guard let blocks = try? PEMBlock.parseLenient(pem) else { throw .notAPrivateKey }
        let keys = blocks.filter { $0.label == plainLabel || $0.label == encryptedLabel }
        if let key = keys.first, keys.count == 1 { return key }
        if keys.isEmpty, blocks.contains(where: { $0.label.hasSuffix(plainLabel) }) {
            throw .unsupported("the private key is not PKCS#8; convert it with `openssl pkcs8 -topk8`")
        }
        throw .notAPrivateKey
    }
}
