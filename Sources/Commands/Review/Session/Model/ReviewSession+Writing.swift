import CommandLineKit
import Encoding
import Registry

/// Texts: questions, remarks and what goes with a rejection.
extension ReviewSession {
    mutating func write(_ writing: SessionWork.Writing, _ key: Key) -> [Effect] {
        switch key {
        case .control("d"): return finishWriting(writing)
        case .control("x"): return [.edit(writing, work.text(writing))]
        case .escape:
            if work.isBlank(writing) {
                work.texts[writing] = nil
                if writing == .explanation, let rejection {
                    show(.confirming(rejection))
                } else {
                    mode = .looking
                }
            } else {
                mode = .puttingAway(writing)
            }
        default:
            var field = work.field(writing)
            _ = field.take(key, width: size.columns)
            if field.isFull { fail("there is no room for that: at most \(field.mostBytes) bytes") }
            work.texts[writing] = field
        }
        return []
    }

    /// How many bytes more the text takes that is being written; 0 where keys are no text.
    var roomForText: Int {
        switch mode {
        case .writing(let writing): work.field(writing).room
        case .naming(_, let field): field.room
        case .looking, .confirming, .puttingAway, .choosingReason, .quitting, .helping: 0
        }
    }

    private mutating func finishWriting(_ writing: SessionWork.Writing) -> [Effect] {
        let text = CaseText.composed(work.text(writing))
        switch writing {
        case .remark:
            mode = .looking
            if !text.isEmpty { say("this goes with the checks that you sign next") }
        case .question:
            guard let text = needed(text, "there is no question yet; Esc leaves") else { return [] }
            show(.confirming(.ask(text)))
        case .rejection, .explanation:
            show(rejection.map { .confirming($0) } ?? .choosingReason(reasonRow))
        case .hold:
            guard let text = needed(text, "there is no reason yet; Esc leaves") else { return [] }
            show(.confirming(.hold(text)))
        case .clearance:
            guard
                let text = needed(
                    text, "there is no comment yet, without which no hit is cleared; Esc leaves")
            else { return [] }
            show(.confirming(.clear(sheet?.openHits ?? [], note: text)))
        case .finding:
            guard let text = needed(text, "there is no finding yet, which the business will read; Esc leaves")
            else { return [] }
            show(.confirming(.decideAppeal(reverses: work.reverses, note: text)))
        }
        return []
    }

    /// The rejection that was written so far; nil before a reason was chosen.
    private var rejection: ReviewAct? {
        work.reason.map { reason in
            .reject(
                reason: reason, note: CaseText.composed(work.text(.rejection)),
                letter: CaseText.composed(work.text(.explanation)))
        }
    }

    /// The text, or a word about its want.
    private mutating func needed(_ text: String, _ want: String) -> String? {
        guard text.isEmpty else { return text }
        fail(want)
        return nil
    }

    mutating func putAway(_ writing: SessionWork.Writing, _ key: Key) {
        switch key {
        case .character("k"):
            mode = .looking
            say("kept; it is there when you come back to this case")
        case .character("d"):
            work.texts[writing] = nil
            if writing == .rejection { work.reason = nil }
            if writing == .finding { work.reverses = false }
            mode = .looking
        case .escape: mode = .writing(writing)
        default: break
        }
    }

    /// Where the list of reasons begins: at the one chosen before.
    var reasonRow: Int { RejectionReason.all.firstIndex { $0.code == work.reason } ?? 0 }

    mutating func chooseReason(_ index: Int, _ key: Key) {
        let count = RejectionReason.all.count
        let page = max(1, bodyHeight - 1)
        var row = index
        switch key {
        case .up: row -= 1
        case .down: row += 1
        case .pageUp: row -= page
        case .pageDown: row += page
        case .home: row = 0
        case .end: row = count - 1
        case .escape:
            mode = .looking
            return
        case .enter:
            work.reason = RejectionReason.all[index].code
            mode = .writing(.rejection)
            return
        case .character(let letter):
            // To the next reason that begins with the letter.
            let order = (1...count).map { (index + $0) % count }
            row = order.first { RejectionReason.all[$0].code.unicodeScalars.first == letter } ?? index
        default: return
        }
        row = max(0, min(row, count - 1))
        overlay.show(row, height: bodyHeight)
        mode = .choosingReason(row)
    }
}
