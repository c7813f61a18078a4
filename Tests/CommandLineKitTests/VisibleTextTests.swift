import CommandLineKit
import Testing

@Suite struct VisibleTextTests {
    @Test(arguments: [
        ("plain text: Zürich, 株式会社, Ωmega!", "plain text: Zürich, 株式会社, Ωmega!"),
        ("\u{1b}[2J\u{7}", #"\u{1b}[2J\u{7}"#), ("\u{9b}31m", #"\u{9b}31m"#), ("a\r\nb\tc", #"a\r\nb\tc"#),
        ("\u{7f}\0", #"\u{7f}\u{0}"#), ("pay\u{202e}lap", #"pay\u{202e}lap"#), ("a\u{200b}b", #"a\u{200b}b"#),
        ("a\u{2028}b", #"a\u{2028}b"#), ("a\u{ad}b", #"a\u{ad}b"#), ("\u{e0041}", #"\u{e0041}"#),
        ("\u{e000}", #"\u{e000}"#), ("\u{ffff}", #"\u{ffff}"#), ("\u{3164}", #"\u{3164}"#),
        ("\u{feff}x", #"\u{feff}x"#), ("\u{301}x", #"\u{301}x"#), ("cafe\u{301}", "cafe\u{301}"),
        ("✅\u{fe0f}", "✅\u{fe0f}"),
        ("a\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}", "a\u{301}\u{302}\u{303}\u{304}\\u{305}\\u{306}"),
    ])
    func whatCouldDriveTheTerminalIsShown(text: String, expected: String) {
        #expect(Array(visible(text).unicodeScalars) == Array(expected.unicodeScalars))
    }

    @Test func linesAreKeptWhereTheyAreWanted() {
        #expect(visible("a\n\tb\r\n\u{1b}", multiline: true) == "a\n    b\\r\n\\u{1b}")
    }

    @Test func noControlCharacterSurvives() {
        for value in (0...UInt32(0x3000)) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let shown = visible("a\(scalar)b")
            #expect(!shown.unicodeScalars.contains { $0.value < 0x20 || (0x7f..<0xa0).contains($0.value) })
        }
    }

    @Test func wordsAreQuotedOnlyWhereNeeded() {
        #expect(quoted("a=b/c.d") == "a=b/c.d")
        #expect(quoted("a b") == "\"a b\"")
        #expect(quoted("") == "\"\"")
        #expect(quoted("a\nb") == "\"a\\nb\"")
    }
}
