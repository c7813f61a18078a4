import CommandLineKit
import Encoding
import Registry
import RegistryStore

extension ReviewAct {
    /// What the act adds to the journal, made by the functions that the commands use; refused where a rule stands
    /// against it.
    func events(on application: Application, _ desk: ReviewDesk) throws -> [Event] {
        switch self {
        case .claim: return [.claimed(application.id)]
        case .release: return [.released(application.id)]
        case .record(let rows, let note, let evidence):
            return [try recorded(rows, note, evidence, application, desk)]
        case .clear(let hits, let note):
            // Before the comment is sealed for somebody who may not clear.
            try desk.state.checkClearing(of: application, by: desk.person)
            return [try desk.store.clearance(of: hits, note: note, case: application.id)]
        case .ask(let text): return [try desk.store.question(text, to: application.id)]
        case .approve(let despiteOthers):
            let decision = try Approve.events(
                on: application, desk, seen: application.revision, despiteOthers: despiteOthers)
            return seen(application, desk) + decision
        case .reject(let reason, let note, let letter):
            try Deciding.check(
                .reject(reason: reason), on: application, desk, seen: application.revision)
            let decision = try Reject.events(
                reason, note: note.isEmpty ? nil : note, letter: letter.isEmpty ? nil : letter,
                on: application, desk)
            return seen(application, desk) + decision
        case .hold(let reason): return [try desk.store.hold(application.id, reason: reason, until: nil)]
        case .resume: return [.resumed(application.id)]
        case .decideAppeal(let reverses, let note):
            return try AppealDecision.events(
                reverses ? .reverse : .uphold, note: note, on: application, desk,
                seen: application.revision)
        }
    }

    /// Who claimed at an earlier revision says with the decision that they have seen this one.
    private func seen(_ application: Application, _ desk: ReviewDesk) -> [Event] {
        guard let seen = application.seen[desk.person.id], seen != application.revision else { return [] }
        return [.claimed(application.id)]
    }

    private func recorded(
        _ rows: [CheckResultRow], _ note: String, _ evidence: [String],
        _ application: Application, _ desk: ReviewDesk
    ) throws -> Event {
        guard let form = application.form else {
            throw CommandFailure.refused(
                "\(desk.store.keyLoss(of: application.id)); nothing can be added")
        }
        let remarks = Check.Remarks(note: note)
        let records = try rows.map {
            try Check.record($0.check, $0.result, form, evidence, remarks, application, desk)
        }
        return .checksRecorded(application.id, records)
    }

    /// What was done, in the words of the commands.
    func done(_ application: Application, _ desk: ReviewDesk) -> String {
        switch self {
        case .claim: "claimed at revision \(application.revision)"
        case .release: "released"
        case .record(let rows, _, _): Check.done(rows.map { ($0.check, $0.result) })
        case .approve: Approve.done(application, desk)
        case .reject(let reason, _, _): "rejected for \(reason)"
        case .ask: "asked"
        case .clear(let hits, _): Check.done([], cleared: hits)
        case .hold: "on hold"
        case .resume: "resumed"
        case .decideAppeal(let reverses, _): AppealDecision.done(reverses ? .reverse : .uphold)
        }
    }
}
