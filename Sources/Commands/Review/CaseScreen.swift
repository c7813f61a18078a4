import CommandLineKit
import CryptoCore
import Encoding
import Registry

/// A case as text: about a screen of 80 by 24, wrapped where the terminal's width is known.
struct CaseScreen {
    private let facts: CaseFacts
    private let context: CommandContext
    private let view: CaseView
    private let application: Application

    init(_ facts: CaseFacts, _ context: CommandContext) {
        self.facts = facts
        self.context = context
        view = facts.view
        application = facts.application
    }

    func print() {
        header()
        if let form = application.form { claims(form) }
        checks()
        screening()
        challenges()
        exchanges()
        documents()
        flow()
        decisions()
        ending()
    }

    private var style: Style { context.style }

    /// A label and its text, made safe and wrapped beside it.
    private func line(_ label: String, _ text: String, _ paint: Style.Paint? = nil) {
        let indent = 11
        let width = max(20, (context.width ?? 100_000) - indent)
        let lines = visible(text, multiline: true).split(separator: "\n").flatMap {
            TextWrap.lines(String($0), width: width)
        }
        for (index, line) in lines.enumerated() {
            let head = index == 0 ? label : ""
            let gap = String(repeating: " ", count: max(1, indent - head.utf8.count))
            context.print("\(style.dim(head))\(gap)\(paint.map { style.paint(line, $0) } ?? line)")
        }
    }

    private func header() {
        let state =
            Queue.paint(view.state).map { style.paint(view.state.rawValue, $0) } ?? view.state.rawValue
        let claim = view.claim.map { ", claimed by \(visible(view.name(of: $0.by)))" } ?? ""
        let filed =
            "filed \(Age.text(from: application.filedAt, to: view.time)) ago by \(visible(view.name(of: application.filedBy)))"
        let channel = application.channel == .onBehalf ? " on the business's behalf" : ""
        context.print(
            "\(style.bold(application.id.description))  \(state), revision \(application.revision), \(filed)\(channel)\(claim)"
        )
    }

    private func claims(_ form: ApplicationContent) {
        let short = form.legalNameAbbreviation.map { " (on the badge: \($0))" } ?? ""
        line("name", "\(form.displayName) — \(form.legalName)\(short)", .bold)
        line(
            "kind",
            "\(form.businessCategory), \(form.category), \(form.sizeClass)\(form.naturalPerson ? ", a natural person" : "")"
        )
        line(
            "register",
            [place(form.jurisdiction), form.registrationNumber, form.organizationIdentifier ?? ""].filter {
                !$0.isEmpty
            }.joined(separator: " · "))
        line("address", place(form.address))
        line("accounts", form.accounts.joined(separator: " · "))
        line(
            "web",
            [form.website, form.helpURL, form.knowledgeBaseURL, form.privacyURL].compactMap(\.self).joined(
                separator: "  "))
        line("hours", "\(form.supportHours); answers within \(form.responseTime)")
        line("consent", "\"\(form.consentWording)\" Proof: \(form.consentProof)")
        line("contact", [form.contact.name, form.contact.email, form.contact.phone].joined(separator: ", "))
        if let key = facts.keyAlgorithm {
            line("key", "\(key.rawValue), shown to be theirs by the certification request")
        } else {
            line("key", "none yet: no certification request", .yellow)
        }
        for holder in facts.holders {
            line(
                "also",
                "\(holder.what) is claimed by \(holder.cases.map(\.description).joined(separator: ", ")) too",
                .yellow)
        }
        let own = view.registry.namedRepresentatives(of: application).sorted().map(view.name)
        if !own.isEmpty { line("acting", "\(own.joined(separator: ", ")) for the business") }
    }

    private func place(_ place: ApplicationContent.Place) -> String {
        let town = [place.postalCode, place.locality].compactMap(\.self).joined(separator: " ")
        return [place.street, town, place.state, place.country].compactMap(\.self).filter { !$0.isEmpty }
            .joined(separator: ", ")
    }

    /// Checks that were recorded alike share a line.
    private func checks() {
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
        if !facts.open.isEmpty {
            line("missing", facts.open.map(\.description).joined(separator: ", "), .yellow)
        }
    }

    /// What the screening confirmed and found; cleared hits say by whom and why.
    private func screening() {
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

    private func challenges() {
        for challenge in application.openChallenges(at: view.time) where !view.state.isFinal {
            line("challenge", facts.text(of: challenge))
        }
    }

    private func exchanges() {
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
    }

    private func documents() {
        for document in application.documents {
            line(
                "document",
                "\(document.hash.prefix(8))  \(document.kind)  \(document.type.rawValue), \(document.size) bytes  \(document.name.value ?? "(sealed)")"
            )
        }
    }

    /// What lets the case rest, or keeps it from its badge.
    private func flow() {
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

    private func decisions() {
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

    private func ending() {
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
        for difference in facts.differences { line("changed", difference, .yellow) }
        if let obstacle = facts.obstacle { line("you", "cannot approve: \(obstacle.message)") }
        line("next", facts.next.joined(separator: " · "), .cyan)
    }
}
