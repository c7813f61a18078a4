import Encoding
import Registry
import RegistryStore

/// Puts the events of one case into words; remembers the form, so that a change can be told as what changed.
struct HistoryTeller {
    /// One event in words: `what` is its kind, `text` follows the person's name.
    struct Happening {
        let what: String
        let text: String
        var lines: [String] = []
        var members: [JSON.Member] = []
    }

    private let state: RegistryState
    private var content: CaseContent?

    init(_ state: RegistryState) { self.state = state }

    mutating func tell(_ entry: HistoryEntry) -> Happening {
        switch entry.event {
        case .applicationFiled(let filing): filed(filing, entry)
        case .contentChanged(_, let content, _, let onBehalf): changed(content, onBehalf: onBehalf, entry)
        case .documentAttached(_, let document): attached(document, entry)
        case .claimed: Happening(what: "claimed", text: "claimed the case")
        case .released: Happening(what: "released", text: "released the case")
        case .checksRecorded(_, let records): checked(records, entry)
        case .asked(_, let question):
            Happening(what: "asked", text: "asked the applicant:", lines: [question.value ?? Self.sealed])
        case .answered(_, let answer, let onBehalf, _):
            Happening(
                what: "answered",
                text:
                    "\(onBehalf ? "answered on the business's behalf" : "took in the business's answer"), revision \(entry.sequence):",
                lines: [answer.value ?? Self.sealed],
                members: [revision(entry), .init("onBehalf", .bool(onBehalf))])
        case .withdrawn(_, let onBehalf):
            Happening(
                what: "withdrawn",
                text: onBehalf
                    ? "withdrew the case on the business's behalf" : "took in the business's withdrawal",
                members: [.init("onBehalf", .bool(onBehalf))])
        case .noted(_, let note): Happening(what: "noted", text: "noted:", lines: [note.value ?? Self.sealed])
        case .challengeIssued(_, let issue):
            Happening(
                what: "challenged", text: "asked for proof of \(issue.account) by \(issue.method.rawValue)",
                members: [
                    .init("account", .string(issue.account)), .init("method", .string(issue.method.rawValue)),
                ])
        case .challengeAnswered(_, let answer): challengeAnswered(answer)
        case .decided(let decision, _): decided(decision)
        case .badgeLogged(let logging): logged(logging)
        case .badgeSigned(let signing):
            Happening(
                what: "badgeSigned", text: "issued badge \(signing.serial)", members: [serial(signing.serial)]
            )
        case .statusChanged(let change): status(change)
        default: Happening(what: "other", text: "changed something else")
        }
    }

    private static let sealed = "(sealed; its key was destroyed or is damaged)"

    private func revision(_ entry: HistoryEntry) -> JSON.Member {
        .init("revision", .integer(Int64(clamping: entry.sequence)))
    }

    private func serial(_ serial: BadgeSerial) -> JSON.Member { .init("badge", .string(serial.description)) }

    private mutating func filed(_ filing: Filing, _ entry: HistoryEntry) -> Happening {
        content = filing.content.value
        let name = content.map { "\"\($0.form.displayName)\" (\($0.form.legalName))" } ?? Self.sealed
        let how = filing.channel == .request ? "took in the signed request of" : "filed on behalf of"
        return Happening(
            what: "filed", text: "\(how) \(name), revision \(entry.sequence)",
            members: [revision(entry), .init("channel", .string(filing.channel.rawValue))])
    }

    private mutating func changed(
        _ new: Sealed<CaseContent>, onBehalf: Bool, _ entry: HistoryEntry
    ) -> Happening {
        var lines: [String] = []
        if let old = content, let now = new.value {
            lines = now.form.differences(from: old.form)
            if old.certificationRequest != now.certificationRequest {
                lines.append("key: another certification request")
            }
        }
        content = new.value
        return Happening(
            what: "contentChanged",
            text:
                "\(onBehalf ? "changed the application on the business's behalf" : "took in the business's change"), revision \(entry.sequence)",
            lines: lines,
            members: [revision(entry), .init("onBehalf", .bool(onBehalf))])
    }

    private func attached(_ document: Document, _ entry: HistoryEntry) -> Happening {
        let name = document.name.value ?? Self.sealed
        return Happening(
            what: "documentAttached",
            text:
                "attached \(document.kind) \"\(name)\" (\(document.hash.prefix(8)), \(document.size) bytes), revision \(entry.sequence)",
            members: [
                revision(entry), .init("document", .string(document.hash)),
                .init("kind", .string(document.kind)),
            ])
    }

    private func checked(_ records: [CheckRecord], _ entry: HistoryEntry) -> Happening {
        let lines = CheckGroup.groups(records).map { group in
            "\(group.facts): \(group.names(of: records) { _ in nil })"
        }
        let results = records.map {
            JSON.object([.init("check", .string($0.check)), .init("result", .string($0.result.rawValue))])
        }
        return Happening(
            what: "checked",
            text:
                "recorded \(records.count) check\(records.count == 1 ? "" : "s"), revision \(entry.sequence)",
            lines: lines, members: [revision(entry), .init("checks", .array(results))])
    }

    /// A wrong answer is told as it came; the right one has done its work and is nobody's business any more.
    private func challengeAnswered(_ answer: ChallengeAnswer) -> Happening {
        let text =
            switch answer.outcome {
            case .matched: "got the right answer for \(answer.account)"
            case .different: "got a wrong answer for \(answer.account):"
            case .notFetched: "got no file for \(answer.account):"
            }
        return Happening(
            what: "challengeAnswered", text: text,
            lines: answer.outcome == .matched ? [] : [answer.answer.value ?? Self.sealed],
            members: [
                .init("account", .string(answer.account)), .init("outcome", .string(answer.outcome.rawValue)),
                .init("challenge", .integer(Int64(clamping: answer.issued))),
            ])
    }

    private func decided(_ decision: Decision) -> Happening {
        let members: [JSON.Member] = [
            .init("revision", .integer(Int64(clamping: decision.revision))),
            .init("policy", .integer(decision.policyVersion)),
            .init("expires", .string(decision.expiry.description)),
        ]
        let under = "revision \(decision.revision) under policy \(decision.policyVersion)"
        switch decision.verdict {
        case .approve: return Happening(what: "approved", text: "approved \(under)", members: members)
        case .reinstate:
            return Happening(
                what: "reinstatementApproved",
                text: "approved the reinstatement of badge \(decision.subject)",
                members: members)
        case .reject(let code):
            return Happening(
                what: "rejected", text: "rejected \(under) for \(code)",
                lines: RejectionReason(code: code).map { ["\($0.field): \($0.hint)"] } ?? [],
                members: members + [.init("reason", .string(code))])
        }
    }

    private func logged(_ logging: BadgeLogging) -> Happening {
        Happening(
            what: "badgeLogged",
            text:
                "logged badge \(logging.serial), \(logging.notBefore.dateText) to \(logging.notAfter.dateText)",
            lines: logging.accounts,
            members: [serial(logging.serial), .init("notAfter", .string(logging.notAfter.description))])
    }

    private func status(_ change: StatusChange) -> Happening {
        let reason = change.reason == 0 ? "" : " for \(StatusReason.name(of: change.reason))"
        let successor = change.successor.map { ", followed by \($0)" } ?? ""
        return Happening(
            what: "statusChanged",
            text: "made badge \(change.serial) \(change.state.name)\(reason)\(successor)",
            members: [
                serial(change.serial), .init("status", .string(change.state.name)),
                .init("reason", .integer(Int64(change.reason))),
            ])
    }
}
