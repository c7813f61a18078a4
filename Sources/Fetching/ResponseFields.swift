/// The status and those header fields of a response that say where its body ends.
struct ResponseFields: Hashable, Sendable {
    /// How the end of the body is told (RFC 9112 section 6.3).
    enum Framing: Hashable {
        case length(Int)
        case chunked
        case untilClose
    }

    private(set) var status: Int64?
    private var minorVersion: UInt8 = 1
    private var count = 0
    private var lengths: [[UInt8]] = []
    private var transferCodings: [[UInt8]] = []
    private var contentCodings: [[UInt8]] = []

    /// `HTTP/1.1 200 OK`: the version, three digits, a space and a reason that nobody needs.
    mutating func readStatus(_ line: [UInt8]) throws(FetchFailure) {
        let digits = line.dropFirst(9).prefix(3)
        guard line.count >= 12, line.starts(with: "HTTP/1.".utf8), line[7] == 0x30 || line[7] == 0x31,
            line[8] == 0x20, digits.allSatisfy({ (0x30...0x39).contains($0) }), digits.first != 0x30,
            line.count == 12 || line[12] == 0x20, line.dropFirst(12).allSatisfy(Self.isText)
        else { throw ResponseReader.malformed("the first line is no status line of HTTP/1.x") }
        minorVersion = line[7] - 0x30
        status = digits.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
    }

    /// `Name: value`.
    mutating func read(_ line: [UInt8]) throws(FetchFailure) {
        count += 1
        guard count <= FetchLimits.headers else { throw ResponseReader.malformed("too many header lines") }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > 0,
            line[..<colon].allSatisfy(Self.isToken), line[(colon + 1)...].allSatisfy(Self.isText)
        else { throw ResponseReader.malformed("a header line is not Name: value") }
        let value = Self.trimmed(line[(colon + 1)...])
        switch String(decoding: line[..<colon].map(Self.lowered), as: UTF8.self) {
        case "content-length": lengths.append(value)
        case "transfer-encoding": transferCodings.append(value)
        case "content-encoding": contentCodings.append(value)
        default: break
        }
    }

    func refuseOtherStatus() throws(FetchFailure) {
        guard let status, status != 200 else { return }
        if (300..<400).contains(status), status != 304 {
            throw FetchFailure(.redirect, "the server redirects (status \(status))", status: status)
        }
        throw FetchFailure(.status, "the server answers with status \(status), not 200", status: status)
    }

    /// One way to tell the end, and no other beside it: where two readers could differ, somebody may hide something.
    func framing() throws(FetchFailure) -> Framing {
        guard contentCodings.allSatisfy({ $0.map(Self.lowered).elementsEqual("identity".utf8) }) else {
            throw ResponseReader.malformed("the body is compressed, which was not asked for")
        }
        if let coding = transferCodings.first {
            guard transferCodings.count == 1, lengths.isEmpty, minorVersion == 1,
                coding.map(Self.lowered).elementsEqual("chunked".utf8)
            else { throw ResponseReader.malformed("a transfer encoding other than chunked alone") }
            return .chunked
        }
        guard let length = lengths.first else { return .untilClose }
        guard lengths.count == 1, (1...18).contains(length.count),
            length.allSatisfy({ (0x30...0x39).contains($0) })
        else { throw ResponseReader.malformed("a content length that is no single number") }
        return .length(length.reduce(0) { $0 * 10 + Int($1 - 0x30) })
    }

    /// Space, tab, printable ASCII, and bytes above it, which nobody reads.
    private static func isText(_ byte: UInt8) -> Bool { byte == 0x09 || byte >= 0x20 && byte != 0x7F }

    /// RFC 9110 section 5.6.2.
    private static func isToken(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || marks.contains(byte)
    }

    private static let marks = Array("!#$%&'*+-.^_`|~".utf8)

    private static func lowered(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte + 0x20 : byte }

    private static func trimmed(_ value: ArraySlice<UInt8>) -> [UInt8] {
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 }
        var rest = value.drop(while: isBlank)
        while let last = rest.last, isBlank(last) { rest = rest.dropLast() }
        return Array(rest)
    }
}
