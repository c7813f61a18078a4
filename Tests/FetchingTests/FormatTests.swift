import Encoding
import Fetching
import Testing

/// The lines between the main program and `greenbadge-fetch`.
@Suite struct FormatTests {
    private static let request =
        #"{"format":"greenbadge/fetch@v1","host":"shop.example","path":"/.well-known/x","bodyLimit":1024,"timeLimit":20,"test":null}"#

    @Test func `a request is written as the format says`() throws {
        let request = try FetchRequest(
            host: "shop.example", path: "/.well-known/x", bodyLimit: 1024, timeLimit: 20)
        #expect(String(decoding: request.line, as: UTF8.self) == Self.request + "\n")
        #expect(try FetchRequest(line: request.line) == request)
        let tested = try FetchRequest(
            host: "shop.example", path: "/a", bodyLimit: 1, timeLimit: 1,
            test: .init(resolved: ["1.1.1.1"], address: "::1", port: 8443, anchor: "PEM"))
        #expect(try FetchRequest(line: tested.line) == tested)
    }

    @Test(arguments: [
        ("shop.example\"", "shop.example:8443\""), ("shop.example\"", "127.0.0.1\""),
        ("shop.example\"", "localhost\""),
        ("shop.example\"", "Shop.example\""), ("shop.example\"", "me@shop.example\""),
        ("shop.example\"", "büro.example\""),
        ("shop.example\"", "shop.example.\""), ("shop.example\"", "shop.example\\r\\nX: y\""),
        ("shop.example\"", "shop.example/a\""), ("/.well-known/x", "/a b"),
        ("/.well-known/x", "/a\\r\\nX: y"),
        ("/.well-known/x", "a"), ("/.well-known/x", ""), ("/.well-known/x", "//a"),
        ("/.well-known/x", "/../a"),
        ("/.well-known/x", "/a/."), ("/.well-known/x", "/a?b"), ("/.well-known/x", "/%2e%2e/a"),
        ("1024", "0"),
        ("1024", "99999999999"), ("20,", "0,"), ("20,", "121,"), ("null", "true"), ("null", "{}"),
        ("@v1", "@v2"),
        ("\"path\"", "\"proxy\":1,\"path\""), (":null}", ":null} "), (":null}", ":null,\"a\":1}"),
    ])
    func `a request that breaks the format`(_ part: String, _ other: String) {
        let line = Self.request.replacing(part, with: other, maxReplacements: 1)
        #expect(line != Self.request)
        #expect(throws: JSONError.self) { try FetchRequest(line: Array((line + "\n").utf8)) }
    }

    @Test func `a request is one bounded line`() {
        #expect(throws: JSONError.self) { try FetchRequest(line: Array(Self.request.utf8)) }
        #expect(throws: JSONError.self) { try FetchRequest(line: []) }
        let space = [UInt8](repeating: 0x20, count: FetchLimits.request)
        #expect(throws: JSONError.self) { try FetchRequest(line: space + Array((Self.request + "\n").utf8)) }
    }

    @Test func `an answer is read as it was written`() throws {
        for answer in [
            FetchAnswer(.fetched, address: "1.1.1.1", status: 200, body: Array("token".utf8)),
            FetchAnswer(.redirect, detail: "the server redirects", address: "1.1.1.1", status: 302),
            FetchAnswer(.name, detail: "not there"),
            FetchAnswer(.tls, detail: String(repeating: "é", count: 1000)),
            FetchAnswer(.tls, detail: "a" + String(repeating: "é", count: 1000)),
        ] {
            #expect(try FetchAnswer(line: answer.line, bodyLimit: 5) == answer)
        }
    }

    @Test func `an answer that does not fit is refused`() {
        let long = FetchAnswer(.fetched, body: Array("token".utf8))
        #expect(throws: JSONError.self) { try FetchAnswer(line: long.line, bodyLimit: 4) }
        #expect(throws: JSONError.self) { try FetchAnswer(line: FetchAnswer(.fetched).line, bodyLimit: 4) }
        #expect(throws: JSONError.self) {
            try FetchAnswer(line: FetchAnswer(.status, body: []).line, bodyLimit: 4)
        }
        #expect(throws: JSONError.self) { try FetchAnswer(line: [], bodyLimit: 4) }
        let line = String(decoding: FetchAnswer(.status, detail: "why").line, as: UTF8.self)
        let wordy = line.replacing("why", with: String(repeating: "a", count: 1025))
        #expect(throws: JSONError.self) { try FetchAnswer(line: Array(wordy.utf8), bodyLimit: 4) }
    }

    @Test func `outcomes have the exit codes of every command`() {
        let codes = Dictionary(grouping: FetchOutcome.allCases, by: \.exitCode)
        #expect(Set(codes.keys) == [0, 1, 2, 3, 5])
        #expect(codes[0] == [.fetched])
        #expect(codes[3] == [.address])
    }
}
