import COpenSSL
package import Encoding

/// A second opinion on our certificates: libcrypto's `X509_verify_cert`, as strict as it gets.
///
/// For linting what is about to be issued and for tests, never for a verdict: it takes BER, trailing bytes, CAs as leaves
/// and any extended key usage. It excludes the second of notAfter, which RFC 5280 includes. The only user of libcrypto's
/// X.509 code in the program.
package enum X509Oracle {
    /// Nil if a chain from the leaf through these intermediates to one of these roots is accepted, else the reason.
    ///
    /// Strict flags, security level 2, self-signatures checked, no partial chains; the depth is the number of
    /// intermediates.
    package static func verify(
        leaf: [UInt8], intermediates: [[UInt8]], roots: [[UInt8]], at time: Timestamp
    ) -> String? {
        Libcrypto.start()
        OpenSSLError.clear()
        defer { OpenSSLError.clear() }
        do throws(OpenSSLError) {
            let store = try store(roots)
            let untrusted = try CertificateStack(intermediates)
            let certificate = try certificate(leaf)
            return try verify(
                certificate, untrusted: untrusted, store: store, depth: intermediates.count, at: time)
        } catch {
            return error.description
        }
    }

    /// The TBSCertificate as libcrypto writes it from what it read (`i2d_re_X509_tbs`): the same bytes where a certificate
    /// is DER, others where libcrypto took something else for it.
    package static func rewrittenTBS(of der: [UInt8]) throws(OpenSSLError) -> [UInt8] {
        OpenSSLError.clear()
        let written = try certificate(der).with { certificate in
            libraryBytes { i2d_re_X509_tbs(certificate, $0) }
        }
        guard let written else { throw OpenSSLError.drain("write a certificate again") }
        return written
    }

    private static func verify(
        _ leaf: borrowing Handle, untrusted: borrowing CertificateStack, store: borrowing Handle, depth: Int,
        at time: Timestamp
    ) throws(OpenSSLError) -> String? {
        let context = try Handle(
            takingOwnership: X509_STORE_CTX_new(), "prepare the oracle", release: X509_STORE_CTX_free)
        return context.with { context in
            store.with { store in
                leaf.with { leaf in
                    untrusted.with { untrusted in
                        guard X509_STORE_CTX_init(context, store, leaf, untrusted) == 1 else {
                            return OpenSSLError.drain("prepare the oracle").description
                        }
                        configure(context, depth: depth, at: time)
                        guard X509_verify_cert(context) != 1 else { return nil }
                        return reason(context)
                    }
                }
            }
        }
    }

    private static func configure(_ context: OpaquePointer, depth: Int, at time: Timestamp) {
        let parameters = X509_STORE_CTX_get0_param(context)
        let flags = X509_V_FLAG_X509_STRICT | X509_V_FLAG_CHECK_SS_SIGNATURE
        X509_VERIFY_PARAM_set_flags(parameters, UInt(flags))
        X509_VERIFY_PARAM_set_depth(parameters, Int32(depth))
        X509_VERIFY_PARAM_set_auth_level(parameters, 2)
        X509_VERIFY_PARAM_set_time(parameters, time_t(time.seconds))
    }

    private static func reason(_ context: OpaquePointer) -> String {
        let code = X509_STORE_CTX_get_error(context)
        let text = X509_verify_cert_error_string(Int(code)).map { String(cString: $0) } ?? "error \(code)"
        return "\(text) (at depth \(X509_STORE_CTX_get_error_depth(context)))"
    }

    /// A store with these roots; add_cert takes a reference of its own.
    private static func store(_ roots: [[UInt8]]) throws(OpenSSLError) -> Handle {
        let store = try Handle(
            takingOwnership: X509_STORE_new(), "prepare the oracle", release: X509_STORE_free)
        for root in roots {
            let certificate = try certificate(root)
            let isAdded = store.with { store in certificate.with { X509_STORE_add_cert(store, $0) == 1 } }
            guard isAdded else { throw OpenSSLError.drain("add a root to the oracle") }
        }
        return store
    }

    /// `d2i_X509`, and nothing behind what it read.
    fileprivate static func certificate(_ der: [UInt8]) throws(OpenSSLError) -> Handle {
        var isWhole = false
        let pointer = der.withUnsafeBufferPointer { bytes in
            var position = bytes.baseAddress
            let certificate = d2i_X509(nil, &position, bytes.count)
            isWhole = position == bytes.baseAddress.map { $0 + bytes.count }
            return certificate
        }
        let certificate = try Handle(takingOwnership: pointer, "read a certificate", release: X509_free)
        guard isWhole else {
            throw OpenSSLError(operation: "read a certificate: bytes behind it", entries: [])
        }
        return certificate
    }
}

/// Certificates in the stack that libcrypto wants, each owned here.
private struct CertificateStack: ~Copyable {
    private let stack: OpaquePointer?

    init(_ certificates: [[UInt8]]) throws(OpenSSLError) {
        let stack = try Handle(takingOwnership: gb_x509_stack_new(), "prepare the oracle", release: freeStack)
        for der in certificates {
            let certificate = try X509Oracle.certificate(der).take()
            guard stack.with({ gb_x509_stack_push($0, certificate) > 0 }) else {
                X509_free(certificate)
                throw OpenSSLError.drain("prepare the oracle")
            }
        }
        self.stack = stack.take()
    }

    deinit { freeStack(stack) }

    borrowing func with<Result>(_ body: (OpaquePointer?) -> Result) -> Result { body(stack) }
}

/// Frees the stack and its certificates.
private func freeStack(_ stack: OpaquePointer?) { gb_x509_stack_pop_free(stack) }
