import CommandLineKit
import Encoding
import Registry

/// From what was chosen or typed to what is signed, and the page that shows it before.
extension ReviewSession {
    mutating func sign(_ sheet: CaseSheet) -> [Effect] {
        guard !work.basket.isEmpty else {
            fail("no result is chosen yet: on the page of checks p, f or s chooses one")
            return []
        }
        let rows = sheet.checks.compactMap { check in
            work.basket[check.name].map { ReviewAct.CheckResultRow(check: check.name, result: $0) }
        }
        let gone = Set(work.basket.keys).subtracting(rows.map(\.check))
        guard gone.isEmpty else {
            // The form changed, and with it what is checked.
            for name in gone { work.basket[name] = nil }
            fail("\(gone.sorted().joined(separator: ", ")) is no check of this case any more; look again")
            return []
        }
        let evidence = sheet.documents.map(\.hash).filter(work.evidence.contains)
        show(.confirming(.record(rows, note: CaseText.composed(work.text(.remark)), evidence: evidence)))
        return []
    }

    mutating func approve(_ sheet: CaseSheet) -> [Effect] {
        guard work.basket.isEmpty else {
            fail("\(work.basket.count) results are not signed yet: c signs them, x takes them back")
            return []
        }
        if let obstacle = sheet.obstacle {
            fail("you cannot approve: \(obstacle)")
            return []
        }
        let open = sheet.checks.filter(\.isOpen).map(\.name)
        guard open.isEmpty else {
            fail("the case lacks \(open.joined(separator: ", "))")
            return []
        }
        show(.confirming(.approve(despiteOthers: !sheet.conflicts.isEmpty)))
        return []
    }

    mutating func confirm(_ act: ReviewAct, _ key: Key) -> [Effect] {
        switch key {
        case .character("y"), .character("Y"):
            guard hasSeenAll else {
                fail("there is more below: the space bar or ↓ shows it, and then y signs")
                return []
            }
            return [.perform(act)]
        case .escape, .character("n"), .character("N"):
            // Back to where it came from, text and all.
            switch act {
            case .ask: mode = .writing(.question)
            case .reject: mode = .writing(.rejection)
            case .hold: mode = .writing(.hold)
            case .clear: mode = .writing(.clearance)
            case .decideAppeal: mode = .writing(.finding)
            case .record, .approve, .claim, .release, .resume: mode = .looking
            }
        case .character("l"):
            if case .reject = act { mode = .writing(.explanation) }
        default: _ = overlay.take(scroll(key), rows: overlayRows().count, height: bodyHeight)
        }
        return []
    }

    /// Nothing is signed that was not on the screen to its last row. Once it was, a smaller screen takes nothing back.
    mutating func lookForTheEnd() {
        guard case .confirming = mode, !hasSeenAll else { return }
        let rows = overlayRows().count
        hasSeenAll = overlay.range(rows: rows, height: bodyHeight).upperBound == rows
    }

    /// Everything that the signature will stand under.
    func lines(of act: ReviewAct) -> [CaseLine] {
        guard let sheet else { return [] }
        let head = [
            CaseLine("you", "\(reviewer), in \(registry)"),
            CaseLine("case", sheet.subject, .bold),
        ]
        return head + body(of: act, sheet)
    }

    private func body(of act: ReviewAct, _ sheet: CaseSheet) -> [CaseLine] {
        switch act {
        case .claim: [CaseLine("claim", "you work on it now")]
        case .release: [CaseLine("release", "somebody else may work on it")]
        case .record(let rows, let note, let evidence):
            rows.map { CaseLine($0.result.rawValue, $0.check, Self.paint($0.result)) }
                + (note.isEmpty ? [] : [CaseLine("note", note)])
                + sheet.documents.filter { evidence.contains($0.hash) }
                .map { CaseLine("evidence", "\($0.hash.prefix(8)) \($0.kind) \($0.name)") }
                + [CaseLine("collected", "now, found by a person")] + voided(sheet)
        case .approve:
            [CaseLine("approve", sheet.name, .green)]
                + sheet.conflicts.map { CaseLine("although", $0, .yellow) } + sheet.terms
        case .reject(let code, let note, let letter):
            [
                CaseLine("reject", "\(sheet.name). This ends the case.", .red),
                CaseLine("reason", "\(code): \(RejectionReason(code: code)?.hint ?? "")"),
                CaseLine(
                    "letter", letter.isEmpty ? "the reason and its hint; l adds words of yours" : letter),
            ] + (note.isEmpty ? [] : [CaseLine("note", note)]) + sheet.terms
        case .ask(let text):
            [
                CaseLine("ask", "the applicant; the case and its approvals wait for the answer"),
                CaseLine("text", text),
            ]
        case .clear(let numbers, let note):
            sheet.hits.filter { line in numbers.contains { sameBytes("hit:\($0)", line.label) } }
                + [CaseLine("clear", "they are harmless, since:"), CaseLine("comment", note)]
                + voided(sheet)
        case .hold(let reason):
            [
                CaseLine("hold", "the case rests until somebody resumes it"),
                CaseLine("reason", reason),
            ]
        case .resume: [CaseLine("resume", "the case goes on")]
        case .decideAppeal(let reverses, let note):
            [
                CaseLine("appeal", AppealDecision.outcome(reverses ? .reverse : .uphold), .bold),
                CaseLine("finding", note),
            ] + sheet.terms
        }
    }

    /// What is recorded makes a new revision, under which earlier approvals do not count.
    private func voided(_ sheet: CaseSheet) -> [CaseLine] {
        guard !sheet.approvals.isEmpty else { return [] }
        let names = sheet.approvals.joined(separator: ", ")
        return [
            CaseLine("voids", "what \(names) approved: they decide anew, on what is then recorded", .yellow)
        ]
    }

    static func paint(_ result: CheckResult) -> Style.Paint? {
        switch result {
        case .pass: .green
        case .fail: .red
        case .skip: nil
        }
    }
}
