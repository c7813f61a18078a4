import CommandLineKit
import Encoding
import Registry
import Testing

@testable import Commands

/// What somebody typed is there until it is signed or they throw it away.
@Suite struct SessionTextTests {
    private func asking(_ text: String = "Which address?") -> Sitting {
        var sitting = Sitting()
        sitting.type("q\(text)")
        return sitting
    }

    @Test func `a question is shown before it is signed, without blanks around it`() {
        var sitting = asking("  Which\naddress? \n")
        #expect(sitting.screen.contains("Your question to the applicant:\n  Which\naddress?"))
        sitting.press(.control("d"))
        #expect(sitting.screen.contains("text       Which\n           address?"))
        sitting.type("y")
        #expect(sitting.taken() == [.perform(.ask("Which\naddress?"))])
        #expect(sitting.happen(.done(.ask("Which\naddress?"), "asked", nil)) == [.open(.next)])
        #expect(sitting.session.unsigned == [])
    }

    @Test func `what a refusal keeps is told in a sentence of its own`() {
        for (text, told) in [
            ("no agent answers", "no agent answers. What you typed is kept."),
            ("it changed.", "it changed. What you typed is kept."),
        ] {
            var sitting = asking()
            sitting.happen(.refused(.ask("Which address?"), text, nil))
            #expect(sitting.message == told)
        }
    }

    @Test func `what cannot be kept does not hide what became of the signature`() {
        let loss = "what you typed cannot be kept for later: no space left on the disk"
        var sitting = asking()
        sitting.happen(.refused(.ask("Which address?"), "no space left on the disk", nil))
        for _ in 0..<2 { sitting.session.sayToo(loss, isBad: true) }
        #expect(sitting.message == "no space left on the disk. What you typed is kept.\n\(loss)")
        #expect(sitting.screen.contains("What you typed is kept.\nwhat you typed cannot be kept"))
        sitting.press(.control("d"))
        sitting.session.sayToo(loss, isBad: true)
        #expect(sitting.message == loss)
    }

    @Test func `keys are text while one is written, and as many bytes as still fit`() {
        var sitting = Sitting()
        #expect(sitting.session.roomForText == 0)
        sitting.type("q")
        #expect(sitting.session.roomForText == CaseText.mostBytes)
        sitting.type("é")
        #expect(sitting.session.roomForText == CaseText.mostBytes - 2)
        sitting.press(.control("d"))
        #expect(sitting.session.roomForText == 0)
        var naming = Sitting()
        naming.type("4o")
        naming.press(.control("u"))
        #expect(naming.session.roomForText == 1024)
    }

    @Test func `nothing is no question`() {
        var sitting = asking(" \n ")
        sitting.press(.control("d"))
        #expect(sitting.session.mode == .writing(.question) && sitting.message.contains("no question yet"))
    }

    @Test func `a refusal keeps text and basket, and a changed case shows the differences`() {
        var sitting = Sitting()
        sitting.type("3pqWhich address?")
        sitting.press(.control("d"))
        sitting.type("y")
        var changed = CaseSheet.sample(revision: 17)
        changed.changes = [CaseLine("changed", "address.street: \"1\" → \"2\"")]
        sitting.happen(.refused(.ask("Which address?"), "it changed", changed))
        #expect(sitting.session.page == .changes && sitting.session.mode == .looking)
        #expect(sitting.screen.contains("address.street: \"1\" → \"2\""))
        #expect(sitting.message == "it changed. What you typed is kept.")
        #expect(sitting.session.work.basket == ["legal-existence": .pass])
        sitting.type("q")
        #expect(sitting.screen.contains("Which address?"))
    }

    @Test func `a failure without the case keeps everything as it was`() {
        var sitting = asking()
        sitting.press(.control("d"))
        sitting.type("y")
        sitting.happen(.refused(.ask("Which address?"), "the disk is full", nil))
        #expect(sitting.session.sheet?.revision == 15)
        #expect(sitting.session.work.text(.question) == "Which address?")
        sitting.happen(.failed("cannot read"))
        #expect(sitting.session.sheet != nil && sitting.message == "cannot read")
    }

    @Test func `escape asks what is to become of the text`() {
        var sitting = asking()
        sitting.press(.escape)
        #expect(sitting.session.mode == .puttingAway(.question))
        sitting.type("xyz")
        sitting.press(.escape)
        #expect(sitting.session.mode == .writing(.question))
        sitting.press(.escape)
        sitting.type("k")
        #expect(sitting.session.work.text(.question) == "Which address?")
        sitting.type("q")
        sitting.press(.escape)
        sitting.type("d")
        #expect(sitting.session.work.isEmpty)
        sitting.type("q")
        sitting.press(.escape)
        #expect(sitting.session.mode == .looking)
    }

    @Test func `texts stay with their case while others are looked at`() {
        var sitting = asking()
        sitting.press(.escape)
        sitting.type("k")
        sitting.happen(.opened(.sample(CaseSheet.second, claim: .none)))
        #expect(sitting.session.work.isEmpty)
        sitting.happen(.opened(.sample()))
        #expect(sitting.message.contains("a question"))
        #expect(sitting.session.work.text(.question) == "Which address?")
    }

    @Test func `resizing changes neither text nor cursor nor basket`() {
        var sitting = Sitting()
        sitting.type("3pqone two three four")
        sitting.press(.left)
        let before = sitting.session.works
        for (columns, rows) in [(40, 10), (20, 6), (5, 2), (200, 60), (80, 24)] {
            sitting.happen(.resized(ScreenSize(columns: columns, rows: rows)))
            let frame = sitting.session.frame()
            #expect(frame.lines.count <= rows)
        }
        #expect(sitting.session.works == before)
        sitting.type("X")
        #expect(sitting.session.work.text(.question) == "one two three fouXr")
    }

    @Test func `the editor's text comes back, and what it loses is said`() {
        var sitting = asking()
        sitting.press(.control("x"))
        #expect(sitting.taken() == [.edit(.question, "Which address?")])
        sitting.happen(.edited(.question, "# Which\naddress, please?"))
        #expect(sitting.session.work.text(.question) == "# Which\naddress, please?")
        sitting.happen(.edited(.question, String(repeating: "x", count: 20_000)))
        #expect(sitting.session.work.text(.question) == "# Which\naddress, please?")
        #expect(sitting.message.contains("too long"))
        sitting.happen(.failed("the editor ended with status 1"))
        #expect(sitting.session.mode == .writing(.question))
    }

    @Test func `leaving with something unsigned asks, and Ctrl-C keeps it`() {
        var sitting = asking()
        sitting.press(.escape)
        sitting.type("kQ")
        #expect(sitting.session.mode == .quitting && sitting.screen.contains("a question"))
        sitting.press(.escape)
        #expect(sitting.session.mode == .looking)
        #expect(sitting.taken() == [])
        var keeping = sitting
        keeping.type("Qk")
        #expect(keeping.taken() == [.leave] && keeping.session.unsigned.count == 1)
        var discarding = sitting
        discarding.type("Qd")
        #expect(discarding.taken() == [.leave] && discarding.session.unsigned.isEmpty)
        for keys in ["", "q", "3p", "Q", "?", "r"] {
            var interrupted = sitting
            interrupted.type(keys)
            interrupted.press(.control("c"))
            let wanted = interrupted.taken()
            #expect(wanted.last == .leave && !interrupted.session.unsigned.isEmpty)
        }
        var idle = Sitting()
        idle.type("Q")
        #expect(idle.taken() == [.leave])
    }

    @Test func `what is kept between sessions is read as what it was`() throws {
        var sitting = Sitting()
        sitting.type("3pf4 tA remark")
        sitting.press(.control("d"))
        sitting.type("qA \"question\"\nof two lines é")
        sitting.press(.escape)
        sitting.type("kr\nwhy")
        let work = sitting.session.work
        let read = try SessionWork(json: JSON.parse(work.json.canonicalBytes))
        #expect(read.json == work.json)
        #expect(read.basket == work.basket && read.reason == work.reason && read.evidence == work.evidence)
        #expect(read.text(.question) == work.text(.question) && read.summary == work.summary)
        #expect(throws: (any Error).self) { try SessionWork(json: ["basket": []]) }
    }
}
