import COpenSSLTLS
import Fetching

/// What every connection of this program demands: TLS 1.2 or later, authenticated encryption, a trusted certificate.
final class TLSContext {
    let handle: OpaquePointer

    /// - Parameter anchor: PEM of the one trusted root of a test; nil: the system's trusted roots, where OpenSSL looks for
    ///   them (`SSL_CERT_FILE`, `SSL_CERT_DIR`, else its own directory), as every program of this machine does.
    init(anchor: String?) throws(FetchFailure) {
        guard gb_ssl_init() == 1, let handle = SSL_CTX_new(TLS_client_method()) else {
            throw FetchFailure(.machine, "libssl does not start")
        }
        self.handle = handle
        gb_ssl_set_options(handle)
        gb_ssl_return_after_each_record(handle)
        // Level 2: keys of 112 bits of security and more, no SHA-1 signatures. Forward secrecy and AEAD alone in TLS 1.2.
        SSL_CTX_set_security_level(handle, 2)
        guard gb_ssl_set_minimum_tls12(handle) == 1,
            SSL_CTX_set_cipher_list(handle, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1
        else { throw FetchFailure(.machine, "libssl lacks what TLS needs") }
        SSL_CTX_set_verify(handle, SSL_VERIFY_PEER, nil)
        if let anchor { try trust(anchor) } else { try trustSystem() }
    }

    deinit { SSL_CTX_free(handle) }

    private func trustSystem() throws(FetchFailure) {
        guard SSL_CTX_set_default_verify_paths(handle) == 1 else {
            throw FetchFailure(
                .machine, "this machine has no trusted roots: install ca-certificates, or set SSL_CERT_FILE")
        }
    }

    private func trust(_ anchor: String) throws(FetchFailure) {
        let bytes = Array(anchor.utf8)
        guard let memory = BIO_new_mem_buf(bytes, Int32(bytes.count)) else {
            throw FetchFailure(.machine, "no memory")
        }
        defer { BIO_free(memory) }
        guard let certificate = PEM_read_bio_X509(memory, nil, nil, nil) else {
            throw FetchFailure(.request, "test.anchor is no certificate in PEM")
        }
        defer { X509_free(certificate) }
        guard X509_STORE_add_cert(SSL_CTX_get_cert_store(handle), certificate) == 1 else {
            throw FetchFailure(.machine, "libssl does not take the test's root")
        }
    }
}
