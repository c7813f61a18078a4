import BadgeVerifier
import CryptoCore
import Encoding
import Foundation
import Testing

/// README.md's example of embedding the verifier is the one that is compiled here, and it does what it says.
@Suite struct EmbeddingTests {
    @Test func `README shows the example that compiles`() throws {
        let here = URL(fileURLWithPath: #filePath)
        let root = here.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let source = try String(
            contentsOf: here.deletingLastPathComponent().appendingPathComponent("EmbeddingExample.swift"),
            encoding: .utf8)
        let example = try #require(
            source.components(separatedBy: "// README: begin\n").last?
                .components(separatedBy: "// README: end\n").first)
        let readme = try String(contentsOf: root.appendingPathComponent("README.md"), encoding: .utf8)
        #expect(readme.contains("```swift\n\(example)```"), "README.md does not show EmbeddingExample.swift")
    }

    @Test func `the example ticks a good badge of a real authority and no other`() throws {
        let authority = try VirtualAuthority(.ed25519, arc: .init(1, 3, 6, 1, 4, 1, 99999, 1))
        let trust = try authority.trust { $0.isTest = false }.bytes
        let snapshot = try authority.snapshot()
        let badge = try authority.badge()
        let account = VirtualAuthority.account
        func name(_ badge: [UInt8], _ snapshot: [UInt8]?, _ account: String) throws -> String? {
            try tick(
                badge: badge, trust: trust, snapshot: snapshot, account: account, now: VirtualAuthority.now)
        }
        #expect(try name(badge, snapshot, account) == "Example Airline")
        #expect(try name(badge, snapshot, "tel:+12025550199") == nil)
        #expect(try name(badge, authority.snapshot(lists: .init(revoked: [5])), account) == nil)
        #expect(try name(Array(badge.dropLast()), snapshot, account) == nil)
    }
}
