/// Reads one HTTP/1.x response to a GET as its bytes come in (RFC 9112), and nothing more than is needed for that.
///
/// Strict, since nobody mends what it would be lenient about: lines end in CR LF, no header line goes on in the next, no
/// chunk extensions and no trailers, one way to tell where the body ends and no byte behind it. Only status 200 has a body
/// here; any other ends the reading with its header.
package struct ResponseReader: Sendable {
    private enum Place: Hashable {
        case statusLine, header, chunkSize, chunkEnd, trailer, done
        /// So many bytes of the body are still to come.
        case body(Int)
        case chunk(Int)
        case untilClose
    }

    private let bodyLimit: Int
    private var place = Place.statusLine
    private var line: [UInt8] = []
    private var headBytes = 0
    private var fields = ResponseFields()
    private var body: [UInt8] = []

    /// Starts reading; a body longer than `bodyLimit` bytes is refused.
    package init(bodyLimit: Int) { self.bodyLimit = bodyLimit }

    /// Whether nothing more belongs to the response.
    package var isComplete: Bool { place == .done }

    /// Takes the next bytes.
    package mutating func append(_ bytes: ArraySlice<UInt8>) throws(FetchFailure) {
        var rest = bytes
        while !rest.isEmpty {
            switch place {
            case .body(let count):
                let taken = take(count, from: &rest)
                place = taken == count ? .done : .body(count - taken)
            case .chunk(let count):
                let taken = take(count, from: &rest)
                place = taken == count ? .chunkEnd : .chunk(count - taken)
            case .untilClose:
                guard body.count + rest.count <= bodyLimit else { throw tooLong() }
                body += rest
                rest = []
            case .done: throw Self.malformed("bytes behind the body")
            case .statusLine, .header, .chunkSize, .chunkEnd, .trailer:
                if let whole = try takeLine(&rest) { try read(whole) }
            }
        }
    }

    /// The body, once the server has closed the connection or the response is complete.
    ///
    /// - Parameter isOrderly: whether the close was announced (close_notify): without, a body that only the end of the
    ///   connection ends may have been cut off by anybody.
    package func finish(isOrderly: Bool) throws(FetchFailure) -> [UInt8] {
        switch place {
        case .done: return body
        case .untilClose where isOrderly: return body
        default: throw Self.malformed("the connection ended before the response did")
        }
    }

    private mutating func take(_ count: Int, from rest: inout ArraySlice<UInt8>) -> Int {
        let part = rest.prefix(count)
        body += part
        rest = rest.dropFirst(part.count)
        return part.count
    }

    /// A whole line without its CR LF; nil where its end is still to come.
    private mutating func takeLine(_ rest: inout ArraySlice<UInt8>) throws(FetchFailure) -> [UInt8]? {
        let end = rest.firstIndex(of: 0x0A)
        let part = end.map { rest[rest.startIndex...$0] } ?? rest
        line += part
        rest = rest[part.endIndex...]
        if place == .statusLine || place == .header { headBytes += part.count }
        guard line.count <= FetchLimits.line, headBytes <= FetchLimits.head else {
            throw Self.malformed("a line or the header is too long")
        }
        guard end != nil else { return nil }
        guard line.count >= 2, line[line.count - 2] == 0x0D else {
            throw Self.malformed("a line does not end in CR LF")
        }
        defer { line = [] }
        return Array(line.dropLast(2))
    }

    private mutating func read(_ line: [UInt8]) throws(FetchFailure) {
        switch place {
        case .statusLine:
            try fields.readStatus(line)
            place = .header
        case .header:
            if line.isEmpty {
                try endHead()
            } else {
                try fields.read(line)
            }
        case .chunkSize:
            let size = try chunkSize(line)
            place = size == 0 ? .trailer : .chunk(size)
        case .chunkEnd:
            guard line.isEmpty else { throw Self.malformed("a chunk is longer than it says") }
            place = .chunkSize
        case .trailer:
            guard line.isEmpty else { throw Self.malformed("a trailer behind the chunks") }
            place = .done
        case .body, .chunk, .untilClose, .done: break
        }
    }

    private mutating func endHead() throws(FetchFailure) {
        try fields.refuseOtherStatus()
        switch try fields.framing() {
        case .length(let count):
            guard count <= bodyLimit else { throw tooLong() }
            place = count == 0 ? .done : .body(count)
        case .chunked: place = .chunkSize
        case .untilClose: place = .untilClose
        }
    }

    private func chunkSize(_ line: [UInt8]) throws(FetchFailure) -> Int {
        // Eight digits hold every size that any limit allows.
        guard (1...8).contains(line.count),
            let size = Int(String(decoding: line, as: UTF8.self), radix: 16), line[0] != 0x2B, line[0] != 0x2D
        else { throw Self.malformed("a chunk without a plain size") }
        guard body.count + size <= bodyLimit else { throw tooLong() }
        return size
    }

    private func tooLong() -> FetchFailure {
        FetchFailure(.length, "the body has more than \(bodyLimit) bytes", status: fields.status)
    }

    static func malformed(_ what: String) -> FetchFailure {
        FetchFailure(.response, "not the HTTP that is understood here: \(what)")
    }
}
