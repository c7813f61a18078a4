import COpenSSL

/// How libcrypto comes up in this process.
enum Libcrypto {
    /// Starts libcrypto without its configuration file. Every way into it calls this first; only the first call does
    /// anything.
    ///
    /// What an offline verifier answers must not depend on a file of the machine, which could bring in other providers
    /// or leave out ours; and reading it takes a tenth of what a whole verification does.
    static func start() {
        precondition(isStarted, "libcrypto does not start: check the OpenSSL installation")
    }

    private static let isStarted = OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_LOAD_CONFIG), nil) == 1
}
