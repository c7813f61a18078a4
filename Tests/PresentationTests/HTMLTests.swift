import Presentation
import Testing

/// The escaper, which is the only way from a text to markup.
@Suite struct HTMLTests {
    @Test(arguments: [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("\" onload=\"x", "&quot; onload=&quot;x"), ("it's", "it&#39;s"), ("&lt;", "&amp;lt;"),
        ("]]><!--", "]]&gt;&lt;!--"), ("a\u{0}b\u{1b}[2J", "a\\u{0}b\\u{1b}[2J"),
        ("\u{202e}evil\u{200b}", "\\u{202e}evil\\u{200b}"), ("Ünïcode ✓ 漢字", "Ünïcode ✓ 漢字"), ("", ""),
        ("a\u{301}\u{2028}", "a\u{301}\\u{2028}"), ("one\ntwo\r\n", "one\ntwo\\u{d}\n"),
    ]) func textIsEscaped(_ text: String, _ expected: String) {
        #expect(HTML(escaping: text).text == expected)
        let inside: HTML = "<b title=\"\(text)\">\(text)</b>"
        #expect(inside.text == "<b title=\"\(expected)\">\(expected)</b>")
    }

    @Test func markupIsNotEscapedAgain() {
        let inner: HTML = "<i>\("<")</i>"
        let outer: HTML = "<p>\(inner)\(3)</p>"
        #expect(outer.text == "<p><i>&lt;</i>3</p>")
    }

    @Test func everyMarkupCharacterOfAnyTextIsGone() {
        for value in UInt32(0)..<0x3000 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let text = HTML(escaping: String(scalar)).text
            #expect(!text.contains { "<>\"'".contains($0) })
            #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
        }
    }
}
