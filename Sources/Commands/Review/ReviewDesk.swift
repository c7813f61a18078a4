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

    /// - Parameters:
    ///   - readOnly: to look and to sign, without a lock and without writing.
    ///   - actor: who acts, where their key is open already; else that of `--as`.
    init(_ context: CommandContext, readOnly: Bool = false, actor known: NoteSigner? = nil) throws {
        self.context = context
        store = readOnly ? try context.openToRead() : try context.openToWrite()
        actor = try known ?? context.actor(in: store)
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
            context.print(line(view, done))
        }
    }

    /// `A7K-3MB Example Airline: claimed at revision 15; inReview, waits for 12 checks (reviewer-1)`.
    func line(_ id: ApplicationID, _ done: String) -> String {
        state.applications[id].map { line(CaseView($0, state, at: time), done) } ?? "\(id): \(visible(done))"
    }

    private func line(_ view: CaseView, _ done: String) -> String {
        let standing = view.state.isFinal ? "" : "; \(view.standingText)"
        return "\(view.application.id) \(visible(view.name)): \(visible(done))\(standing)"
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
