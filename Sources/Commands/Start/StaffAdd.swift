import BadgeVerifier
import CommandLineKit
import CryptoCore
import Encoding
import Registry
import RegistryStore
import Transparency

/// `staff add NAME`: a person, a further key, or other roles. Two admins, once there are two.
enum StaffAdd {
    static let verb = Verb(
        "staff add", group: GreenBadgeProgram.Group.start, summary: "Add a person, or give one other roles",
        discussion: """
            Once there are two admins it takes two: the first one's command proposes, the same command by another \
            admin confirms. Both at once: --as KEY twice. A proposal lapses after 14 days.

            For somebody who works here already (the same key, or --person): --role sets the roles, --key with \
            --replace OLD changes the key.
            """,
        arguments: [.required("NAME", "what the person is called here")],
        options: [
            .value(
                "--role", "ROLE", "may be repeated", choices: Role.allCases.map(\.rawValue), repeatable: true),
            .value(
                "--key", "FILE", "the public key: NAME.pem.pub, an ssh-ed25519 .pub file, or name+hash+key",
                completion: .files),
            .value("--replace", "KEY", "the key that the new one takes the place of", completion: .files),
        ],
        examples: [
            "greenbadge staff add reviewer-1 --role reviewer --key reviewer-1.pem.pub --as admin-1.pem",
            "greenbadge staff add reviewer-1 --role reviewer --key reviewer-1.pem.pub --as admin-1.pem --as admin-2.pem",
        ]
    ) { arguments, context in
        let store = try context.openToWrite()
        let name = try arguments.required("NAME")
        let roles = Role.allCases.filter { arguments.values("--role").contains($0.rawValue) }
        let existing = store.state.people.values.first { $0.isActive && sameBytes($0.name, name) }
        let change: AdminChange
        if let person = existing {
            change = try changeOf(person, roles, arguments, context)
        } else {
            guard let path = arguments.value("--key") else {
                throw arguments.usageError("a new person needs --key")
            }
            guard !roles.isEmpty else { throw arguments.usageError("a new person needs at least one --role") }
            change = .addPerson(name: name, roles: roles, verifierKey: try context.verifierKey(path).text)
        }
        return try StaffChange.perform(change, store, context)
    }

    private static func changeOf(
        _ person: Person, _ roles: [Role], _ arguments: ParsedArguments, _ context: CommandContext
    ) throws -> AdminChange {
        guard let path = arguments.value("--key") else {
            guard !roles.isEmpty else { throw arguments.usageError("say what changes: --role or --key") }
            return .setRoles(person.id, roles: roles)
        }
        let key = try context.verifierKey(path).text
        if person.activeKeys.contains(where: { sameBytes($0, key) }) {
            guard !roles.isEmpty else { throw arguments.usageError("\(person.name) has this key already") }
            return .setRoles(person.id, roles: roles)
        }
        guard roles.isEmpty else {
            throw arguments.usageError(
                "one change at a time: a key or roles of \(person.name), who works here already")
        }
        if let old = arguments.value("--replace") {
            return .replaceKey(person.id, old: try context.verifierKey(old).text, new: key)
        }
        return .addKey(person.id, verifierKey: key)
    }
}

/// `staff remove NAME`.
enum StaffRemove {
    static let verb = Verb(
        "staff remove", group: GreenBadgeProgram.Group.start, summary: "Remove a person",
        discussion:
            "Their approvals no longer count for what is not issued yet. What they signed stays valid.",
        arguments: [.required("NAME", "who leaves")],
        examples: ["greenbadge staff remove reviewer-1 --as admin-1.pem"]
    ) { arguments, context in
        let store = try context.openToWrite()
        let name = try arguments.required("NAME")
        guard let person = store.state.people.values.first(where: { $0.isActive && sameBytes($0.name, name) })
        else {
            throw CommandFailure.refused(
                "nobody named \(visible(name)) works here; see greenbadge staff list")
        }
        return try StaffChange.perform(.removePerson(person.id), store, context)
    }
}

/// Proposing and confirming what takes two admins.
enum StaffChange {
    static func perform(
        _ change: AdminChange, _ store: RegistryStore, _ context: CommandContext
    ) throws -> Int32 {
        try refuseTestKey(change, store)
        let paths = context.arguments.values("--as")
        guard !paths.isEmpty else {
            throw CommandFailure.usage("this needs to know who you are: --as KEY, or GREENBADGE_IDENTITY")
        }
        let actors = try paths.map { path in try context.signer(path) { store.name(of: $0) } }
        let clock = try context.now(in: store)
        if context.isDryRun {
            try rehearse(change, by: actors, store, clock)
            context.note("dry run: nothing was changed")
            return 0
        }
        var waiting = false
        for actor in actors {
            let open = store.state.openProposals(at: try store.transactionTime(clock: clock))
            if let proposal = open.first(where: { $0.change == change }) {
                try store.append([.confirmed(proposal: proposal.sequence)], by: actor, clock: clock)
                waiting = false
            } else {
                waiting = !store.state.isSingleOperator
                try store.append([.proposed(change)], by: actor, clock: clock)
            }
            if !waiting { break }
        }
        report(waiting: waiting, store, context, last: actors.last)
        if !waiting, mayLeaveTooFew(change) { warnOfGaps(store.state, context) }
        return 0
    }

    private static func mayLeaveTooFew(_ change: AdminChange) -> Bool {
        switch change {
        case .removePerson, .setRoles, .setPolicy: true
        case .addPerson, .replaceKey, .addKey: false
        }
    }

    /// What nobody can do any more: noticed now, and not when a case is stuck.
    private static func warnOfGaps(_ state: RegistryState, _ context: CommandContext) {
        let people = state.people.values.filter(\.isActive)
        let reviewers = people.count { $0.holds([.reviewer]) }
        let left = "note: \(reviewers) reviewer\(reviewers == 1 ? " is" : "s are") left"
        let (usual, higher) = (state.policy[.approvals], state.policy[.higherApprovals])
        if reviewers < usual {
            context.note("\(left), and a case takes \(usual) approvals: none can be approved")
        } else if reviewers < higher {
            context.note("\(left): a case that takes the higher quorum of \(higher) cannot be approved")
        }
        if !people.contains(where: { $0.holds([.issuer]) }) {
            context.note("note: nobody is left to issue badges")
        }
    }

    private static func refuseTestKey(_ change: AdminChange, _ store: RegistryStore) throws {
        let text: String
        switch change {
        case .addPerson(_, _, let key), .replaceKey(_, _, let key), .addKey(_, let key): text = key
        case .removePerson, .setRoles, .setPolicy: return
        }
        let isTest = store.state.genesis?.test ?? false
        let digest = try VerifierKey(parsing: text).publicKey.spkiDigest
        guard isTest || !TestKeys.spkiDigests.contains(digest) else {
            throw CommandFailure.refused(
                "this is a public TEST key, which everybody has; make one with greenbadge identity new")
        }
    }

    private static func rehearse(
        _ change: AdminChange, by actors: [NoteSigner], _ store: RegistryStore, _ clock: Timestamp
    ) throws {
        guard let first = actors.first else { return }
        let open = store.state.openProposals(at: try store.transactionTime(clock: clock))
        let event = open.first { $0.change == change }.map { Event.confirmed(proposal: $0.sequence) }
        try store.rehearse([event ?? .proposed(change)], by: first, clock: clock)
    }

    private static func report(
        waiting: Bool, _ store: RegistryStore, _ context: CommandContext, last: NoteSigner?
    ) {
        let others = store.state.activeAdmins.map(\.name).filter { name in
            last.map { !sameBytes($0.verifierKey.name, name) } ?? true
        }
        if context.wantsJSON {
            context.print([
                "done": .bool(!waiting), "waitingFor": .array(waiting ? others.map(JSON.string) : []),
            ])
        } else if waiting {
            context.print(
                "proposed; it takes effect when another admin runs the same command: \(others.joined(separator: ", "))"
            )
        } else {
            context.print("done")
        }
    }
}
