import COpenSSL

/// How libcrypto comes up in this process.
package enum Libcrypto {
    /// Starts libcrypto without its configuration file. Every way into it calls this first; only the first call does
    /// anything.
    ///
    /// What an offline verifier answers must not depend on a file of the machine, which could bring in other providers
    /// or leave out ours; and reading it takes a tenth of what a whole verification does.
    static func start() {
        precondition(isStarted, "libcrypto does not start: check the OpenSSL installation")
    }

    /// Starts libcrypto for a process that does nothing but verify. To be called before anything else of this module;
    /// later it changes nothing.
    ///
    /// By itself libcrypto lists the names of its old interfaces and the words of its errors, and frees all of it one
    /// by one before the process ends: a fifth of the instructions of a verification, for nothing that verifying uses.
    /// An app that this library is a part of may use them, so only a program that knows itself alone may ask for this.
    package static func startForVerifying() {
        let unused =
            OPENSSL_INIT_NO_ADD_ALL_CIPHERS | OPENSSL_INIT_NO_ADD_ALL_DIGESTS
            | OPENSSL_INIT_NO_LOAD_CRYPTO_STRINGS | OPENSSL_INIT_NO_ATEXIT
        _ = OPENSSL_init_crypto(UInt64(unused) | UInt64(OPENSSL_INIT_NO_LOAD_CONFIG), nil)
        start()
    }

    private static let isStarted = OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_LOAD_CONFIG), nil) == 1
}
