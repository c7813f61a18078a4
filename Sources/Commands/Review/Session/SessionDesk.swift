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

    /// Reads what is new in the registry and takes a step in the queue.
    func open(_ move: ReviewSession.Move) -> ReviewSession.Event {
        do {
            try readNews()
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

    /// Only what others wrote since the last step, so that a step does not take longer in a longer journal. Where that
    /// fails everything is read again, which also says what is wrong.
    private func readNews() throws {
        do {
            try store.catchUp()
        } catch {
            store = try context.openToRead()
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
                try desk.commit(try act.events(on: application, desk))
                guard !context.isDryRun else {
                    // Refused, so that what was typed stays.
                    return .refused(act, "dry run: it would be taken; nothing was changed.", sheet)
                }
                let text = desk.line(sheet.id, act.done(application, desk))
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
            errorStyle: .plain, width: width, opened: opened)
    }
}
