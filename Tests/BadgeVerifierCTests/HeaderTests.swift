import BadgeVerifier
import CGreenBadge
import Foundation
import Testing

@testable import BadgeVerifierC

/// The numbers that Swift gives out are those of the header, by name: the compiler checks functions and types alone.
@Suite struct HeaderTests {
    private static func header() throws -> String {
        let here = URL(fileURLWithPath: #filePath)
        let root = here.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return try String(
            contentsOf: root.appendingPathComponent("Sources/CGreenBadge/include/greenbadge.h"),
            encoding: .utf8)
    }

    /// `not-yet-valid` is `NOT_YET_VALID` in C.
    private static func cName(_ word: String) -> String {
        word.uppercased().replacingOccurrences(of: "-", with: "_")
    }

    @Test func `each reason has the number of its name`() throws {
        let header = try Self.header()
        for reason in ReasonCode.allCases {
            let line = "    GREENBADGE_REASON_\(Self.cName(reason.rawValue)) = \(reason.number.rawValue)"
            #expect(header.contains("\(line),\n") || header.contains("\(line)\n"), "\(line)")
        }
        #expect(
            header.components(separatedBy: "    GREENBADGE_REASON_").count - 1 == ReasonCode.allCases.count)
        #expect(ReasonCode.allCases.allSatisfy { $0.number.rawValue != 0 })
    }

    @Test func `each outcome has the number of its name, and zero is untrusted`() throws {
        let header = try Self.header()
        for outcome in Verdict.Outcome.allCases {
            let line = "    GREENBADGE_\(Self.cName(outcome.rawValue)) = \(outcome.number.rawValue)"
            #expect(header.contains("\(line),") || header.contains("\(line) "), "\(line)")
        }
        #expect(Verdict.Outcome.untrusted.number.rawValue == 0)
    }
}
