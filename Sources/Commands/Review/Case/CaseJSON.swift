import CryptoCore
import Encoding
import Registry

/// A case as one JSON object, with everything that the screen shows and what it shortens.
struct CaseJSON {
    private let facts: CaseFacts
    private let view: CaseView
    private let application: Application

    init(_ facts: CaseFacts) {
        self.facts = facts
        view = facts.view
        application = facts.application
    }

    var json: JSON {
        .object(
            view.standing + [
                .init("filedBy", person(application.filedBy)),
                .init("channel", .string(application.channel.rawValue)),
                .init("contentHash", .string(application.contentHash)),
                .init("form", application.form?.json ?? .null),
                .init("key", facts.keyAlgorithm.map { .string($0.rawValue) } ?? .null),
                .init("checks", .array(facts.checks.map(check))),
                .init("missing", .array(facts.open.map(missing))),
                .init("screening", application.screening.map(screening) ?? .null),
                .init("challenges", .array(application.openChallenges(at: view.time).map(challenge))),
                .init("exchanges", .array(application.exchanges.map(exchange))),
                .init("notes", .array(application.notes.map(note))),
                .init("toldInLetters", .array(application.explanations.map(told))),
                .init("documents", .array(application.documents.map(document))),
                .init("approvals", .array(application.approvals.map(decision))),
                .init("quorum", .integer(view.registry.approvalsNeeded(for: application))),
                .init(
                    "quorumCauses",
                    .array(
                        view.registry.higherQuorumCauses(of: application).map { .string($0.rawValue) })),
                .init("breakGlass", view.registry.decidedAlone(application).map(alone) ?? .null),
                .init("holds", .array(application.holds.map(hold))),
                .init("appeals", .array(application.appeals.map(appeal))),
                .init("fee", application.fee.map(fee) ?? .null),
                .init("rejection", application.rejection.map(decision) ?? .null),
                .init("withdrawn", time(application.withdrawnAt)),
                .init("holders", .array(facts.holders.map(holder))),
                .init("badge", application.badge.map { .string($0.description) } ?? .null),
                .init("latestEnd", time(facts.end)),
                .init("endedBy", .array(facts.endedBy.map(JSON.string))),
                .init("differences", .array(facts.differences.map(JSON.string))),
                .init("next", .array(facts.next.map(JSON.string))),
            ])
    }

    private func screening(_ screening: ScreeningState) -> JSON {
        let facts = screening.record.texts.value?.facts.map { fact -> JSON in
            [
                "field": .string(fact.field), "value": .string(fact.value), "label": .string(fact.label),
                "what": .string(fact.what),
            ]
        }
        let hits = HitLine.all(in: screening.record).map { hit -> JSON in
            let clearance = screening.cleared[hit.hit.number].map { clearance -> JSON in
                [
                    "by": person(clearance.by), "at": time(clearance.at), "note": text(clearance.note),
                ]
            }
            return .object(hit.members + [.init("cleared", clearance ?? .null)])
        }
        return [
            "tables": .string(screening.record.tables), "by": person(screening.by), "at": time(screening.at),
            "current": .bool(!view.registry.lacksScreening(application)),
            "imports": .array(screening.record.imports.map(JSON.string)), "facts": .array(facts ?? []),
            "hits": .array(hits),
        ]
    }

    private func person(_ id: PersonID) -> JSON { .string(view.name(of: id)) }
    private func time(_ time: Timestamp?) -> JSON { time.map { .string($0.description) } ?? .null }
    private func text(_ sealed: Sealed<String>?) -> JSON { (sealed?.value).map(JSON.string) ?? .null }

    private func check(_ check: CheckState) -> JSON {
        let record = check.record
        return [
            "check": .string(record.check), "result": .string(record.result.rawValue),
            "strength": .string(record.strength.rawValue), "by": person(check.by), "recorded": time(check.at),
            "revision": .integer(Int64(clamping: check.sequence)), "collected": time(record.collected),
            "validUntil": time(facts.validUntil(check)), "waiver": record.waiver.map(JSON.string) ?? .null,
            "evidence": .array(record.evidence.map(JSON.string)),
            "method": (record.remarks.value?.method).map(JSON.string) ?? .null,
            "note": (record.remarks.value?.note).map(JSON.string) ?? .null,
        ]
    }

    private func missing(_ check: RegistryState.OpenCheck) -> JSON {
        ["check": .string(check.name), "why": .string(check.why.rawValue)]
    }

    private func challenge(_ challenge: ChallengeState) -> JSON {
        [
            "account": .string(challenge.issue.account), "method": .string(challenge.issue.method.rawValue),
            "by": person(challenge.by), "issued": time(challenge.at), "expires": time(challenge.expires),
            "wrongAnswers": .integer(Int64(facts.wrongAnswers(to: challenge))),
        ]
    }

    private func exchange(_ exchange: Exchange) -> JSON {
        [
            "question": text(exchange.question), "askedBy": person(exchange.askedBy),
            "asked": time(exchange.askedAt), "answer": text(exchange.answer),
            "answered": time(exchange.answeredAt),
        ]
    }

    private func told(_ explanation: Explanation) -> JSON {
        [
            "text": text(explanation.text), "by": person(explanation.by), "at": time(explanation.at),
        ]
    }

    private func note(_ note: CaseNote) -> JSON {
        ["note": text(note.text), "by": person(note.by), "at": time(note.at)]
    }

    private func document(_ document: Document) -> JSON {
        [
            "hash": .string(document.hash), "kind": .string(document.kind),
            "type": .string(document.type.rawValue),
            "size": .integer(document.size),
            "name": text(document.name),
        ]
    }

    private func decision(_ state: DecisionState) -> JSON {
        [
            "decision": .string(state.decision.verdict.text), "by": person(state.by), "at": time(state.at),
            "revision": .integer(Int64(clamping: state.decision.revision)),
            "policy": .integer(state.decision.policyVersion), "expires": time(state.decision.expiry),
            "counts": .bool(facts.counting.contains(state)),
        ]
    }

    private func alone(_ broken: BrokenGlass) -> JSON {
        [
            "by": person(broken.decision.by), "at": time(broken.decision.at), "reason": text(broken.reason),
        ]
    }

    private func hold(_ hold: Hold) -> JSON {
        [
            "by": person(hold.by), "at": time(hold.at), "until": time(hold.until),
            "resumed": time(hold.resumedAt), "reason": text(hold.reason),
        ]
    }

    private func appeal(_ appeal: Appeal) -> JSON {
        [
            "at": time(appeal.at), "statement": text(appeal.statement), "onBehalf": .bool(appeal.onBehalf),
            "due": time(view.registry.appealAnswerDue(appeal)),
            "outcome": appeal.outcome.map(decision) ?? .null,
        ]
    }

    private func fee(_ state: FeeState) -> JSON {
        [
            "fee": .string(state.fee.kind.rawValue), "until": time(state.fee.until), "by": person(state.by),
            "at": time(state.at), "note": text(state.fee.note),
        ]
    }

    private func holder(_ holder: CaseFacts.Holder) -> JSON {
        ["claims": .string(holder.what), "cases": .array(holder.cases.map { .string($0.description) })]
    }
}
