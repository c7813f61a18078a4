import COpenSSLTLS
import CryptoCore
import Fetching
import Glibc

/// TLS 1.2 or 1.3 over a connection, the certificate checked for the host's name under the system's trusted roots.
///
/// Not checked: revocation (OCSP) and certificate transparency. Whoever got a certificate for the host under a root that
/// this machine trusts counts as the host.
final class TLSChannel {
    private let socket: SocketConnection
    private let deadline: Deadline
    private let session: OpaquePointer

    /// Connects, or says why not; nothing of the request was sent then.
    init(
        _ socket: SocketConnection, _ request: FetchRequest, until deadline: Deadline
    ) throws(FetchFailure) {
        let context = try TLSContext(anchor: request.test?.anchor)
        guard let session = SSL_new(context.handle) else {
            throw FetchFailure(.machine, "libssl gives no session")
        }
        self.socket = socket
        self.deadline = deadline
        self.session = session
        try configure(for: request.host)
        try connect()
    }

    // The session holds a reference to its context.
    deinit { SSL_free(session) }

    private func configure(for host: String) throws(FetchFailure) {
        // Names in the certificate's subject do not count, and a wildcard stands for a whole label.
        SSL_set_hostflags(
            session, UInt32(X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS | X509_CHECK_FLAG_NEVER_CHECK_SUBJECT))
        // Only HTTP/1.1 is spoken here (RFC 7301: length, name).
        let protocols = [UInt8(8)] + Array("http/1.1".utf8)
        guard SSL_set1_host(session, host) == 1, gb_ssl_set_server_name(session, host) == 1,
            SSL_set_alpn_protos(session, protocols, UInt32(protocols.count)) == 0,
            SSL_set_fd(session, socket.descriptor) == 1
        else { throw FetchFailure(.machine, "libssl does not take the host's name") }
    }

    private func connect() throws(FetchFailure) {
        while true {
            let code = SSL_connect(session)
            if code == 1 { return }
            if try waits(after: code) { continue }
            let verified = SSL_get_verify_result(session)
            guard verified == X509_V_OK else {
                let reason = String(cString: X509_verify_cert_error_string(verified))
                throw FetchFailure(.certificate, "the server's certificate is not valid for it: \(reason)")
            }
            throw FetchFailure(.tls, "no TLS 1.2 or 1.3 connection: \(reason())")
        }
    }

    /// Sends all of it.
    func send(_ bytes: [UInt8]) throws(FetchFailure) {
        while true {
            let code = SSL_write(session, bytes, Int32(bytes.count))
            // Without SSL_MODE_ENABLE_PARTIAL_WRITE it is all or nothing.
            if code > 0 { return }
            guard try waits(after: code) else {
                throw FetchFailure(.connection, "the connection broke: \(reason())")
            }
        }
    }

    /// What one read brings.
    enum Piece {
        case bytes([UInt8])
        /// The server announced the end (close_notify).
        case end
        /// The connection ended without that.
        case broken(String)
    }

    func receive() throws(FetchFailure) -> Piece {
        var buffer = [UInt8](repeating: 0, count: 1 << 14)
        while true {
            try deadline.check()
            let code = SSL_read(session, &buffer, Int32(buffer.count))
            if code > 0 { return .bytes(Array(buffer[..<Int(code)])) }
            if SSL_get_error(session, code) == SSL_ERROR_ZERO_RETURN { return .end }
            guard try waits(after: code) else { return .broken(reason()) }
        }
    }

    /// Waits where a call only lacked bytes to read or room to write; false where it failed.
    private func waits(after code: Int32) throws(FetchFailure) -> Bool {
        switch SSL_get_error(session, code) {
        case SSL_ERROR_WANT_READ: try deadline.wait(for: socket.descriptor, POLLIN)
        case SSL_ERROR_WANT_WRITE: try deadline.wait(for: socket.descriptor, POLLOUT)
        default: return false
        }
        return true
    }

    private func reason() -> String {
        let words = OpenSSLError.drain("talk to the server").entries.map(\.text).joined(separator: "; ")
        return words.isEmpty ? "the server ended it" : words
    }
}
