package import Encoding

/// How a fetch ended.
package enum FetchOutcome: String, Sendable, Hashable, CaseIterable {
    /// Status 200; the body is there, whole.
    case fetched
    /// The request breaks its format.
    case request
    /// The name has an address that is not public.
    case address
    /// The server sends elsewhere.
    case redirect
    /// The server answers with another status than 200.
    case status
    /// The body is longer than asked for.
    case length
    /// What the server sends is not the HTTP that is understood here.
    case response
    /// The certificate is not valid for the host under a trusted root.
    case certificate
    /// No TLS 1.2 or 1.3 connection comes about.
    case tls
    /// The name has no address, or could not be asked for.
    case name
    /// No address of it takes the connection, or it broke.
    case connection
    /// Its time was over.
    case time
    /// This machine lacks something, such as trusted roots.
    case machine

    /// The exit code (DESIGN 8): 0 fetched, 1 the host's answer is no, 2 the request is wrong, 3 refused, 5 this machine
    /// or the network.
    package var exitCode: Int32 {
        switch self {
        case .fetched: 0
        case .redirect, .status, .length, .response, .certificate, .tls: 1
        case .request: 2
        case .address: 3
        case .name, .connection, .time, .machine: 5
        }
    }
}

/// What `greenbadge-fetch` answers: one line of canonical JSON on standard output, whatever came of it.
///
///     {"format":"greenbadge/fetched@v1","outcome":"fetched","detail":"","address":"93.184.215.14","status":200,"body":"dG9rZW4="}
///
/// `detail` says in words what was wrong and is empty where nothing was. `address` is the one that was connected to, null
/// where none was; `status` null where no answer came; `body` in base64, null where it was not fetched.
package struct FetchAnswer: Hashable, Sendable {
    /// The format line.
    package static let format = "greenbadge/fetched@v1"
    /// Bytes of a detail that is read, and a little less that is written: libssl's words have no bound of their own.
    private static let mostDetail = 1 << 10
    private static let writtenDetail = 1000

    package let outcome: FetchOutcome
    package let detail: String
    package let address: String?
    package let status: Int64?
    package let body: [UInt8]?

    /// Makes an answer; a detail that is too long is cut.
    package init(
        _ outcome: FetchOutcome, detail: String = "", address: String? = nil, status: Int64? = nil,
        body: [UInt8]? = nil
    ) {
        self.outcome = outcome
        self.detail =
            detail.utf8.count <= Self.writtenDetail
            ? detail : String(decoding: detail.utf8.prefix(Self.writtenDetail), as: UTF8.self)
        self.address = address
        self.status = status
        self.body = body
    }

    /// How many bytes an answer has at most, for a body of so many.
    package static func mostBytes(bodyLimit: Int64) -> Int { Int(bodyLimit) / 3 * 4 + 4 + (4 << 10) }

    /// Reads what the program wrote. A body is there if and only if it was fetched, and it is no longer than was asked for.
    package init(line: [UInt8], bodyLimit: Int64) throws(JSONError) {
        guard line.last == UInt8(ascii: "\n"), line.count <= Self.mostBytes(bodyLimit: bodyLimit) else {
            throw JSONError(place: "", reason: "an answer is one line with a line feed behind it")
        }
        var reader = try ObjectReader(try JSON.parseCanonical(line.dropLast()))
        guard sameBytes(try reader.string("format"), Self.format) else {
            throw JSONError(place: "format", reason: "is not \(Self.format)")
        }
        guard let outcome = FetchOutcome(rawValue: try reader.string("outcome")) else {
            throw JSONError(place: "outcome", reason: "is unknown")
        }
        self.outcome = outcome
        detail = try reader.string("detail")
        address = try reader.optionalString("address")
        status = try reader.optionalInteger("status")
        body = try reader.optionalBytes("body")
        try reader.finish()
        guard detail.utf8.count <= Self.mostDetail else {
            throw JSONError(place: "detail", reason: "is longer than \(Self.mostDetail) bytes")
        }
        guard (body != nil) == (outcome == .fetched), body?.count ?? 0 <= bodyLimit else {
            throw JSONError(place: "body", reason: "does not fit the outcome")
        }
    }

    /// The line to write, its line feed included.
    package var line: [UInt8] {
        JSON.object([
            .init("format", .string(Self.format)), .init("outcome", .string(outcome.rawValue)),
            .init("detail", .string(detail)), .init("address", address.map(JSON.string) ?? .null),
            .init("status", status.map(JSON.integer) ?? .null),
            .init("body", body.map { .string(Base64.encode($0)) } ?? .null),
        ]).canonicalBytes + [UInt8(ascii: "\n")]
    }
}

/// Why a fetch did not bring a body.
package struct FetchFailure: Error, Hashable, Sendable {
    package let outcome: FetchOutcome
    /// What was wrong, in words.
    package let detail: String
    /// The HTTP status, where one came.
    package let status: Int64?

    /// Makes it.
    package init(_ outcome: FetchOutcome, _ detail: String, status: Int64? = nil) {
        self.outcome = outcome
        self.detail = detail
        self.status = status
    }
}
