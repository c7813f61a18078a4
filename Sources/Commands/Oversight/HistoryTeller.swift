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
        case .challengeIssued(_, let issue): challenged(issue)
        case .challengeAnswered(_, let answer): challengeAnswered(answer)
        case .held(_, let reason, let until):
            Happening(
                what: "held", text: "put the case on hold\(until.map { " until \($0)" } ?? ""):",
                lines: [reason.value ?? Self.sealed],
                members: [.init("until", until.map { .string($0.description) } ?? .null)])
        case .resumed: Happening(what: "resumed", text: "resumed the case")
        case .appealed(_, let statement, let onBehalf, _):
            Happening(
                what: "appealed",
                text: onBehalf ? "appealed on the business's behalf:" : "took in the business's appeal:",
                lines: [statement.value ?? Self.sealed], members: [.init("onBehalf", .bool(onBehalf))])
        case .feeRecorded(_, let fee): feeRecorded(fee)
        case .screened(_, let record): screened(record, entry)
        case .hitsCleared(_, let hits, let note):
            Happening(
                what: "hitsCleared",
                text:
                    "cleared \(hits.map { "hit:\($0)" }.joined(separator: ", ")), revision \(entry.sequence):",
                lines: [note.value ?? Self.sealed],
                members: [revision(entry), .init("hits", .array(hits.map(JSON.integer)))])
        case .decided(let decision, _): decided(decision)
        case .accepted(let decision, _, let signers): accepted(decision, signers)
        case .brokeGlass(let decision, _, let reason):
            Happening(
                what: "brokeGlass",
                text: "broke the glass and approved revision \(decision.revision) alone:",
                lines: [reason.value ?? Self.sealed],
                members: [
                    .init("revision", .integer(Int64(clamping: decision.revision))),
                    .init("policy", .integer(decision.policyVersion)),
                ])
        case .badgeLogged(let logging): logged(logging)
        case .badgeSigned(let signing):
            Happening(
                what: "badgeSigned", text: "issued badge \(signing.serial)", members: [serial(signing.serial)]
            )
        case .statusChanged(let change): status(change)
        case .explained(_, let text):
            Happening(
                what: "explained", text: "wrote for the business's letter:",
                lines: [text.value ?? Self.sealed])
        case .revocationRequested(_, let request): revocationRequested(request)
        default: Happening(what: "other", text: "changed something else")
        }
    }

    private func revocationRequested(_ request: RevocationRequest) -> Happening {
        Happening(
            what: "revocationRequested",
            text:
                "took in the business's signed request to revoke badge \(request.serial) for \(StatusReason.name(of: request.reason)) (\(request.document.hash.prefix(8)))",
            members: [
                serial(request.serial), .init("reason", .integer(Int64(request.reason))),
                .init("document", .string(request.document.hash)),
            ])
    }

    private func screened(_ record: ScreeningRecord, _ entry: HistoryEntry) -> Happening {
        let hits = HitLine.all(in: record)
        let count = hits.isEmpty ? "no hit" : hits.count == 1 ? "1 hit" : "\(hits.count) hits"
        return Happening(
            what: "screened", text: "screened the case: \(count), revision \(entry.sequence)",
            lines: hits.map { "\($0.hit.name) \($0.code): \($0.message)" },
            members: [revision(entry), .init("hits", .array(hits.map(\.json)))])
    }

    /// A decision that others signed; the one who brought it in is only its messenger.
    private func accepted(_ decision: Decision, _ signers: [String]) -> Happening {
        let names = signers.map { key in
            state.owners[ByteString(key)].flatMap { state.people[$0]?.name } ?? key
        }
        let told = decided(decision)
        return Happening(
            what: told.what, text: "brought in what \(names.joined(separator: " and ")) signed: \(told.text)",
            lines: told.lines,
            members: told.members + [.init("signedBy", .array(names.map(JSON.string)))])
    }

    private func feeRecorded(_ fee: Fee) -> Happening {
        Happening(
            what: "feeRecorded",
            text: "recorded the fee as \(fee.kind.rawValue), until \(fee.until.dateText):",
            lines: [fee.note.value ?? Self.sealed],
            members: [
                .init("fee", .string(fee.kind.rawValue)), .init("until", .string(fee.until.description)),
            ])
    }

    static let sealed = "(sealed; its key was destroyed or is damaged)"

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
        case .uphold:
            return Happening(
                what: "appealUpheld", text: "decided the appeal, \(under): the rejection stands",
                members: members)
        case .reverse:
            return Happening(
                what: "appealReversed", text: "decided the appeal, \(under): the rejection falls",
                members: members)
        case .breakGlass:
            return Happening(what: "brokeGlass", text: "approved \(under) alone", members: members)
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
