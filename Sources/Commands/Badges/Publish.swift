import Authority
import CommandLineKit
import Encoding
import Registry
import RegistryStore
import Transparency

/// `publish`: what clients, tools and monitors fetch.
enum Publish {
    static let verb = Verb(
        "publish", group: GreenBadgeProgram.Group.badges,
        summary: "Publish statuses, revocation lists and the log",
        discussion: """
            Signs the status snapshot and the revocation list as of now and writes public/: the client pack \
            (trust.json, status.snapshot, checkpoint), the CRL in DER and PEM, the certificates of the authority, and \
            the log's tiles. Do it at each change of a status and at least daily: clients accept a snapshot for a week.
            """,
        options: [
            .value(
                "--root-key", "FILE", "sign a new trust.json first where it is outdated (takes an admin)",
                completion: .files),
            CommandContext.rootPassphraseOption,
        ],
        examples: ["greenbadge publish --as issuer.pem"]
    ) { arguments, context in
        let custody = try custody(arguments.value("--root-key"), context)
        let store = try context.openToWrite { store, actor in
            try mayPublish(try context.person(actor, in: store), store)
            return true
        }
        let actor = try context.actor(in: store)
        let person = try context.person(actor, in: store)
        try mayPublish(person, store)
        let signers = try context.authorityKeys(store)
        let clock = try context.now(in: store)
        let desk = custody.map { TrustFileDesk(store: store, custody: $0) }
        try desk?.checkKeys()
        if context.isDryRun {
            if desk != nil, let why = TrustFileDesk.outdated(store.state) {
                context.note("\(why): it would be signed anew")
            }
            context.note("dry run: nothing was published")
            if context.wantsJSON { context.print(["published": .bool(false)]) }
            return 0
        }
        try renewTrustFile(desk, store, actor, context, clock)
        // Finishing an issuance takes an issuer; an admin alone publishes what is there.
        if person.holds([.issuer]) {
            for serial in try Issuance(store, signers, by: actor).finishUnsigned(clock: clock) {
                context.note("badge \(serial), cut off before, is finished")
            }
        }
        let result = try Publisher(store, signers, by: actor).publish(clock: clock)
        if context.wantsJSON {
            context.print([
                "sequence": .integer(Int64(clamping: result.sequence)),
                "covered": .integer(Int64(clamping: result.covered)),
                "listed": .integer(Int64(result.listed)),
                "nextUpdate": .string(result.nextUpdate.description),
                "logSize": .integer(Int64(clamping: result.logSize)),
                "directory": .string(RegistryPlace(store.directory).published),
            ])
        } else {
            context.print(
                "snapshot \(result.sequence): covers \(result.covered) log entries, lists \(result.listed), good until \(result.nextUpdate)"
            )
            context.note(
                "log size \(result.logSize); a web server can hand out \(visible(RegistryPlace(store.directory).published)) as it is"
            )
        }
        return 0
    }

    private static func mayPublish(_ person: Person, _ store: RegistryStore) throws {
        guard !person.holds([.issuer, .admin]) else { return }
        throw CommandFailure.refused(
            "\(person.name) may not publish: it takes one of the roles issuer, admin. "
                + store.state.whoCould([.issuer, .admin], except: [person.id]))
    }

    /// The keys of `--root-key`, where they are needed. Before the lock, since a passphrase may have to be typed.
    private static func custody(_ path: String?, _ context: CommandContext) throws -> CustodyKeys? {
        guard let path else { return nil }
        guard TrustFileDesk.outdated(try context.openToRead().state) != nil else {
            context.note("trust.json is up to date: \(visible(path)) was not needed")
            return nil
        }
        return try CustodyKeys.load(
            path, passphrase: try context.rootPassphrase(forFile: path), in: context.fileSystem)
    }

    /// A new trust file where the last one is no longer true; without the trust key only a word about it.
    private static func renewTrustFile(
        _ desk: TrustFileDesk?, _ store: RegistryStore, _ actor: NoteSigner, _ context: CommandContext,
        _ clock: Timestamp
    ) throws {
        guard let why = TrustFileDesk.outdated(store.state) else { return }
        guard let desk else {
            context.note("\(why): an admin renews it with greenbadge publish --root-key FILE")
            return
        }
        try desk.sign(by: actor, clock: clock)
        context.note(
            "trust.json is version \(store.state.trustFiles.count) now; clients take it over with their next pack"
        )
    }
}
