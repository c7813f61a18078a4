import Authority
import CommandLineKit
import Encoding
import Files
import Registry
import RegistryStore
import Transparency

/// The registry as a session uses it: read between acts without lock, written an act a time by the functions that the
/// commands use. The reviewer's key is opened once, at the beginning.
final class SessionDesk {
    let person: Person
    /// The registry as it was last read.
    private(set) var store: RegistryStore
    private let context: CommandContext
    private let actor: NoteSigner
    private let selection: QueueSelection
    /// The cases that were named; empty for the queue.
    private let named: [ApplicationID]
    private var walk = QueueWalk()
    /// The revision of each case that was on the screen.
    private var shown: [ApplicationID: UInt64] = [:]

    /// Opens the registry and the key; asks for its passphrase where that takes one.
    init(_ context: CommandContext) throws {
        self.context = context
        let store = try context.openToRead()
        actor = try context.actor(in: store)
        let person = try context.person(actor, in: store)
        try store.state.require([.reviewer], of: person, to: "review cases")
        selection = try QueueSelection(context.arguments) { person }
        named = try context.arguments.arguments("ID").map { try store.application($0).id }
        self.store = store
        self.person = person
    }

    var registryName: String { store.state.genesis?.name ?? store.directory }

    private func time(in store: RegistryStore) throws -> Timestamp {
        max(try context.now(in: store), store.state.lastTime)
    }

    /// Reads the registry anew and takes a step in the queue.
    func open(_ move: ReviewSession.Move) -> ReviewSession.Event {
        do {
            store = try context.openToRead()
            switch walk.step(move, in: try queue()) {
            case .to(let id):
                let sheet = try sheet(of: id)
                if move != .same { shown[id] = sheet.revision }
                return .opened(sheet)
            case .end: return .atEnd(move)
            case .empty: return .opened(nil)
            }
        } catch {
            return .failed(CommandFailure(error).message)
        }
    }

    /// What the options narrow to; without any, what this reviewer can do something about.
    private func queue() throws -> [ApplicationID] {
        if !named.isEmpty { return named }
        let (store, person, time) = (store, person, try time(in: store))
        let views = selection.views(in: store, at: time) { application in
            guard !self.selection.isNarrowed else { return true }
            var free = application
            if free.claim?.by == person.id { free.claim = nil }
            return store.state.canWork(on: free, person, at: time)
                || store.state.canDecideAppeal(of: application, person, at: time)
        }
        return views.views.map(\.application.id)
    }

    private func sheet(of id: ApplicationID) throws -> CaseSheet {
        let application = try store.application(id.description)
        let view = CaseView(application, store.state, at: try time(in: store))
        var sheet = try CaseSheet(
            CaseFacts(view, store, reader: person), store, since: shown[id])
        (sheet.position, sheet.count) = walk.position
        return sheet
    }

    /// Does one thing to the case on the screen. The lock is held while it is written, not longer.
    func perform(_ act: ReviewAct, on sheet: CaseSheet) -> ReviewSession.Event {
        let notes = TextOutput()
        do {
            let desk = try ReviewDesk(context.telling(notes), actor: actor)
            // What it read is the newest there is; without its lock it goes on to be read.
            store = desk.store
            defer { desk.store.close() }
            do {
                let application = try desk.store.application(sheet.id.description)
                try refuseChanged(application, sheet, act)
                try desk.commit(try events(act, application, desk))
                let text = desk.line(sheet.id, done(act, application, desk))
                shown[sheet.id] = store.state.applications[sheet.id]?.revision
                return .done(act, text + Self.tail(notes), try? self.sheet(of: sheet.id))
            } catch {
                return .refused(act, CommandFailure(error).message, try? self.sheet(of: sheet.id))
            }
        } catch {
            return .refused(act, CommandFailure(error).message, nil)
        }
    }

    private static func tail(_ notes: TextOutput) -> String {
        notes.captured.isEmpty ? "" : "\n\(notes.captured)"
    }

    /// What is signed is what was on the screen. A claim or release says nothing about what the case holds.
    private func refuseChanged(_ application: Application, _ sheet: CaseSheet, _ act: ReviewAct) throws {
        guard act != .claim, act != .release, application.revision != sheet.revision else { return }
        throw CommandFailure.refused(
            "\(sheet.id) changed while you looked at it (revision \(sheet.revision), now \(application.revision)): nothing was signed. The page of changes says what is different."
        )
    }

    private func events(
        _ act: ReviewAct, _ application: Application, _ desk: ReviewDesk
    ) throws -> [Event] {
        switch act {
        case .claim: return [.claimed(application.id)]
        case .release: return [.released(application.id)]
        case .record(let rows, let note, let evidence):
            return [try recorded(rows, note, evidence, application, desk)]
        case .ask(let text): return [try desk.store.question(text, to: application.id)]
        case .approve(let despiteOthers):
            let decision = try Approve.events(
                on: application, desk, seen: application.revision, despiteOthers: despiteOthers)
            return seen(application, desk) + decision
        case .reject(let reason, let note):
            try Deciding.check(
                .reject(reason: reason), on: application, desk, seen: application.revision)
            let decision = try Reject.events(
                reason, note: note.isEmpty ? nil : note, on: application, desk)
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
        guard let seen = application.seen[person.id], seen != application.revision else { return [] }
        return [.claimed(application.id)]
    }

    private func recorded(
        _ rows: [ReviewAct.CheckResultRow], _ note: String, _ evidence: [String],
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

    private func done(_ act: ReviewAct, _ application: Application, _ desk: ReviewDesk) -> String {
        switch act {
        case .claim: "claimed at revision \(application.revision)"
        case .release: "released"
        case .record(let rows, _, _): Check.done(rows.map { ($0.check, $0.result) })
        case .approve: Approve.done(application, desk)
        case .reject(let reason, _): "rejected for \(reason)"
        case .ask: "asked"
        case .hold: "on hold"
        case .resume: "resumed"
        case .decideAppeal(let reverses, _): AppealDecision.done(reverses ? .reverse : .uphold)
        }
    }

    /// Writes a copy of a document for the reviewer's eyes alone.
    func export(_ row: CaseSheet.DocumentRow, of sheet: CaseSheet, to path: String) -> ReviewSession.Event {
        do {
            guard
                let document = store.state.applications[sheet.id]?.documents.first(where: {
                    $0.hash == row.hash
                })
            else { return .failed("that document is not of this case any more") }
            let bytes = try store.documentBytes(document, case: sheet.id)
            try context.writeNew(path, bytes, permissions: 0o600)
            return .said("written to \(path); remove it when you are done")
        } catch {
            return .failed(CommandFailure(error).message)
        }
    }
}

extension CommandContext {
    /// The same, with what it would say on standard error going elsewhere.
    func telling(_ errors: TextOutput) -> CommandContext {
        CommandContext(
            arguments: arguments, environment: environment, fileSystem: fileSystem, random: random,
            systemTime: systemTime, output: TextOutput(), errors: errors, style: style,
            errorStyle: .plain, width: width)
    }
}
