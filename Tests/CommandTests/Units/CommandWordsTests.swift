import Testing

@testable import Commands

/// A command line as one text is taken apart as a shell would, and nothing in it is expanded.
@Suite struct CommandWordsTests {
    @Test(arguments: [
        ("greenbadge verify", ["greenbadge", "verify"]), ("  a\t b\nc ", ["a", "b", "c"]),
        ("'a b' c", ["a b", "c"]),
        (#""a b" c"#, ["a b", "c"]), (#"a\ b"#, ["a b"]), (#"a"b c"d"#, ["ab cd"]), ("a ''", ["a", ""]),
        (#"'a\b' "a\"b""#, [#"a\b"#, #"a"b"#]),
        ("$HOME `x` *.badge ~ a;b|c&d>e", ["$HOME", "`x`", "*.badge", "~", "a;b|c&d>e"]),
        ("e\u{301} x", ["e\u{301}", "x"]), ("'it'\\''s'", ["it's"]),
    ])
    func `words are divided by spaces outside quotes`(_ text: String, _ words: [String]) {
        #expect(CommandWords.split(text).map { $0.map { Array($0.utf8) } } == words.map { Array($0.utf8) })
    }

    @Test(arguments: ["", "  ", "'a", "\"a", "a\\", "'a\\'b'"])
    func `an open quote or nothing is no command`(_ text: String) { #expect(CommandWords.split(text) == nil) }
}
