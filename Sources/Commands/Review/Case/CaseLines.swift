import CommandLineKit
import CryptoCore
import Encoding
import Registry

/// A case as lines of text: for `show` a screen of 80 by 24, for `review` pages.
struct CaseLines {
    let facts: CaseFacts
    let view: CaseView
    let application: Application
    private var lines: [CaseLine] = []

    init(_ facts: CaseFacts) {
        self.facts = facts
        view = facts.view
        application = facts.application
    }

    /// What `show` says below its first line.
    static func all(_ facts: CaseFacts) -> [CaseLine] {
        var text = CaseLines(facts)
        text.claims()
        text.checks()
        text.screening()
        text.challenges()
        text.exchanges()
        text.documents()
        text.flow()
        text.decisions()
        text.ending()
        return text.lines
    }

    /// What the screening confirmed and found.
    static func screened(_ facts: CaseFacts) -> [CaseLine] {
        var text = CaseLines(facts)
        text.screening()
        return text.lines
    }

    /// What a reviewer looks at first: how the case stands, and what is claimed.
    static func summary(_ facts: CaseFacts) -> [CaseLine] {
        var text = CaseLines(facts)
        text.missing()
        text.challenges()
        text.standing()
        text.obstacle()
        text.flow()
        text.claims()
        text.exchanges()
        text.decisions()
        return text.lines
    }

    /// The first line: id, state, revision, who filed and who works on it.
    static func header(_ facts: CaseFacts, _ style: Style) -> String { CaseLines(facts).header(style) }

    mutating func line(_ label: String, _ text: String, _ paint: Style.Paint? = nil) {
        lines.append(CaseLine(label, text, paint))
    }

    private func header(_ style: Style) -> String {
        let state =
            Queue.paint(view.state).map { style.paint(view.state.rawValue, $0) } ?? view.state.rawValue
        let claim = view.claim.map { ", claimed by \(visible(view.name(of: $0.by)))" } ?? ""
        let filed =
            "filed \(Age.text(from: application.filedAt, to: view.time)) ago by \(visible(view.name(of: application.filedBy)))"
        let channel = application.channel == .onBehalf ? " on the business's behalf" : ""
        return
            "\(style.bold(application.id.description))  \(state), revision \(application.revision), \(filed)\(channel)\(claim)"
    }

    /// Checks that were recorded alike share a line.
    private mutating func checks() {
        for group in CheckGroup.groups(
            facts.checks.map(\.record), by: facts.checks.map { view.name(of: $0.by) })
        {
            let names = group.names(of: facts.checks.map(\.record)) { index in
                facts.validUntil(facts.checks[index]).map { "until \($0.dateText)" } ?? "no limit"
            }
            let paint: Style.Paint? =
                switch group.result {
                case .pass: .green
                case .fail: .red
                case .skip: nil
                }
            line("checked", "\(group.facts): \(names)", paint)
        }
        missing()
    }

    private mutating func missing() {
        guard !facts.open.isEmpty else { return }
        line("missing", facts.open.map(\.description).joined(separator: ", "), .yellow)
    }

    /// What the screening confirmed and found; cleared hits say by whom and why.
    private mutating func screening() {
        guard let screening = application.screening else { return }
        for fact in screening.record.texts.value?.facts ?? [] {
            line("screened", "\(fact.field) \(fact.value): \(fact.what), \(fact.label)")
        }
        for hit in HitLine.all(in: screening.record) {
            if let clearance = screening.cleared[hit.hit.number] {
                let by = "\(clearance.at.dateText) by \(view.name(of: clearance.by))"
                line(
                    hit.hit.name,
                    "\(hit.code), \(hit.message) — cleared \(by): \(clearance.note.value ?? "(sealed)")")
            } else if hit.hit.severity == .note {
                line(hit.hit.name, "\(hit.code), \(hit.message) \(hit.hint)")
            } else {
                line(hit.hit.name, "\(hit.code), \(hit.message) \(hit.hint)", .yellow)
            }
        }
        if view.registry.lacksScreening(application) {
            line("screening", "of an earlier form: greenbadge screen \(application.id)", .yellow)
        }
    }

    private mutating func challenges() {
        for challenge in application.openChallenges(at: view.time) where !view.state.isFinal {
            line("challenge", facts.text(of: challenge))
        }
    }

    private mutating func exchanges() {
        for exchange in application.exchanges {
            line(
                "asked",
                "\(exchange.askedAt.dateText) by \(view.name(of: exchange.askedBy)): \(exchange.question.value ?? "(sealed)")"
            )
            if let answered = exchange.answeredAt {
                line("answered", "\(answered.dateText): \(exchange.answer?.value ?? "(sealed)")")
            }
        }
        for note in application.notes {
            line("note", "\(note.at.dateText) by \(view.name(of: note.by)): \(note.text.value ?? "(sealed)")")
        }
        for told in application.explanations {
            line(
                "letter",
                "\(told.at.dateText) by \(view.name(of: told.by)): \(told.text.value ?? "(sealed)")")
        }
    }

    private mutating func documents() {
        for document in application.documents {
            line(
                "document",
                "\(document.hash.prefix(8))  \(document.kind)  \(document.type.rawValue), \(document.size) bytes  \(document.name.value ?? "(sealed)")"
            )
        }
    }

    /// What lets the case rest, or keeps it from its badge.
    private mutating func flow() {
        for hold in application.holds {
            let end =
                hold.resumedAt.map { "resumed \($0.dateText)" } ?? hold.until.map { "until \($0)" } ?? "open"
            line(
                "hold",
                "\(hold.at.dateText) by \(view.name(of: hold.by)), \(end): \(hold.reason.value ?? "(sealed)")",
                application.hold(at: view.time) == hold ? .yellow : nil)
        }
        for appeal in application.appeals {
            let outcome = appeal.outcome.map { outcome in
                let word = outcome.decision.verdict == .reverse ? "reversed" : "upheld"
                return "rejection \(word) by \(view.name(of: outcome.by)) on \(outcome.at.dateText)"
            }
            let due = "an answer is due \(view.registry.appealAnswerDue(appeal))"
            line(
                "appeal",
                "\(appeal.at.dateText), \(outcome ?? due): \(appeal.statement.value ?? "(sealed)")",
                appeal.outcome == nil ? .yellow : nil)
        }
        if let fee = application.fee {
            line(
                "fee",
                "\(fee.fee.kind.rawValue), until \(fee.fee.until.dateText), recorded by \(view.name(of: fee.by)): \(fee.fee.note.value ?? "(sealed)")"
            )
        } else if view.registry.mustPay(application, at: view.time) {
            line("fee", "not paid; no badge is issued before it is", .yellow)
        }
    }

    private mutating func decisions() {
        if let rejection = application.rejection {
            line(
                "rejected",
                "\(rejection.at.dateText) by \(view.name(of: rejection.by)): \(rejection.decision.verdict.text)",
                .red)
        }
        if let alone = view.registry.decidedAlone(application) {
            line(
                "alone",
                "\(alone.decision.at.dateText), \(view.name(of: alone.decision.by)) decided without a quorum: \(alone.reason.value ?? "(sealed)")",
                .red)
        }
        let causes = view.registry.higherQuorumCauses(of: application).map(\.rawValue)
        let because = causes.isEmpty ? "" : ", more than usual for \(causes.joined(separator: ", "))"
        let counting = facts.counting.map { "\(view.name(of: $0.by)) (until \($0.decision.expiry.dateText))" }
        let void = application.approvals.count - facts.counting.count
        let names = counting.isEmpty ? "" : ": \(counting.joined(separator: ", "))"
        let lapsed = void > 0 ? "; \(void) earlier no longer count\(void == 1 ? "s" : "")" : ""
        line(
            "approvals",
            "\(counting.count) of \(view.registry.approvalsNeeded(for: application))\(because)\(names)\(lapsed)"
        )
    }

    private mutating func ending() {
        standing()
        for difference in facts.differences { line("changed", difference, .yellow) }
        obstacle()
        line("next", facts.next.joined(separator: " · "), .cyan)
    }

    private mutating func standing() {
        if let serial = application.badge { line("badge", serial.description, .green) }
        if !view.state.isFinal {
            let term = "the policy's \(view.registry.policy[.badgeDays]) days"
            let because =
                facts.endedBy.isEmpty ? term : "\(facts.endedBy.joined(separator: ", ")) expires first"
            line("lasts", "a badge issued now would end \(facts.end.dateText): \(because)")
            line("waits", "for \(view.waiting.reason) — \(view.waitsOnText)")
            if view.waiting.on == .people([]) {
                line(
                    "",
                    "the people here are barred or lack the role: an admin adds somebody with greenbadge staff add"
                )
            }
        }
    }

    private mutating func obstacle() {
        if let obstacle = facts.obstacle { line("you", "cannot approve: \(obstacle.message)") }
    }
}
