import CommandLineKit
import Registry

extension ReviewSession {
    mutating func take(_ key: Key) -> [Effect] {
        message = nil
        // Like a hang-up: at once, and what was typed is kept for the next session.
        if key == .control("c") { return leaving() }
        switch mode {
        case .looking: return look(key)
        case .confirming(let act): return confirm(act, key)
        case .writing(let writing): return write(writing, key)
        case .puttingAway(let writing): putAway(writing, key)
        case .choosingReason(let index): chooseReason(index, key)
        case .naming(let document, let field): return name(document, field, key)
        case .quitting: return quit(key)
        case .helping:
            if !overlay.take(key, rows: overlayRows().count, height: bodyHeight) { mode = .looking }
        }
        return []
    }

    /// The claim is given back where nothing was done under it and nothing waits to be signed.
    func leaving() -> [Effect] { giveBack() + [.leave] }

    private func giveBack() -> [Effect] {
        guard let id = sheet?.id, claimedHere.contains(id), !worked.contains(id), work.isEmpty else {
            return []
        }
        return [.perform(.release)]
    }

    private mutating func look(_ key: Key) -> [Effect] {
        switch key {
        case .character("Q"): return askToQuit()
        case .character("?"): show(.helping)
        case .control("l"), .control("r"): return [.open(.same)]
        case .character("n"), .character("N"): return giveBack() + [.open(.next)]
        case .character("P"): return giveBack() + [.open(.previous)]
        case .character("p") where page != .checks: return giveBack() + [.open(.previous)]
        case .tab, .right: turn(1)
        case .backTab, .left: turn(-1)
        case .character(let digit) where ("1"..."6").contains(digit):
            page = Page(rawValue: Int(digit.value) - 0x31) ?? page
        default:
            guard let sheet else { return [] }
            return act(key, on: sheet)
        }
        return []
    }

    private mutating func turn(_ step: Int) {
        let count = Page.allCases.count
        page = Page(rawValue: (page.rawValue + step + count) % count) ?? .summary
    }

    private mutating func act(_ key: Key, on sheet: CaseSheet) -> [Effect] {
        switch key {
        case .character("c"): return sign(sheet)
        case .character("a") where sheet.isAppealed: return find(reverses: true)
        case .character("r") where sheet.isAppealed: return find(reverses: false)
        case .character("a"): return approve(sheet)
        case .character("r"):
            show(.choosingReason(reasonRow))
            return startWork(sheet)
        case .character("q"): return begin(.question, sheet)
        case .character("t"): return begin(.remark, sheet)
        case .character("h") where sheet.isOnHold: show(.confirming(.resume))
        case .character("h"): return begin(.hold, sheet)
        case .character("u") where sheet.claim.isMine: return [.perform(.release)]
        case .character("u"): fail("you have not claimed this case")
        default: return onPage(key, sheet)
        }
        return []
    }

    private mutating func begin(_ writing: SessionWork.Writing, _ sheet: CaseSheet) -> [Effect] {
        mode = .writing(writing)
        return startWork(sheet)
    }

    /// An appeal is decided with a finding; nobody claims a case that was rejected.
    private mutating func find(reverses: Bool) -> [Effect] {
        work.reverses = reverses
        mode = .writing(.finding)
        return []
    }

    private mutating func onPage(_ key: Key, _ sheet: CaseSheet) -> [Effect] {
        switch page {
        case .checks: return checks(key, sheet)
        case .documents: documents(key, sheet)
        case .hits where key == .character("x"):
            guard !sheet.openHits.isEmpty else {
                fail("no hit is open here")
                return []
            }
            return begin(.clearance, sheet)
        case .summary, .hits, .changes, .history:
            let rows = pageRows(page).count
            _ = viewports[page, default: Viewport()].take(scroll(key), rows: rows, height: bodyHeight)
        }
        return []
    }

    /// `j` and `k` scroll as in a pager, and the space bar turns the page.
    func scroll(_ key: Key) -> Key {
        switch key {
        case .character("j"): .down
        case .character("k"): .up
        case .character(" "): .pageDown
        default: key
        }
    }

    mutating func show(_ mode: Mode) {
        overlay = Viewport()
        hasSeenAll = false
        self.mode = mode
    }

    /// The first thing that is done to a case claims it, once.
    mutating func startWork(_ sheet: CaseSheet) -> [Effect] {
        switch sheet.claim {
        case .mine: return []
        case .other(let name, _):
            say("\(name) has claimed this case and may be working on it")
            return []
        case .none:
            let isTried = claimedHere.union(unclaimable).contains(sheet.id)
            return isTried ? [] : [.perform(.claim)]
        }
    }

    private mutating func askToQuit() -> [Effect] {
        guard !unsigned.isEmpty else { return leaving() }
        show(.quitting)
        return []
    }

    private mutating func quit(_ key: Key) -> [Effect] {
        switch key {
        case .character("k"): return leaving()
        case .character("d"):
            works = [:]
            return leaving()
        case .escape, .character("n"): mode = .looking
        default: _ = overlay.take(scroll(key), rows: overlayRows().count, height: bodyHeight)
        }
        return []
    }
}
