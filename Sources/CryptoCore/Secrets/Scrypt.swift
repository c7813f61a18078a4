import COpenSSL

/// scrypt (RFC 7914): keys from passphrases, at a price in time and memory that guessing pays for every guess.
package enum Scrypt {
    /// The key of `count` bytes. The defaults take 16 MiB and about 60 ms; OpenSSL 3.0 refuses more than 32 MiB, and so do
    /// its readers of encrypted keys. Throws ``OpenSSLError`` for parameters that libcrypto does not take.
    package static func derive(
        passphrase: SecretBytes, salt: [UInt8], n: UInt64 = 1 << 14, r: UInt64 = 8, p: UInt64 = 1,
        count: Int = 32
    ) throws(OpenSSLError) -> SecretBytes {
        Libcrypto.start()
        return try SecretBytes(count: count) { (key) throws(OpenSSLError) in
            let isDerived = passphrase.withBytes { secret in
                let text = secret.bindMemory(to: CChar.self)
                let output = key.bindMemory(to: UInt8.self).baseAddress
                // 0: the library's own memory limit of 32 MiB.
                return EVP_PBE_scrypt(
                    text.baseAddress, text.count, salt, salt.count, n, r, p, 0, output, key.count)
            }
            guard isDerived == 1 else { throw OpenSSLError.drain("derive a key from the passphrase") }
        }
    }
}
