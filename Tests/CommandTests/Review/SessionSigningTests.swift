import CommandLineKit
import Registry
import Testing

@testable import Commands

/// Nothing is signed but what was on the screen, after a yes.
@Suite struct SessionSigningTests {
    private static let two = ReviewAct.record(
        [.init(check: "legal-existence", result: .pass), .init(check: "legal-name", result: .fail)],
        note: "", evidence: [])

    @Test func `results wait in a basket, and one signature takes them all`() {
        var sitting = Sitting()
        sitting.type("3pf")
        #expect(sitting.session.work.basket == ["legal-existence": .pass, "legal-name": .fail])
        #expect(sitting.taken() == [])
        #expect(sitting.screen.contains("not signed yet: 2 checks"))
        sitting.type("c")
        #expect(sitting.taken() == [])
        let screen = sitting.screen
        for text in [
            "This is signed", "reviewer-1, in Example Authority", "revision 15", "pass       legal-existence",
            "fail       legal-name",
        ] {
            #expect(screen.contains(text), "\(text)")
        }
        sitting.type("y")
        #expect(sitting.taken() == [.perform(Self.two)])
        sitting.happen(.done(Self.two, "recorded", .sample(revision: 16)))
        #expect(sitting.session.work.isEmpty && sitting.session.mode == .looking)
        #expect(sitting.message == "recorded" && sitting.session.sheet?.revision == 16)
    }

    @Test(arguments: [Key.escape, .character("n"), .character("N")])
    func `no is no, and the basket stays`(_ key: Key) {
        var sitting = Sitting()
        sitting.type("3pfc")
        sitting.press(key)
        #expect(sitting.taken() == [])
        #expect(sitting.session.mode == .looking)
        #expect(sitting.session.work.basket.count == 2)
    }

    @Test(arguments: [Key.enter, .character(" "), .character("a"), .tab, .paste("y"), .control("d")])
    func `only y means yes`(_ key: Key) {
        var sitting = Sitting()
        sitting.type("3pc")
        sitting.press(key)
        #expect(sitting.taken() == [])
        guard case .confirming = sitting.session.mode else {
            Issue.record("the question is gone after \(key)")
            return
        }
    }

    @Test func `nothing is signed whose last row was not on the screen`() {
        var sitting = Sitting(columns: 40, rows: 10)
        sitting.type("3*pc")
        #expect(!sitting.screen.contains("collected"))
        #expect(sitting.session.frame().lines.last?.text.contains("↓ 3 more") == true)
        sitting.type("yY")
        #expect(sitting.taken() == [])
        #expect(sitting.message.contains("there is more below"))
        sitting.press(.down)
        sitting.type("y")
        #expect(sitting.taken() == [])
        sitting.press(.end, .up)
        sitting.type("y")
        #expect(sitting.taken().count == 1)
        // What was seen whole stays seen on a smaller screen; another page is looked at anew.
        var shrunk = Sitting()
        shrunk.type("3*pc")
        shrunk.happen(.resized(ScreenSize(columns: 40, rows: 10)))
        #expect(!shrunk.screen.contains("collected"))
        shrunk.type("ncy")
        #expect(shrunk.taken() == [])
        shrunk.happen(.resized(ScreenSize(columns: 80, rows: 24)))
        shrunk.happen(.resized(ScreenSize(columns: 40, rows: 10)))
        shrunk.type("y")
        #expect(shrunk.taken().count == 1)
    }

    @Test func `whose approvals a record voids is said before it is signed`() {
        var sheet = CaseSheet.sample()
        sheet.approvals = ["reviewer-2", "reviewer-3"]
        sheet.hits = [CaseLine("hit:1", "another has this name", .yellow)]
        sheet.openHits = [1]
        var sitting = Sitting(sheet: sheet)
        sitting.type("3pc")
        #expect(sitting.screen.contains("voids      what reviewer-2, reviewer-3 approved"))
        sitting.type("n2xharmless")
        sitting.press(.control("d"))
        #expect(sitting.screen.contains("voids      what reviewer-2, reviewer-3 approved"))
        var first = Sitting()
        first.type("3pc")
        #expect(!first.screen.contains("voids"))
    }

    @Test func `several are chosen for one result, and taken back`() {
        var sitting = Sitting()
        sitting.type("3*p")
        #expect(sitting.session.work.basket.count == 3)
        #expect(sitting.session.work.basket["contact"] == nil)
        sitting.type("*x")
        #expect(sitting.session.work.basket.isEmpty)
        sitting.press(.home)
        sitting.type("  f")
        #expect(sitting.session.work.basket == ["legal-existence": .fail, "legal-name": .fail])
        sitting.type("x")
        #expect(sitting.session.work.basket.count == 2)
        sitting.press(.home)
        sitting.type("x")
        #expect(sitting.session.work.basket == ["legal-name": .fail])
    }

    @Test func `only what the policy waives is skipped`() {
        var sitting = Sitting()
        sitting.type("3s")
        #expect(sitting.session.work.basket.isEmpty && sitting.message.contains("waives legal-existence"))
        sitting.press(.down, .down)
        sitting.type("s")
        #expect(sitting.session.work.basket == ["operation": .skip])
    }

    @Test func `remark and evidence go with the checks`() {
        var sitting = Sitting()
        sitting.type("3p4 tseen\nin person ")
        sitting.press(.control("d"))
        sitting.type("c")
        #expect(sitting.screen.contains("evidence   aabbccdd register-extract extract.pdf"))
        sitting.type("y")
        #expect(
            sitting.taken() == [
                .perform(
                    .record(
                        [.init(check: "legal-existence", result: .pass)], note: "seen\nin person",
                        evidence: ["aabbccddeeff"]))
            ])
    }

    @Test func `an approval names what it decides on, and is for cases that lack nothing`() {
        var sitting = Sitting()
        sitting.type("a")
        #expect(sitting.session.mode == .looking && sitting.message.contains("lacks legal-existence"))
        sitting = Sitting(sheet: .sample(open: false))
        sitting.type("a")
        #expect(sitting.screen.contains("SHA-256 0011") && sitting.screen.contains("version 1"))
        sitting.type("y")
        #expect(sitting.taken() == [.perform(.approve(despiteOthers: false))])
        let next = sitting.happen(.done(.approve(despiteOthers: false), "approved", nil))
        #expect(next == [.open(.next)])
    }

    @Test func `a basket that is not signed and an obstacle stand before an approval`() {
        var sitting = Sitting(sheet: .sample(open: false))
        sitting.type("3pa")
        #expect(sitting.session.mode == .looking && sitting.message.contains("not signed yet"))
        var sheet = CaseSheet.sample(open: false)
        sheet.obstacle = "you filed it"
        sitting = Sitting(sheet: sheet)
        sitting.type("a")
        #expect(sitting.message.contains("you filed it"))
        #expect(sitting.taken() == [])
    }

    @Test func `another business with the same account is named before the signature`() {
        var sheet = CaseSheet.sample(open: false)
        sheet.conflicts = ["tel:+12025550100 is also claimed by B2M"]
        var sitting = Sitting(sheet: sheet)
        sitting.type("a")
        #expect(sitting.screen.contains("although   tel:+12025550100 is also claimed by B2M"))
        sitting.type("y")
        #expect(sitting.taken() == [.perform(.approve(despiteOthers: true))])
    }

    @Test func `a rejection takes a reason of the list and what else there is to say`() {
        var sitting = Sitting()
        sitting.type("rl")
        #expect(sitting.screen.contains("> lookalike"))
        sitting.type("\nReads like another.")
        sitting.press(.control("d"))
        #expect(
            sitting.screen.contains("This ends the case") && sitting.screen.contains("Reads like another."))
        sitting.type("y")
        #expect(
            sitting.taken() == [
                .perform(.reject(reason: "lookalike", note: "Reads like another.", letter: ""))
            ])
    }

    @Test func `words for the letter are written from the page that asks for the signature`() {
        var sitting = Sitting()
        sitting.type("rl\n")
        sitting.press(.control("d"))
        #expect(sitting.screen.contains("l adds words of yours"))
        sitting.type("l")
        #expect(sitting.screen.contains("What the business reads in its letter"))
        // Left empty, it leads back to the signature.
        sitting.press(.escape)
        #expect(sitting.screen.contains("This ends the case"))
        sitting.type("lIt reads like Other.")
        sitting.press(.control("d"))
        #expect(sitting.screen.contains("letter     It reads like Other."))
        sitting.type("y")
        #expect(
            sitting.taken() == [
                .perform(.reject(reason: "lookalike", note: "", letter: "It reads like Other."))
            ])
    }

    @Test func `other signatures have no letter to write`() {
        var sitting = Sitting(sheet: .sample(open: false))
        sitting.type("al")
        #expect(sitting.session.mode == .confirming(.approve(despiteOthers: false)))
    }

    @Test func `the first thing done to a case claims it, once`() {
        for (keys, mode) in [("q", ReviewSession.Mode.writing(.question)), ("3p", .looking)] {
            var sitting = Sitting(sheet: .sample(claim: .none))
            sitting.type(keys)
            #expect(sitting.taken() == [.perform(.claim)])
            sitting.happen(.done(.claim, "claimed", .sample(claim: .mine(until: "2026-12-01"))))
            #expect(sitting.session.mode == mode)
            sitting.press(.escape)
            sitting.type("3f")
            #expect(sitting.taken() == [])
        }
        var refused = Sitting(sheet: .sample(claim: .none))
        refused.type("3p")
        refused.happen(.refused(.claim, "you act for the business", nil))
        #expect(refused.message == "you act for the business")
        refused.type("f")
        #expect(refused.taken() == [.perform(.claim)])
        var sitting = Sitting(sheet: .sample(claim: .other("reviewer-2", until: "2026-12-01")))
        sitting.type("3p")
        #expect(sitting.taken() == [])
        #expect(sitting.message.contains("reviewer-2 has claimed"))
    }

    @Test func `a claim is given back where nothing was done, and only there`() {
        var idle = Sitting(sheet: .sample(claim: .none))
        idle.type("q")
        idle.happen(.done(.claim, "claimed", .sample(claim: .mine(until: "2026-12-01"))))
        idle.press(.escape)
        _ = idle.taken()
        var busy = idle
        var texted = idle
        idle.type("n")
        #expect(idle.taken() == [.perform(.release), .open(.next)])
        busy.type("3p")
        busy.happen(.done(Self.two, "recorded", .sample(revision: 16)))
        busy.type("n")
        #expect(busy.taken() == [.open(.next)])
        texted.type("qhello")
        texted.press(.control("c"))
        #expect(texted.taken() == [.leave])
    }

    @Test func `a hold takes a reason, and the same key lets the case go on`() {
        var sitting = Sitting()
        sitting.type("h")
        sitting.press(.control("d"))
        #expect(sitting.session.mode == .writing(.hold) && sitting.message.contains("no reason yet"))
        sitting.type("The register is closed.")
        sitting.press(.control("d"))
        #expect(sitting.screen.contains("reason     The register is closed."))
        sitting.type("y")
        #expect(sitting.taken() == [.perform(.hold("The register is closed."))])
        #expect(sitting.happen(.done(.hold("The register is closed."), "on hold", nil)) == [.open(.next)])
        // What became of it is told wherever the queue goes on.
        var last = sitting
        last.happen(.atEnd(.next))
        #expect(last.message == "on hold\nthis is the last case of the queue")
        last.type("n")
        last.happen(.atEnd(.next))
        #expect(last.message == "this is the last case of the queue")
        var next = sitting
        next.session.works[CaseSheet.second] = .init(basket: ["legal-name": .pass])
        next.happen(.opened(.sample(CaseSheet.second)))
        #expect(next.message == "on hold\nnot signed yet, from before: 1 check")
        #expect(sitting.session.unsigned == [])
        var sheet = CaseSheet.sample()
        sheet.isOnHold = true
        sitting = Sitting(sheet: sheet)
        sitting.type("h")
        #expect(sitting.screen.contains("the case goes on"))
        sitting.type("y")
        #expect(sitting.taken() == [.perform(.resume)])
    }

    @Test func `on an appealed case a and r decide the appeal, with a finding`() {
        for (key, reverses, words) in [
            ("a", true, "the rejection falls"), ("r", false, "the rejection stands"),
        ] {
            var sheet = CaseSheet.sample(claim: .none)
            sheet.isAppealed = true
            var sitting = Sitting(sheet: sheet)
            sitting.type(key)
            sitting.press(.control("d"))
            #expect(sitting.message.contains("no finding yet"))
            sitting.type("The extract shows it.")
            sitting.press(.control("d"))
            #expect(sitting.screen.contains(words) && sitting.screen.contains("SHA-256 0011"))
            sitting.type("y")
            #expect(
                sitting.taken() == [
                    .perform(.decideAppeal(reverses: reverses, note: "The extract shows it."))
                ])
        }
    }

    @Test func `open hits are cleared with a comment, and only on their page`() {
        var sheet = CaseSheet.sample()
        sheet.hits = [CaseLine("hit:1", "lookalike: like 1-4"), CaseLine("hit:2", "homonym: a note")]
        sheet.openHits = [1]
        var sitting = Sitting(sheet: sheet)
        sitting.type("2x")
        #expect(sitting.session.mode == .writing(.clearance))
        sitting.press(.control("d"))
        #expect(sitting.message.contains("no comment yet"))
        sitting.type("Another trade.")
        sitting.press(.control("d"))
        #expect(sitting.screen.contains("hit:1      lookalike: like 1-4"))
        #expect(!sitting.screen.contains("homonym"))
        sitting.type("n")
        #expect(sitting.session.mode == .writing(.clearance))
        sitting.press(.control("d"))
        sitting.type("y")
        #expect(sitting.taken() == [.perform(.clear([1], note: "Another trade."))])
        sitting.happen(.done(.clear([1], note: "Another trade."), "cleared hit:1", nil))
        #expect(sitting.session.unsigned == [])
        sheet.openHits = []
        sitting = Sitting(sheet: sheet)
        sitting.type("2x")
        #expect(sitting.session.mode == .looking && sitting.message.contains("no hit is open"))
    }
}
