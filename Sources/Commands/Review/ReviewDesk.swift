import CommandLineKit
import Encoding
import Registry
import RegistryStore
import Transparency

/// What every command that changes a case works with: the registry under its lock, who acts, and the time.
struct ReviewDesk {
    let context: CommandContext
    let store: RegistryStore
    let actor: NoteSigner
    let person: Person
    /// The time that the transaction will carry.
    let time: Timestamp

    /// - Parameter readOnly: to look and to sign, without a lock and without writing.
    init(_ context: CommandContext, readOnly: Bool = false) throws {
        self.context = context
        store = readOnly ? try context.openToRead() : try context.openToWrite()
        actor = try context.actor(in: store)
        person = try context.person(actor, in: store)
        time = try store.transactionTime(clock: try context.now(in: store))
    }

    var state: RegistryState { store.state }

    /// Appends the events in one transaction: one signature.
    func commit(_ events: [Event]) throws { try context.commit(events, by: actor, to: store) }

    /// Says what was done to a case and how it stands now.
    func report(_ id: ApplicationID, _ done: String, _ members: [JSON.Member] = []) {
        guard let application = state.applications[id] else { return }
        let view = CaseView(application, state, at: time)
        if context.wantsJSON {
            context.print(.object(view.standing + [.init("done", .string(done))] + members))
        } else if !context.isDryRun {
            let standing = view.state.isFinal ? "" : "; \(view.standingText)"
            context.print("\(id) \(visible(view.name)): \(visible(done))\(standing)")
        }
    }

    /// The cases of this person's claims that are still open.
    var claimed: [Application] {
        store.queue(QueueFilter(claimedBy: person.id), at: time).map(\.application)
    }
}

extension CommandContext {
    /// Who `--as` names, by the public half alone; nil where nobody is named or the key is not known here.
    func reader(in store: RegistryStore) throws -> Person? {
        guard let path = arguments.values("--as").last else { return nil }
        let key = try verifierKey(path)
        return store.state.people.values.first { person in
            person.isActive
                && person.activeKeys.contains { (try? verifierKey($0))?.publicKey == key.publicKey }
        }
    }
}
