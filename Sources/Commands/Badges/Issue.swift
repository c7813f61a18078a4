import Authority
import CommandLineKit
import Encoding
import Files
import Registry
import RegistryStore

/// `issue ID…`: approved cases become badges.
enum Issue {
    static let verb = Verb(
        "issue", group: GreenBadgeProgram.Group.badges, summary: "Issue the badges of approved cases",
        discussion: """
            Each badge is in the log before it is signed, is checked with libcrypto's X509_verify_cert, and is \
            verified as a client would before it is released. It is green at once, also at clients whose status \
            snapshot is older.

            Without --out the files lie in the registry's badges/ directory; with --out they are copied to a file \
            (one badge) or into a directory.
            """,
        arguments: [.zeroOrMore("ID", "the cases")],
        options: [
            .flag("--all-approved", "every case that is approved and may be issued now"),
            .value("--out", "PATH", "a file for one badge, or a directory", completion: .files),
        ],
        rules: [.exactlyOne(["ID", "--all-approved"])],
        examples: ["greenbadge issue A7K-3MB --out airline.badge", "greenbadge issue --all-approved --json"]
    ) { arguments, context in
        let store = try context.openToWrite { store, actor in
            try mayIssue(try context.person(actor, in: store), store)
            return true
        }
        let actor = try context.actor(in: store)
        try mayIssue(try context.person(actor, in: store), store)
        let clock = try context.now(in: store)
        let ids = try cases(arguments, context, store, at: clock)
        let destination = try Destination(arguments.value("--out"), count: ids.count, context)
        guard !ids.isEmpty else {
            context.note("no case is approved and waiting")
            return 0
        }
        let issuance = Issuance(store, try context.authorityKeys(store), by: actor)
        if context.isDryRun {
            try issuance.check(ids, clock: clock)
            context.note(
                "dry run: \(ids.count) badge\(ids.count == 1 ? "" : "s") could be issued; nothing was")
            return 0
        }
        let made = try destination.prepare()
        let issued: [Issuance.Issued]
        do {
            issued = try issuance.issue(ids, clock: clock)
        } catch {
            destination.discard(made)
            throw error
        }
        return handOut(issued, destination, store, context)
    }

    /// Before the queue is looked at: nobody without the role learns that nothing waits.
    private static func mayIssue(_ person: Person, _ store: RegistryStore) throws {
        guard !person.holds([.issuer]) else { return }
        throw RuleViolation(
            .role, "\(person.name) may not issue badges: it takes the role issuer",
            remedy: store.state.whoCould([.issuer], except: [person.id]))
    }

    /// The badges are issued whatever becomes of the copies; a copy that fails is said, and the file in `badges/` named.
    private static func handOut(
        _ issued: [Issuance.Issued], _ destination: Destination, _ store: RegistryStore,
        _ context: CommandContext
    ) -> Int32 {
        var code: Int32 = 0
        for badge in issued {
            let name = BadgeArchive.name(of: badge.serial)
            let kept = FilePath.join(RegistryPlace(store.directory).badges, name)
            do {
                report(badge, try destination.write(badge.file, named: name) ?? kept, store, context)
            } catch {
                report(badge, kept, store, context)
                let why = CommandFailure(error).message
                context.errors.line(
                    "greenbadge: badge \(badge.serial) is issued, but its copy could not be written: \(visible(why)). Its file is \(visible(kept))"
                )
                code = 5
            }
            warnOfRivals(badge, store, context)
        }
        return code
    }

    /// Two green badges for one account: whoever lost it must not stay green on it (PROGRAMME section 4: within 24 hours).
    private static func warnOfRivals(
        _ badge: Issuance.Issued, _ store: RegistryStore, _ context: CommandContext
    ) {
        guard let application = store.state.applications[badge.application] else { return }
        let shared = IntakeNotice.conflicts(of: application, in: store, at: store.state.lastTime)
            .filter { sameBytes($0.kind, "account") }
        for notice in shared {
            let others = notice.cases.compactMap { store.state.applications[$0]?.badge }
            guard let other = others.first else { continue }
            context.note(
                "notice: \(badge.serial): \(notice.text). Who does not control it any more loses the badge within 24 hours: greenbadge revoke \(other) --reason affiliationChanged"
            )
        }
    }

    private static func cases(
        _ arguments: ParsedArguments, _ context: CommandContext, _ store: RegistryStore, at time: Timestamp
    ) throws -> [ApplicationID] {
        guard arguments.flag("--all-approved") else {
            return try arguments.arguments("ID").map { try store.application($0).id }
        }
        let rows = store.queue(QueueFilter(states: [.approved]), at: time)
        // A case without the business's key cannot be issued yet; it must not stop the others.
        let (ready, waiting) = rows.reduce(into: ([ApplicationID](), [ApplicationID]())) { lists, row in
            if row.application.content.value?.certificationRequest == nil
                || store.leakedKey(of: row.application) != nil
                || !store.state.mayFinish(row.application, at: time)
            {
                lists.1.append(row.application.id)
            } else {
                lists.0.append(row.application.id)
            }
        }
        for id in waiting {
            context.note("\(id) is approved but cannot be issued yet: see greenbadge show \(id)")
        }
        return ready
    }

    private static func report(
        _ badge: Issuance.Issued, _ path: String, _ store: RegistryStore, _ context: CommandContext
    ) {
        let name = store.state.applications[badge.application]?.form?.displayName ?? ""
        if context.wantsJSON {
            context.print([
                "badge": .string(badge.serial.description), "serial": .string(badge.serial.hex16),
                "case": .string(badge.application.description), "displayName": .string(name),
                "notAfter": .string(badge.notAfter.description), "file": .string(path),
            ])
        } else {
            context.print(
                "\(context.style.green(badge.serial.description))  \(visible(name))  until \(badge.notAfter)  \(visible(path))"
            )
        }
    }
}
