import CommandLineKit
import Encoding
import Testing

@Suite struct TextWrapTests {
    @Test func paragraphsBreakAtSpaces() {
        #expect(TextWrap.lines("one two  three\nfour", width: 9) == ["one two", "three", "four"])
        #expect(TextWrap.lines("", width: 9) == [])
        #expect(TextWrap.lines("abc", width: 3) == ["abc"])
    }

    @Test func examplesBreakBeforeOptionsBehindABackslash() {
        #expect(TextWrap.pastable("p go --a b", width: 80) == "  p go --a b\n")
        #expect(
            TextWrap.pastable("p go --note 'a --b c' --other value", width: 30)
                == "  p go --note 'a --b c' \\\n      --other value\n")
    }

    @Test func longWordsAreCut() {
        #expect(TextWrap.lines("a bcdefghij k", width: 4) == ["a", "bcde", "fghi", "j k"])
        #expect(TextWrap.lines("abc", width: 0) == ["a", "b", "c"])
    }

    @Test func wideCharactersTakeTwoColumns() {
        #expect(TextWrap.lines("株式会社東京", width: 5) == ["株式", "会社", "東京"])
        #expect(TextWrap.lines("株式 会社", width: 8) == ["株式", "会社"])
        #expect(TextWrap.lines("株式 会社", width: 9) == ["株式 会社"])
    }

    @Test func combiningMarksTakeNone() {
        let cafe = "cafe\u{301}"
        #expect(TextWrap.lines("\(cafe) \(cafe)", width: 9) == ["\(cafe) \(cafe)"])
        #expect(TextWrap.lines("\(cafe)\(cafe)", width: 4) == [cafe, cafe])
    }

    @Test func truncationEndsInAnEllipsisThatFits() {
        #expect(TextWrap.truncated("abcdef", width: 6) == "abcdef")
        #expect(TextWrap.truncated("abcdef", width: 5) == "abcd…")
        #expect(TextWrap.truncated("株式会社", width: 5) == "株式…")
        #expect(TextWrap.truncated("株式会社", width: 6) == "株式…")
        #expect(TextWrap.truncated("abc", width: 1) == "…")
        #expect(TextWrap.truncated("abc", width: 0).isEmpty)
    }

    @Test func preparedLinesStay() {
        #expect(
            TextWrap.paragraphs("one two\nthree\n\nfour:\n  five six seven", width: 8)
                == "one two\nthree\n\nfour:\n  five six seven\n")
    }
}
