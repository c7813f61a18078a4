/// What one request may ask for at most. Each bounds what a hostile server can cost.
package enum FetchLimits {
    /// Bytes of a request line: host, path and, in tests, a trust anchor.
    package static let request = 16 << 10
    /// Bytes of a path.
    package static let path = 512
    /// Bytes of a body that a request may ask for: a status list of a large authority, with room.
    package static let body = 16 << 20
    /// Seconds for all of it, the name's resolution included.
    package static let seconds: Int64 = 120
    /// Addresses that a name may have: more is no ordinary host, and each of them is looked at.
    package static let addresses = 64
    /// Bytes of the status line and of the header together, as web servers bound them for requests.
    package static let head = 16 << 10
    /// Bytes of one line of the header, and of the line before a chunk.
    package static let line = 8 << 10
    /// Lines of the header.
    package static let headers = 100
}
