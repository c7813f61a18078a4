import Fetching
import Testing

/// What is taken for a response, and what is not.
@Suite struct ResponseReaderTests {
    private static let head = "HTTP/1.1 200 OK\r\n"

    /// Reads a response in pieces of `size` bytes; the connection then ends.
    private func read(
        _ text: String, limit: Int = 16, size: Int = 1000, isOrderly: Bool = true
    ) throws(FetchFailure) -> [UInt8] {
        var reader = ResponseReader(bodyLimit: limit)
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            try reader.append(rest.prefix(size))
            rest = rest.dropFirst(size)
        }
        return try reader.finish(isOrderly: isOrderly)
    }

    @Test(arguments: [1, 2, 3, 7, 1000])
    func `a body is read, whatever the pieces`(_ size: Int) throws {
        for rest in [
            "Content-Length: 5\r\n\r\ntoken", "content-length:5 \r\nServer: x\r\n\r\ntoken", "\r\ntoken",
            "Transfer-Encoding: Chunked\r\n\r\n2\r\nto\r\n0003\r\nken\r\n0\r\n\r\n",
            "Content-Encoding: identity\r\n\r\ntoken",
        ] {
            #expect(try read(Self.head + rest, size: size) == Array("token".utf8), "\(rest)")
        }
        #expect(try read("HTTP/1.0 200 \r\n\r\ntoken", size: size) == Array("token".utf8))
        #expect(try read("HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n", size: size) == [])
    }

    @Test(arguments: [
        "", "HTTP/1.1 200 OK", "HTTP/1.1 200 OK\n\ntoken", "HTTP/2 200\r\n\r\n", "HTTP/1.2 200 OK\r\n\r\n",
        "HTTP/1.1 20 OK\r\n\r\n", "HTTP/1.1 2000 OK\r\n\r\n", "HTTP/1.1  200 OK\r\n\r\n",
        "HTTP/1.1 099 No\r\n\r\n", " HTTP/1.1 200 OK\r\n\r\n", "http/1.1 200 OK\r\n\r\n",
    ])
    func `a status line that is none`(_ text: String) {
        #expect(throws: FetchFailure.self) { try read(text) }
    }

    @Test(arguments: [
        "A\r\n\r\n", "A : b\r\n\r\n", ": b\r\n\r\n", "A: b\r\n c\r\n\r\n", "A: b\nC: d\r\n\r\n",
        "A: b\rC: d\r\n\r\n", "A: \u{0}\r\n\r\n", "Content-Length: 5\r\nContent-Length: 5\r\n\r\ntoken",
        "Content-Length: 5, 5\r\n\r\ntoken", "Content-Length: +5\r\n\r\ntoken",
        "Content-Length: 9999999999999999999\r\n\r\n", "Content-Length: 5\r\n\r\ntoke",
        "Content-Length: 5\r\n\r\ntokens", "Content-Length:\r\n\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n5\r\ntoken\r\n0\r\n\r\n",
        "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", "Transfer-Encoding: gzip\r\n\r\ntoken",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Content-Encoding: gzip\r\n\r\ntoken",
    ])
    func `a header that is none, or tells two ends`(_ rest: String) {
        let failure = #expect(throws: FetchFailure.self) { try read(Self.head + rest) }
        #expect(failure?.outcome == .response)
    }

    @Test(arguments: [
        "5\r\ntoken\r\n0\r\n", "5\r\ntoken\r\n", "5\r\ntokens\r\n0\r\n\r\n", "-5\r\n",
        "+5\r\ntoken\r\n0\r\n\r\n",
        "5;a=b\r\ntoken\r\n0\r\n\r\n", "0x5\r\ntoken\r\n0\r\n\r\n", "\r\ntoken\r\n0\r\n\r\n",
        "5\r\ntoken\r\n0\r\nA: b\r\n\r\n", "5\ntoken\r\n0\r\n\r\n", "000000005\r\ntoken\r\n0\r\n\r\n",
        "5\r\ntoken0\r\n\r\n", "0\r\n\r\nmore",
    ])
    func `chunks that are none`(_ rest: String) {
        let failure = #expect(throws: FetchFailure.self) {
            try read(Self.head + "Transfer-Encoding: chunked\r\n\r\n" + rest)
        }
        #expect(failure?.outcome == .response)
    }

    @Test(arguments: [
        "Content-Length: 17\r\n\r\n", "\r\n01234567890123456",
        "Transfer-Encoding: chunked\r\n\r\n9\r\n012345678\r\n8\r\n",
        "Transfer-Encoding: chunked\r\n\r\nffffffff\r\n",
    ])
    func `a body that is too long, before it is kept`(_ rest: String) {
        let failure = #expect(throws: FetchFailure.self) { try read(Self.head + rest, limit: 16) }
        #expect(failure?.outcome == .length)
    }

    @Test func `only what was announced ends a body without length`() throws {
        let failure = #expect(throws: FetchFailure.self) {
            try read(Self.head + "\r\ntoken", isOrderly: false)
        }
        #expect(failure?.outcome == .response)
        #expect(
            try read(Self.head + "Content-Length: 5\r\n\r\ntoken", isOrderly: false) == Array("token".utf8))
    }

    @Test func `other answers are told apart`() {
        for (status, outcome) in [
            (301, FetchOutcome.redirect), (308, .redirect), (304, .status), (404, .status), (500, .status),
            (100, .status), (204, .status), (206, .status),
        ] {
            let failure = #expect(throws: FetchFailure.self) {
                try read("HTTP/1.1 \(status) X\r\nLocation: https://other.example/\r\n\r\n")
            }
            #expect(failure?.outcome == outcome)
            #expect(failure?.status == Int64(status))
        }
    }

    @Test func `the header is bounded`() throws {
        let long = "A: " + String(repeating: "b", count: FetchLimits.line)
        let many = String(repeating: "A: b\r\n", count: FetchLimits.headers + 1)
        let much = String(repeating: "A: \(String(repeating: "b", count: 4000))\r\n", count: 5)
        for text in [long, many, much] {
            #expect(throws: FetchFailure.self) { try read(Self.head + text + "\r\n\r\ntoken") }
        }
        let enough = String(repeating: "A: b\r\n", count: FetchLimits.headers)
        #expect(try read(Self.head + enough + "\r\ntoken") == Array("token".utf8))
    }
}
