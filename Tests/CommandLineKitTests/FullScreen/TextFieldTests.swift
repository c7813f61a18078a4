import TestSupport
import Testing

@testable import CommandLineKit

@Suite struct TextFieldTests {
    private func field(
        _ keys: [Key], multiline: Bool = true, width: Int = 20, limit: Int = 1000
    ) -> TextField {
        var field = TextField(multiline: multiline, mostBytes: limit)
        for key in keys { _ = field.take(key, width: width) }
        return field
    }

    private func typed(_ text: String) -> [Key] {
        text.unicodeScalars.map { $0 == "\n" ? .enter : .character($0) }
    }

    @Test func `what is typed stands there, and is mended where the cursor is`() {
        #expect(field(typed("hello")).text == "hello")
        #expect(field(typed("helo") + [.left, .character("l")]).text == "hello")
        #expect(field(typed("xhello") + [.home, .delete, .end, .character("!")]).text == "hello!")
        #expect(field(typed("one two") + [.control("w"), .control("w")]).text.isEmpty)
        #expect(field(typed("one\ntwo three") + [.control("w")]).text == "one\ntwo ")
        #expect(field(typed("one\ntwo") + [.control("u")]).text == "one\n")
        #expect(field(typed("one\ntwo") + [.up, .home, .control("k")]).text == "\ntwo")
        #expect(field([.backspace, .delete, .left, .right, .home, .control("w")]).text.isEmpty)
    }

    @Test func `a mark joins its letter, and both go together`() {
        #expect(field(typed("e\u{301}x") + [.left, .backspace]).text == "x")
        #expect(field(typed("👩\u{200d}👧") + [.backspace]).text.isEmpty)
    }

    @Test func `a paste keeps its lines and loses what steers a terminal`() {
        #expect(field([.paste("a\r\nb\rc\nd\u{1b}[31m\u{7}\te")]).text == "a\nb\nc\nd[31m    e")
        #expect(field([.paste("a\r\nb\nc")], multiline: false).text == "a b c")
    }

    @Test func `a single line leaves Enter and Tab to its owner`() {
        var field = TextField(multiline: false, mostBytes: 10)
        let isText = field.take(.character("a"), width: 10)
        #expect(isText)
        for key: Key in [.enter, .tab, .escape, .control("d")] {
            let isTaken = field.take(key, width: 10)
            #expect(!isTaken)
        }
        #expect(field.text == "a")
    }

    @Test func `what does not fit is left out as a whole, and said`() {
        var field = field(typed("12345678"), limit: 10)
        _ = field.take(.paste("abc"), width: 20)
        #expect(field.text == "12345678" && field.isFull)
        _ = field.take(.character("é"), width: 20)
        #expect(field.text == "12345678é" && !field.isFull)
        field.replace(with: String(repeating: "x", count: 11))
        #expect(field.text == "12345678é" && field.isFull)
        field.replace(with: "new")
        #expect(field.text == "new" && !field.isFull)
    }

    @Test func `rows break behind spaces, and the cursor is where the next letter goes`() {
        let field = field(typed("the quick brown fox"), width: 11)
        let layout = field.layout(width: 11, height: 10)
        #expect(layout.rows == ["the quick ", "brown fox"])
        #expect(layout.cursor == Frame.Place(row: 1, column: 9))
        #expect(self.field(typed("abcdefgh")).layout(width: 5, height: 9).rows == ["abcd", "efgh"])
        #expect(self.field(typed("a\n\n")).layout(width: 9, height: 9).rows == ["a", "", ""])
        #expect(self.field([]).layout(width: 9, height: 9).cursor == Frame.Place(row: 0, column: 0))
    }

    @Test func `wide letters take two columns, and no row is wider than the screen`() {
        let field = field(typed("東京航空 e\u{301}"))
        #expect(field.layout(width: 7, height: 9).rows == ["東京航", "空 e\u{301}"])
        #expect(field.layout(width: 7, height: 9).cursor.column == 4)
    }

    @Test func `up and down keep the column over rows that are seen`() {
        let keys = typed("abcdef\nab\nabcdef")
        #expect(field(keys + [.up, .up, .character("X")], width: 40).text == "abXcdef\nab\nabcdef")
        #expect(field(typed("abcd efgh") + [.up, .character("X")], width: 6).text == "abcdX efgh")
        var top = field(typed("a"))
        let isTaken = top.take(.up, width: 10)
        #expect(!isTaken)
    }

    @Test func `a low screen shows the rows at the cursor`() {
        let field = field(typed("1\n2\n3\n4\n5"))
        let layout = field.layout(width: 10, height: 2)
        #expect(layout.rows == ["4", "5"])
        #expect(layout.cursor == Frame.Place(row: 1, column: 1))
    }

    @Test func `whatever is pressed and however wide the screen, the text stays what it is`() {
        var random = SmallRandom(seed: 3)
        let keys: [Key] = [.left, .right, .up, .down, .home, .end]
        for _ in 0..<200 {
            var field = field(typed("the quick\n\nbrown 東京 fox e\u{301}"), width: 9)
            for _ in 0..<30 {
                _ = field.take(keys[Int(random.next() % 6)], width: Int(random.next() % 12) + 1)
                let width = Int(random.next() % 12) + 2
                let layout = field.layout(width: width, height: 4)
                #expect(layout.cursor.row < layout.rows.count && layout.cursor.column < width)
                #expect((0...field.characters.count).contains(field.cursor))
            }
            #expect(field.text == "the quick\n\nbrown 東京 fox e\u{301}")
        }
    }
}
