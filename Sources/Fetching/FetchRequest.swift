package import Encoding

/// What `greenbadge-fetch` is asked for: one file of one host, within limits.
///
/// On standard input, one line of canonical JSON with a line feed behind it:
///
///     {"format":"greenbadge/fetch@v1","host":"shop.example","path":"/.well-known/x","bodyLimit":1024,"timeLimit":20,"test":null}
///
/// Host and path stand apart so that no URL has to be taken to pieces. The scheme is https, the port 443, the method GET.
package struct FetchRequest: Hashable, Sendable {
    /// For tests of the program itself, without a network: what the host resolves to, where to connect instead, and whom
    /// to trust instead of the system's store. The main program never writes it.
    package struct Test: Hashable, Sendable {
        /// Addresses in text that stand for the resolver's answer; they are looked at as its own would be.
        package let resolved: [String]
        /// An IPv4 or IPv6 address in text; it is not asked to be public.
        package let address: String
        package let port: Int64
        /// PEM of the one trusted root.
        package let anchor: String
        /// Makes it.
        package init(resolved: [String], address: String, port: Int64, anchor: String) {
            self.resolved = resolved
            self.address = address
            self.port = port
            self.anchor = anchor
        }
    }

    /// The format line.
    package static let format = "greenbadge/fetch@v1"

    /// A registered name in lower-case A-labels; no address, no port.
    package let host: String
    /// Begins with a slash; letters, digits, `-._~/`, no empty, `.` or `..` segment.
    package let path: String
    /// Bytes of the body, 1 to `FetchLimits.body`.
    package let bodyLimit: Int64
    /// Seconds for all of it, 1 to `FetchLimits.seconds`.
    package let timeLimit: Int64
    package let test: Test?

    /// Makes a request; the same rules as for one that is read.
    package init(
        host: String, path: String, bodyLimit: Int64, timeLimit: Int64, test: Test? = nil
    ) throws(JSONError) {
        self.host = host
        self.path = path
        self.bodyLimit = bodyLimit
        self.timeLimit = timeLimit
        self.test = test
        try check()
    }

    /// Reads the whole of standard input.
    package init(line: [UInt8]) throws(JSONError) {
        guard line.count <= FetchLimits.request else {
            throw JSONError(place: "", reason: "a request has at most \(FetchLimits.request) bytes")
        }
        guard line.last == UInt8(ascii: "\n") else {
            throw JSONError(place: "", reason: "a request is one line with a line feed behind it")
        }
        var reader = try ObjectReader(try JSON.parseCanonical(line.dropLast()))
        guard sameBytes(try reader.string("format"), Self.format) else {
            throw JSONError(place: "format", reason: "is not \(Self.format)")
        }
        host = try reader.string("host")
        path = try reader.string("path")
        bodyLimit = try reader.integer("bodyLimit")
        timeLimit = try reader.integer("timeLimit")
        if var object = try reader.optionalObject("test") {
            test = Test(
                resolved: try object.strings("resolved"), address: try object.string("address"),
                port: try object.integer("port"),
                anchor: try object.string("anchor"))
            try object.finish()
        } else {
            test = nil
        }
        try reader.finish()
        try check()
    }

    /// The line to write, its line feed included.
    package var line: [UInt8] {
        let test: JSON =
            self.test.map {
                .object([
                    .init("resolved", .array($0.resolved.map(JSON.string))),
                    .init("address", .string($0.address)), .init("port", .integer($0.port)),
                    .init("anchor", .string($0.anchor)),
                ])
            } ?? .null
        return JSON.object([
            .init("format", .string(Self.format)), .init("host", .string(host)),
            .init("path", .string(path)), .init("bodyLimit", .integer(bodyLimit)),
            .init("timeLimit", .integer(timeLimit)), .init("test", test),
        ]).canonicalBytes + [UInt8(ascii: "\n")]
    }

    private func check() throws(JSONError) {
        if let problem = AccountURI.hostProblem(Array(host.utf8)[...]) {
            throw JSONError(place: "host", reason: problem)
        }
        if let problem = Self.pathProblem(path) { throw JSONError(place: "path", reason: problem) }
        guard (1...Int64(FetchLimits.body)).contains(bodyLimit) else {
            throw JSONError(place: "bodyLimit", reason: "is not 1 to \(FetchLimits.body)")
        }
        guard (1...FetchLimits.seconds).contains(timeLimit) else {
            throw JSONError(place: "timeLimit", reason: "is not 1 to \(FetchLimits.seconds)")
        }
        guard let test else { return }
        guard (1...65_535).contains(test.port) else {
            throw JSONError(place: "test.port", reason: "is not a port")
        }
    }

    /// No byte that could end the request line, and no segment that another reader would take away.
    private static func pathProblem(_ path: String) -> String? {
        let bytes = Array(path.utf8)
        guard bytes.first == slash, bytes.count <= FetchLimits.path else {
            return "must begin with a slash and have at most \(FetchLimits.path) bytes"
        }
        let isPlain = bytes.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                || $0 == slash || Array("-._~".utf8).contains($0)
        }
        guard isPlain else { return "may hold letters, digits and -._~/ only" }
        let segments = bytes.dropFirst().split(separator: slash, omittingEmptySubsequences: false)
        let isOdd = segments.contains {
            $0.isEmpty || $0.elementsEqual(".".utf8) || $0.elementsEqual("..".utf8)
        }
        return isOdd ? "has an empty, . or .. segment" : nil
    }

    private static let slash = UInt8(ascii: "/")
}
