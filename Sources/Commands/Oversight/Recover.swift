import Authority
import CommandLineKit
import CryptoCore
import Encoding
import Files
import Registry
import RegistryStore

/// `recover`: a registry whose head is missing or whose journal lost its end.
enum Recover {
    static let verb = Verb(
        "recover", group: GreenBadgeProgram.Group.oversight,
        summary: "Bring back a registry after its disk failed it",
        discussion: """
            Looks first, says what it found, and asks before it does anything (--dry-run only looks).

            The head is missing and the journal has everything that was promised: the head is made anew. Nothing \
            else changes.

            The journal ends before what was acknowledged or published: its log ends at the newest checkpoint that was \
            signed, every badge that the journal does not know is revoked, and a new log with new keys begins. That \
            takes the file with the root key. Badges that the journal knows stay good; the others apply again.

            The journal and the head or the published log contradict each other: nothing is done, since two copies \
            of this registry went on separately; the message says what to look for.
            """,
        options: [
            .value("--root-key", "FILE", "the root's and the trust key's file", completion: .files),
            CommandContext.rootPassphraseOption,
            .value(
                "--keys", "DIR", "take root and trust key from DIR, as init --keys does",
                completion: .directories),
            .value("--up-to", "N", "give up what stands behind transaction N, where it is damaged for good"),
            .flag(
                "--new-log",
                "begin a new log though nothing is lost: the daily keys are lost or known to others"),
            .flag("--no-passphrase", "leave the new daily keys unencrypted (test authorities only)"),
        ],
        rules: [.atMostOne(["--root-key", "--keys"])],
        examples: [
            "greenbadge recover --dry-run", "greenbadge recover --root-key root.pem --as admin-1.pem",
        ]
    ) { arguments, context in
        let seconds = try arguments.integer("--wait", in: 0...86_400) ?? 10
        let last = try arguments.integer("--up-to", in: 0...Int.max - 1).map(UInt64.init)
        let recovery = try Recovery(
            try context.registryDirectory(),
            access: context.isDryRun ? .examine : .recover(waitSeconds: seconds),
            upTo: last, wantsNewLog: arguments.flag("--new-log"), fileSystem: context.fileSystem,
            random: context.random)
        _ = try context.now(in: recovery.store)
        for fact in recovery.facts { context.note(visible(fact)) }
        for line in plan(recovery) { context.note(line) }
        if recovery.task == .nothing || context.isDryRun {
            report(recovery, done: false, context)
            return 0
        }
        let actor = try context.actor(in: recovery.store)
        let custody = try custody(recovery, arguments, context)
        if let custody, try recovery.beginsRoot(custody) {
            context.note(
                "The root key is a new one: a second root begins, and clients pin both. The trust key is theirs."
            )
        }
        let secret = try newPassphrase(recovery, arguments, context)
        try context.confirm("Do this? It cannot be undone.")
        let unlisted = try recovery.run(
            by: actor, custody: custody, passphrase: secret, clock: try context.now(in: recovery.store))
        report(recovery, done: true, context)
        for log in unlisted {
            context.note(
                "The revocation list of log \(log)'s CA could not be renewed: secrets/authority.keys.log-\(log) is not there or does not open under this passphrase. Tools that read CRLs alone may go on taking badges of it that were revoked since its last list; clients with a pack do not."
            )
        }
        context.note("Look at it with: greenbadge audit")
        return 0
    }

    private static func plan(_ recovery: Recovery) -> [String] {
        switch recovery.task {
        case .nothing: ["Nothing is lost: there is nothing to recover."]
        case .head:
            ["The journal has everything that was promised. The head is made anew; nothing else changes."]
        case .finish: ["The next log is opened, or its opening is finished, and published."]
        case .newLog: newLog(recovery)
        }
    }

    private static func newLog(_ recovery: Recovery) -> [String] {
        guard let freeze = recovery.freeze else { return [] }
        var lines = [
            "Log \(freeze.number) ends at \(freeze.size) entries; log \(freeze.number + 1) begins, with new keys and a new trust file."
        ]
        for badge in recovery.lostBadges {
            lines.append(
                "Badge \(badge.serial) \(visible(badge.name)) is lost: it is revoked, and the business applies again."
            )
        }
        for sanction in freeze.sanctions {
            lines.append("Badge \(sanction.serial) stays \(sanction.state.name), as was published.")
        }
        return lines
    }

    private static func report(_ recovery: Recovery, done: Bool, _ context: CommandContext) {
        let name =
            switch recovery.task {
            case .nothing: "nothing"
            case .head: "head"
            case .newLog: "new-log"
            case .finish: "finish"
            }
        guard context.wantsJSON else {
            if recovery.task != .nothing { context.print(done ? "recovered (\(name))" : "to do: \(name)") }
            return
        }
        context.print([
            "task": .string(name), "done": .bool(done), "facts": .array(recovery.facts.map(JSON.string)),
            "log": .integer(Int64(recovery.store.state.currentLog)),
            "lostBadges": .array(recovery.lostBadges.map { .string($0.serial.description) }),
        ])
    }

    private static func custody(
        _ recovery: Recovery, _ arguments: ParsedArguments, _ context: CommandContext
    ) throws -> CustodyKeys? {
        guard recovery.task != .head else { return nil }
        if let directory = arguments.value("--keys") {
            let algorithm = recovery.store.state.genesis?.algorithm ?? "p256"
            return CustodyKeys(
                root: try context.privateKey(FilePath.join(directory, "\(algorithm)/root.pem")),
                trust: try context.privateKey(FilePath.join(directory, "trust.pem")))
        }
        guard let path = arguments.value("--root-key") else {
            throw arguments.usageError(
                "a new log takes the root's key: --root-key FILE, the file that init made")
        }
        return try CustodyKeys.load(
            path, passphrase: try context.rootPassphrase(forFile: path), in: context.fileSystem)
    }

    private static func newPassphrase(
        _ recovery: Recovery, _ arguments: ParsedArguments, _ context: CommandContext
    ) throws -> SecretBytes? {
        guard recovery.task != .head else { return nil }
        if arguments.flag("--no-passphrase") {
            guard recovery.store.state.genesis?.test == true else {
                throw CommandFailure.refused(
                    "the keys of a real authority are encrypted; --no-passphrase goes with a test authority")
            }
            return nil
        }
        if let secret = try context.passphrase(fromFileOf: "--keys-passphrase-file") { return secret }
        return try context.askNewPassphrase(
            "Passphrase for the authority's keys: ", option: "--keys-passphrase-file")
    }
}
