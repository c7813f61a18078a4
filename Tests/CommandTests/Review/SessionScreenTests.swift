import CommandLineKit
import Encoding
import Registry
import Testing

@testable import Commands

/// What the screen shows, at any size and whatever applicants write.
@Suite struct SessionScreenTests {
    @Test(arguments: [(80, 24), (40, 10), (20, 6), (132, 50)])
    func `every page fits, fills the screen, and ends in its keys`(_ columns: Int, _ rows: Int) {
        var sitting = Sitting(columns: columns, rows: rows)
        for keys in ["1", "2", "3", "4", "5", "6", "3pc", "?", "r", "q", "Q"] {
            sitting.type(keys)
            let frame = sitting.session.frame()
            #expect(frame.lines.count == rows, "\(keys)")
            #expect(frame.lines.first?.width == columns)
            #expect((frame.lines.last?.width ?? 99) <= columns)
            #expect(frame.lines.last?.text.isEmpty == false)
            if let cursor = frame.cursor { #expect(cursor.row < rows - 1 && cursor.column < columns) }
            sitting.press(.escape, .escape)
        }
    }

    @Test func `a screen that is too small says so`() {
        let sitting = Sitting(columns: 12, rows: 3)
        #expect(sitting.screen == "too small")
    }

    @Test func `nobody's text steers the terminal`() {
        let evil = "a\u{1b}[2J\u{202e}\n\u{9b}31mb"
        var sheet = CaseSheet.sample(open: false)
        sheet.summary = [CaseLine("name", evil)]
        sheet.hits = [CaseLine(evil, evil)]
        sheet.changes = sheet.summary
        sheet.history = sheet.summary
        sheet.conflicts = [evil]
        sheet.checks = [.init(name: evil, standing: evil, isOpen: false, waiver: nil)]
        sheet.documents = [.init(hash: "aabbccdd", kind: "evidence", size: 1, name: evil)]
        sheet.claim = .other(evil, until: "2026-12-01")
        var sitting = Sitting(sheet: sheet)
        for keys in ["1", "2", "3", "4", "5", "6", "4o", "a", "q\(evil)"] {
            sitting.type(keys)
            sitting.press(.paste(evil))
            for line in sitting.session.frame().lines {
                #expect(
                    line.text.unicodeScalars.allSatisfy {
                        ![.control, .format].contains($0.properties.generalCategory)
                    }, "\(keys): \(line.text)")
            }
            sitting.press(.escape)
            sitting.happen(.refused(.claim, evil, nil))
            #expect(!sitting.screen.unicodeScalars.contains("\u{1b}"))
        }
    }

    @Test func `a page is scrolled to its end and no further, and keeps its place`() {
        var sitting = Sitting(rows: 12)
        sitting.press(.pageDown)
        #expect(!sitting.screen.contains("number 1\n"))
        sitting.press(.end)
        #expect(sitting.screen.contains("number 30"))
        sitting.press(.pageDown, .down)
        #expect(sitting.screen.contains("number 30"))
        sitting.press(.tab, .backTab)
        #expect(sitting.screen.contains("number 30"))
        sitting.happen(.resized(ScreenSize(columns: 80, rows: 40)))
        #expect(sitting.screen.contains("number 1\n") && sitting.screen.contains("number 30"))
    }

    @Test func `how much is below the screen stands beside the keys`() {
        var sitting = Sitting(rows: 12)
        let keys = { (sitting: Sitting) in sitting.session.frame().lines.last?.text ?? "" }
        #expect(keys(sitting).hasSuffix("  ↓ 22 more ") && keys(sitting).contains("n next"))
        sitting.press(.pageDown)
        #expect(keys(sitting).hasSuffix("  ↓ 15 more "))
        sitting.press(.end)
        #expect(!keys(sitting).contains("more"))
        sitting.type("3")
        #expect(!keys(sitting).contains("more"))
        sitting.happen(.resized(ScreenSize(columns: 40, rows: 7)))
        #expect(keys(sitting).contains("more"))
        sitting.type("?")
        #expect(keys(sitting).contains("more"))
    }

    @Test func `the pages are counted by what wants attention`() {
        var sheet = CaseSheet.sample()
        sheet.hits = [
            CaseLine("screened", "a number"), CaseLine("hit:1", "cleared"),
            CaseLine("hit:2", "open", .yellow),
        ]
        sheet.changes = [
            CaseLine("since", "revision 3, which you saw", .bold), CaseLine("changed", "a", .yellow),
            CaseLine("changed", "b", .yellow),
        ]
        #expect(Sitting(sheet: sheet).screen.contains(" 2 hits 1  3 checks 1/4  4 files 1  5 changes 2 "))
        sheet.hits.removeLast()
        sheet.changes = []
        sheet.isNew = true
        var sitting = Sitting(sheet: sheet)
        #expect(sitting.screen.contains(" 2 hits  3 checks") && sitting.screen.contains(" 5 changes  6 "))
        sitting.type("5")
        #expect(sitting.screen.contains("You see this case for the first time."))
        sheet.isNew = false
        sitting.happen(.opened(sheet))
        #expect(sitting.screen.contains("Nothing changed since you last saw this case."))
    }

    @Test func `the cursor on the checks is seen on a low screen`() {
        var sitting = Sitting(columns: 40, rows: 7)
        sitting.type("3")
        for name in ["legal-existence", "legal-name", "operation", "contact"] {
            #expect(sitting.screen.contains("> \(name)"))
            sitting.press(.down)
        }
        sitting.press(.home)
        #expect(sitting.screen.contains("> legal-existence"))
    }

    @Test func `keys lead through pages and cases`() {
        var sitting = Sitting()
        sitting.press(.tab, .right)
        #expect(sitting.session.page == .checks && sitting.screen.contains("[3 checks 1/4]"))
        sitting.press(.backTab, .left, .left)
        #expect(sitting.session.page == .history)
        sitting.type("1pnPN")
        sitting.press(.control("r"))
        #expect(
            sitting.taken() == [
                .open(.previous), .open(.next), .open(.previous), .open(.next), .open(.same),
            ])
        sitting.type("3p")
        #expect(sitting.taken() == [])
        #expect(!sitting.session.work.isEmpty)
        sitting.happen(.atEnd(.next))
        #expect(sitting.message.contains("last case"))
    }

    @Test func `an empty queue says so, and nothing is done to no case`() {
        var sitting = Sitting(sheet: nil)
        #expect(sitting.screen.contains("No case of the queue waits for something that reviewer-1 may give."))
        sitting.type("carqtu3p 4o?")
        sitting.press(.escape)
        sitting.press(.control("d"))
        #expect(sitting.taken() == [])
        sitting.type("Q")
        #expect(sitting.taken() == [.leave])
    }

    @Test func `help lists every key that does something`() {
        let keys = ReviewSession.help.map(\.label).joined(separator: " ")
        for key in ["n", "p", "f", "s", "t", "c", "a", "r", "q", "u", "o", "space", "Q", "Tab", "Ctrl-R"] {
            #expect(keys.contains(key), "\(key)")
        }
        var sitting = Sitting()
        sitting.type("?")
        #expect(sitting.screen.contains("the next and the previous case"))
        sitting.type("x")
        #expect(sitting.session.mode == .looking)
    }

    @Test func `a copy of a document has a name that the applicant did not choose`() {
        var sitting = Sitting()
        sitting.type("4o")
        sitting.press(.control("u"))
        sitting.type("copy.pdf\n")
        #expect(sitting.taken() == [.export(CaseSheet.sample().documents[0], path: "copy.pdf")])
        let sheet = CaseSheet.sample()
        for (name, expected) in [
            ("extract.pdf", ".pdf"), ("../../etc/passwd", ""), ("x.tar.gz", ".gz"), ("a.p\u{1b}f", ""),
            ("a.verylongending", ""), ("noending", ""), (".pdf", ""), ("a.é", ""),
        ] {
            let row = CaseSheet.DocumentRow(hash: "aabbccddeeff", kind: "evidence", size: 1, name: name)
            let file = ReviewSession.fileName(of: row, sheet)
            #expect(file == "\(sheet.id)-evidence-aabbccdd\(expected)", "\(name)")
        }
    }

    @Test func `long refusals are wrapped, at most a third of the screen`() {
        var sitting = Sitting(columns: 40, rows: 12)
        sitting.happen(.refused(.claim, String(repeating: "words and ", count: 60), nil))
        let lines = sitting.session.frame().lines
        #expect(lines.count == 12 && lines[10].text.hasSuffix("…"))
        #expect(lines[7].text.contains("words") && !lines[6].text.contains("words"))
    }
}
