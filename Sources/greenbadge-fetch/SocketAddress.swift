import Glibc

/// An internet address with its port, as the system's calls take it.
struct SocketAddress: Hashable, Sendable {
    let family: Int32
    /// Four or sixteen bytes in network order.
    let bytes: [UInt8]
    let port: UInt16

    /// The address of one result of getaddrinfo(3); nil where it is neither IPv4 nor IPv6.
    init?(_ info: addrinfo, port: UInt16) {
        self.port = port
        family = info.ai_family
        switch family {
        case AF_INET:
            guard info.ai_addrlen >= socklen_t(MemoryLayout<sockaddr_in>.size), let address = info.ai_addr
            else {
                return nil
            }
            bytes = UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in.self).addressBytes
        case AF_INET6:
            guard info.ai_addrlen >= socklen_t(MemoryLayout<sockaddr_in6>.size), let address = info.ai_addr
            else { return nil }
            bytes = UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in6.self).addressBytes
        default: return nil
        }
    }

    /// An address in text, inet_pton(3).
    init?(text: String, port: UInt16) {
        self.port = port
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            family = AF_INET
            bytes = withUnsafeBytes(of: four) { Array($0) }
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            family = AF_INET6
            bytes = withUnsafeBytes(of: six) { Array($0) }
        } else {
            return nil
        }
    }

    /// `192.0.2.1`, `2001:db8::1`.
    var text: String {
        var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard
            bytes.withUnsafeBytes({ inet_ntop(family, $0.baseAddress, &buffer, socklen_t(buffer.count)) })
                != nil
        else { return "" }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// connect(2) to it, and to nothing else.
    func connect(_ descriptor: Int32) -> Int32 {
        switch family {
        case AF_INET:
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            withUnsafeMutableBytes(of: &address.sin_addr) { $0.copyBytes(from: bytes) }
            return Self.connect(descriptor, &address)
        default:
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_port = port.bigEndian
            withUnsafeMutableBytes(of: &address.sin6_addr) { $0.copyBytes(from: bytes) }
            return Self.connect(descriptor, &address)
        }
    }

    private static func connect<Address>(_ descriptor: Int32, _ address: inout Address) -> Int32 {
        withUnsafeBytes(of: &address) { raw in
            guard let start = raw.baseAddress?.assumingMemoryBound(to: sockaddr.self) else { return -1 }
            return Glibc.connect(descriptor, start, socklen_t(raw.count))
        }
    }
}

extension sockaddr_in {
    fileprivate var addressBytes: [UInt8] { withUnsafeBytes(of: sin_addr) { Array($0) } }
}

extension sockaddr_in6 {
    fileprivate var addressBytes: [UInt8] { withUnsafeBytes(of: sin6_addr) { Array($0) } }
}
