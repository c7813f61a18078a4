import Fetching
import Glibc

/// A TCP connection to the very address that was looked at.
final class SocketConnection {
    let descriptor: Int32
    /// The other side, in text.
    let address: String

    private init(_ descriptor: Int32, _ address: String) {
        self.descriptor = descriptor
        self.address = address
    }

    deinit { close(descriptor) }

    /// Connects to the first of the host's addresses that takes the connection.
    static func open(
        _ request: FetchRequest, until deadline: Deadline
    ) throws(FetchFailure) -> SocketConnection {
        var refused: [String] = []
        for address in try addresses(for: request, until: deadline) {
            let descriptor = socket(
                address.family,
                Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
            guard descriptor >= 0 else {
                refused.append("\(address.text): error \(errno)")
                continue
            }
            let connection = SocketConnection(descriptor, address.text)
            let code = try connect(descriptor, to: address, until: deadline)
            if code == 0 { return connection }
            refused.append("\(address.text): \(String(cString: strerror(code)))")
        }
        // An answer has room for a few of them.
        throw FetchFailure(
            .connection, "\(request.host) takes no connection (\(refused.prefix(4).joined(separator: "; ")))")
    }

    private static func addresses(
        for request: FetchRequest, until deadline: Deadline
    ) throws(FetchFailure) -> [SocketAddress] {
        guard let test = request.test else {
            return try NameResolution.publicAddresses(of: request.host, until: deadline)
        }
        let port = UInt16(clamping: test.port)
        let resolved = test.resolved.compactMap { SocketAddress(text: $0, port: port) }
        guard let address = SocketAddress(text: test.address, port: port),
            resolved.count == test.resolved.count
        else { throw FetchFailure(.request, "test holds what is no internet address") }
        try NameResolution.demandPublic(resolved, of: request.host)
        return [address]
    }

    /// connect(2) without blocking, then its result from the socket; 0 or the error's number.
    private static func connect(
        _ descriptor: Int32, to address: SocketAddress, until deadline: Deadline
    ) throws(FetchFailure) -> Int32 {
        guard address.connect(descriptor) != 0 else { return 0 }
        guard errno == EINPROGRESS || errno == EINTR else { return errno }
        try deadline.wait(for: descriptor, POLLOUT)
        var code: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        guard getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size) == 0 else { return errno }
        return code
    }
}
