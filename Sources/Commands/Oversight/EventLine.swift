import CryptoCore
import Encoding
import Registry
import RegistryStore

/// An event as a line of the feed.
struct EventLine {
    /// Knows the case of each badge.
    let state: RegistryState
    /// Whether sealed texts are told.
    let withData: Bool

    /// Every kind of event, as the feed and the journal call it.
    static let kinds = [
        "genesis", "proposed", "confirmed", "logOpened", "issuingCALogged", "issuingCASigned",
        "trustFileSigned", "logFrozen", "applicationFiled", "contentChanged", "documentAttached", "claimed",
        "released", "checksRecorded", "asked", "answered", "withdrawn", "noted", "challengeIssued",
        "challengeAnswered", "held", "resumed", "appealed", "feeRecorded", "screened", "hitsCleared",
        "listImported", "explained", "decided", "accepted", "brokeGlass", "badgeLogged", "badgeSigned",
        "checkpointSigned", "statusChanged", "revocationRequested", "published",
    ]

    /// What an event says: its kind, what it is about, and the rest.
    struct Facts {
        let kind: String
        var application: ApplicationID?
        var badge: BadgeSerial?
        var members: [JSON.Member] = []
    }

    func line(_ event: FeedEntry) -> (kind: String, json: JSON) {
        let entry = event.entry
        let facts = facts(entry.event)
        let json = JSON.object(
            [
                .init("sequence", .integer(Int64(clamping: entry.sequence))),
                .init("since", .string(event.position.description)),
                .init("time", .string(entry.time.description)),
                .init("by", .string(entry.by.name)),
                .init("event", .string(facts.kind)),
                .init("case", facts.application.map { .string($0.description) } ?? .null),
                .init("badge", facts.badge.map { .string($0.description) } ?? .null),
            ] + facts.members)
        return (facts.kind, json)
    }

    private func facts(_ event: Event) -> Facts {
        switch event {
        case .genesis, .proposed, .confirmed, .logOpened, .issuingCALogged, .issuingCASigned,
            .trustFileSigned, .logFrozen, .checkpointSigned, .published:
            authority(event)
        case .screened, .hitsCleared, .listImported: screening(event)
        case .decided(let decision, _): decided(decision)
        case .accepted(let decision, _, let signers): accepted(decision, signers)
        case .brokeGlass(let decision, _, let reason):
            Facts(
                kind: "brokeGlass", application: ApplicationID(decision.subject),
                members: [
                    .init("revision", .integer(Int64(clamping: decision.revision))),
                    .init("policy", .integer(decision.policyVersion)),
                ] + text("reason", reason))
        case .badgeLogged(let logging): logged(logging)
        case .badgeSigned(let signing):
            Facts(
                kind: "badgeSigned", application: application(of: signing.serial), badge: signing.serial)
        case .statusChanged(let change): status(change)
        default: onCase(event)
        }
    }

    private func onCase(_ event: Event) -> Facts {
        switch event {
        case .applicationFiled(let filing):
            Facts(
                kind: "applicationFiled", application: filing.id,
                members: [.init("channel", .string(filing.channel.rawValue))] + form(filing.content))
        case .contentChanged(let id, let content, _, let onBehalf):
            Facts(
                kind: "contentChanged", application: id,
                members: [.init("onBehalf", .bool(onBehalf))] + form(content))
        case .documentAttached(let id, let document):
            Facts(kind: "documentAttached", application: id, members: members(document))
        case .claimed(let id): Facts(kind: "claimed", application: id)
        case .released(let id): Facts(kind: "released", application: id)
        case .checksRecorded(let id, let records):
            Facts(
                kind: "checksRecorded", application: id,
                members: [.init("checks", .array(records.map(check)))])
        default: onExchange(event)
        }
    }

    private func onExchange(_ event: Event) -> Facts {
        switch event {
        case .asked(let id, let question):
            Facts(kind: "asked", application: id, members: text("question", question))
        case .answered(let id, let answer, let onBehalf, _):
            Facts(
                kind: "answered", application: id,
                members: [.init("onBehalf", .bool(onBehalf))] + text("answer", answer))
        case .withdrawn(let id, let onBehalf):
            Facts(kind: "withdrawn", application: id, members: [.init("onBehalf", .bool(onBehalf))])
        case .noted(let id, let note): Facts(kind: "noted", application: id, members: text("note", note))
        case .challengeIssued(let id, let issue): challengeIssued(id, issue)
        case .challengeAnswered(let id, let answer): challengeAnswered(id, answer)
        case .held(let id, let reason, let until):
            Facts(
                kind: "held", application: id,
                members: [.init("until", until.map { .string($0.description) } ?? .null)]
                    + text("reason", reason))
        case .resumed(let id): Facts(kind: "resumed", application: id)
        case .appealed(let id, let statement, let onBehalf, _):
            Facts(
                kind: "appealed", application: id,
                members: [.init("onBehalf", .bool(onBehalf))] + text("statement", statement))
        case .feeRecorded(let id, let fee):
            Facts(
                kind: "feeRecorded", application: id,
                members: [
                    .init("fee", .string(fee.kind.rawValue)), .init("until", .string(fee.until.description)),
                ] + text("note", fee.note))
        case .explained(let id, let explanation):
            Facts(kind: "explained", application: id, members: text("text", explanation))
        case .revocationRequested(let id, let request):
            Facts(
                kind: "revocationRequested", application: id, badge: request.serial,
                members: [
                    .init("reason", .string(StatusReason.name(of: request.reason))),
                    .init("signed", .string(request.signed)),
                    .init("document", .string(request.document.hash)),
                ])
        default: authority(event)
        }
    }

    private func decided(_ decision: Decision) -> Facts {
        var verdict = decision.verdict.text
        var members: [JSON.Member] = []
        if case .reject(let reason) = decision.verdict {
            verdict = "reject"
            members = [.init("reason", .string(reason))]
        }
        // A case's id of digits alone reads as a badge too, so the verdict says which it is.
        let badge = decision.verdict == .reinstate ? BadgeSerial(decision.subject) : nil
        return Facts(
            kind: "decided",
            application: badge.map(application(of:)) ?? ApplicationID(decision.subject), badge: badge,
            members: [.init("decision", .string(verdict))] + members + [
                .init("revision", .integer(Int64(clamping: decision.revision))),
                .init("policy", .integer(decision.policyVersion)),
            ])
    }

    private func accepted(_ decision: Decision, _ signers: [String]) -> Facts {
        let told = decided(decision)
        let names = signers.map { key in
            state.owners[ByteString(key)].flatMap { state.people[$0]?.name } ?? key
        }
        return Facts(
            kind: "accepted", application: told.application, badge: nil,
            members: told.members + [.init("signedBy", .array(names.map(JSON.string)))])
    }

    /// Who the badge is for is public from here on; it is told as the certificate has it.
    private func logged(_ logging: BadgeLogging) -> Facts {
        let subject = (try? ParsedCertificate.parseTBS(logging.tbs)).flatMap {
            try? DistinguishedName(der: $0.subject)
        }
        func text(_ type: ObjectIdentifier) -> JSON {
            (subject?.values(of: type).first).map(JSON.string) ?? .null
        }
        return Facts(
            kind: "badgeLogged", application: logging.application, badge: logging.serial,
            members: [
                .init("displayName", text(.commonName)),
                .init("legalName", text(.organizationName)),
                .init("country", text(.jurisdictionCountry)),
                .init("registrationNumber", text(.serialNumber)),
                .init("accounts", .array(logging.accounts.map(JSON.string))),
                .init("notBefore", .string(logging.notBefore.description)),
                .init("notAfter", .string(logging.notAfter.description)),
            ])
    }

    private func status(_ change: StatusChange) -> Facts {
        Facts(
            kind: "statusChanged", application: application(of: change.serial), badge: change.serial,
            members: [
                .init("state", .string(change.state.name)),
                .init("reason", change.reason == 0 ? .null : .string(StatusReason.name(of: change.reason))),
                .init("successor", change.successor.map { .string($0.description) } ?? .null),
            ])
    }

    private func members(_ document: Document) -> [JSON.Member] {
        [
            .init("kind", .string(document.kind)), .init("document", .string(document.hash)),
            .init("size", .integer(document.size)),
        ] + text("name", document.name)
    }

    private func check(_ record: CheckRecord) -> JSON {
        let remarks = record.remarks.value
        let data: [JSON.Member] = [
            .init("method", remarks.map { .string($0.method) } ?? .null),
            .init("note", remarks.map { .string($0.note) } ?? .null),
        ]
        // The account that a check is about is what the applicant wrote, until a badge makes it public.
        let isAccount = record.check.utf8.starts(with: "\(Policy.accountCheck):".utf8)
        let name = isAccount && !withData ? Policy.accountCheck : record.check
        return .object(
            [
                .init("check", .string(name)), .init("result", .string(record.result.rawValue)),
                .init("strength", .string(record.strength.rawValue)),
                .init("collected", .string(record.collected.description)),
                .init("waiver", record.waiver.map(JSON.string) ?? .null),
            ] + (withData ? data : []))
    }

    private func application(of badge: BadgeSerial) -> ApplicationID? {
        state.badges[badge]?.logging.application
    }

    private func text(_ name: String, _ sealed: Sealed<String>) -> [JSON.Member] {
        withData ? [.init(name, sealed.value.map(JSON.string) ?? .null)] : []
    }

    private func form(_ content: Sealed<CaseContent>) -> [JSON.Member] {
        withData ? [.init("form", content.value?.form.json ?? .null)] : []
    }
}
