import CommandLineKit
import Foundation
import Testing

@Suite struct FrameTests {
    private let size = ScreenSize(columns: 10, rows: 3)

    @Test func `nobody's text steers the terminal`() {
        let line = ScreenLine("a\u{1b}[2J\n\u{202e}b", .red)
        #expect(line.text == #"a\u{1b}[2J\n\u{202e}b"#)
        var painter = FramePainter(style: .plain)
        let drawn = painter.draw(Frame([line]), size: ScreenSize(columns: 80, rows: 1))
        #expect(drawn.components(separatedBy: "\u{1b}").count == 6)
        #expect(!drawn.contains("\n"))
    }

    @Test func `a line that is too wide ends in an ellipsis, by the columns that it takes`() {
        #expect(ScreenLine("0123456789").fitted(10).text == "0123456789")
        #expect(ScreenLine("0123456789x").fitted(10).text == "012345678…")
        #expect(ScreenLine("01234").adding("56789", .red).adding("x").fitted(10).text == "012345678…")
        #expect(ScreenLine("東京航空株式会社").fitted(10).text == "東京航空…")
        #expect(ScreenLine("ab", .reverse).fitted(5, filling: true).text == "ab   ")
        #expect(ScreenLine("ab").fitted(0).text.isEmpty)
    }

    @Test func `a frame is drawn whole once, and then only what is different`() {
        var painter = FramePainter(style: .plain)
        let first = painter.draw(Frame([ScreenLine("a"), ScreenLine("b")]), size: size)
        #expect(first.contains("\u{1b}[2J") && first.contains("\u{1b}[1;1Ha\u{1b}[K"))
        #expect(first.contains("\u{1b}[3;1H\u{1b}[K"))
        let second = painter.draw(Frame([ScreenLine("a"), ScreenLine("c")]), size: size)
        #expect(second == "\u{1b}[?25l\u{1b}[2;1Hc\u{1b}[K")
        let other = painter.draw(
            Frame([ScreenLine("a"), ScreenLine("c")]), size: ScreenSize(columns: 9, rows: 2))
        #expect(other.contains("\u{1b}[2J") && other.contains("\u{1b}[1;1Ha"))
        painter.forget()
        let again = painter.draw(Frame([ScreenLine("a")]), size: size)
        #expect(again.contains("\u{1b}[1;1Ha"))
    }

    @Test func `a full row is not erased at its end, and rows beyond the screen are left out`() {
        var painter = FramePainter(style: .plain)
        let lines = ["0123456789", "b", "c", "d"].map { ScreenLine($0) }
        let drawn = painter.draw(Frame(lines, cursor: .init(row: 1, column: 40)), size: size)
        #expect(drawn.contains("\u{1b}[1;1H0123456789\u{1b}[2;1H"))
        #expect(!drawn.contains("d\u{1b}[K") && drawn.hasSuffix("\u{1b}[2;10H\u{1b}[?25h"))
        let outside = painter.draw(Frame(lines, cursor: .init(row: 3, column: 0)), size: size)
        #expect(!outside.contains("?25h"))
    }

    @Test func `a viewport stays within its page`() {
        var viewport = Viewport()
        #expect(viewport.range(rows: 5, height: 3) == 0..<3)
        let isUp = viewport.take(.up, rows: 5, height: 3)
        #expect(isUp && viewport.top == 0)
        for _ in 0..<9 { _ = viewport.take(.pageDown, rows: 5, height: 3) }
        #expect(viewport.range(rows: 5, height: 3) == 2..<5)
        #expect(viewport.range(rows: 5, height: 9) == 0..<5)
        #expect(viewport.range(rows: 0, height: 3).isEmpty)
        _ = viewport.take(.home, rows: 5, height: 3)
        viewport.show(4, height: 3)
        #expect(viewport.range(rows: 5, height: 3).contains(4))
        viewport.show(0, height: 3)
        #expect(viewport.top == 0)
        let isText = viewport.take(.character("x"), rows: 5, height: 3)
        #expect(!isText)
    }
}
