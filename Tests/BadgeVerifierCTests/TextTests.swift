import Glibc
import Testing

@testable import BadgeVerifierC

@Suite struct TextTests {
    @Test func `texts lie side by side and end in zero bytes`() {
        let texts = CTexts(["one", nil, "", "Käse \u{1F9C0}"])
        let read = withExtendedLifetime(texts) { (0..<4).map { texts[$0].map { String(cString: $0) } } }
        #expect(read == ["one", nil, "", "Käse \u{1F9C0}"])
    }

    @Test func `a zero byte inside hides nothing`() throws {
        let texts = CTexts(["a\0b\0"])
        let text = withExtendedLifetime(texts) { texts[0].map { String(cString: $0) } }
        #expect(text == "a\u{FFFD}b\u{FFFD}")
        let owned = try #require(ownedText("\0c"))
        defer { free(owned) }
        #expect(String(cString: owned) == "\u{FFFD}c")
    }
}
