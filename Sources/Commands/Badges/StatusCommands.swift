import Authority
import CommandLineKit
import Encoding
import Registry
import RegistryStore
import Transparency

/// `suspend SERIAL`.
enum Suspend {
    static let verb = Verb(
        "suspend", group: GreenBadgeProgram.Group.badges, summary: "Suspend a badge until it is reinstated",
        discussion: "One person is enough to stop a badge. Reinstating it takes the approval quorum.",
        arguments: [.required("SERIAL", "LOG-INDEX, or the serial as openssl prints it")],
        options: [
            .value(
                "--reason", "CODE", "why",
                choices: ["certificateHold", "cessationOfOperation", "privilegeWithdrawn"],
                default: "certificateHold"),
            StatusCommand.publish,
        ],
        examples: ["greenbadge suspend 1-42 --publish"]
    ) { arguments, context in
        let name = arguments.value("--reason") ?? "certificateHold"
        return try StatusCommand.run(
            to: .suspended, reason: StatusReason.code(of: name) ?? StatusReason.hold, context)
    }
}

/// `revoke SERIAL --reason CODE`.
enum Revoke {
    static let verb = Verb(
        "revoke", group: GreenBadgeProgram.Group.badges, summary: "Revoke a badge for good",
        discussion: """
            With --request the reason is the one that the business signed with the badge's key; the file is kept as \
            evidence, and taken in once.

            Reasons:

            """
                + StatusReason.revocation.map { "  \($0.name) (\($0.code)): \($0.meaning)" }.joined(
                    separator: "\n"),
        arguments: [.required("SERIAL", "LOG-INDEX, or the serial as openssl prints it")],
        options: [
            .value(
                "--reason", "CODE", "why", choices: StatusReason.revocation.map(\.name)),
            .value("--request", "FILE", "the business's .request-revocation", completion: .files),
            StatusCommand.publish,
        ],
        rules: [.exactlyOne(["--reason", "--request"])],
        examples: [
            "greenbadge revoke 1-42 --reason keyCompromise --publish --yes",
            "greenbadge revoke 1-42 --request 1-42.request-revocation --publish",
        ]
    ) { arguments, context in
        if let path = arguments.value("--request") { return try RevocationByRequest.run(path, context) }
        let code = StatusReason.code(of: arguments.value("--reason") ?? "") ?? 0
        return try StatusCommand.run(to: .revoked, reason: code, context)
    }
}

/// `reinstate SERIAL`.
enum Reinstate {
    static let verb = Verb(
        "reinstate", group: GreenBadgeProgram.Group.badges,
        summary: "Approve that a suspended badge is good again",
        discussion: """
            Takes the approval quorum: each reviewer runs this once, and the last approval lifts the suspension. Who \
            suspended the badge cannot give that one.
            """,
        arguments: [.required("SERIAL", "LOG-INDEX, or the serial as openssl prints it")],
        options: [StatusCommand.publish],
        examples: ["greenbadge reinstate 1-42 --publish"]
    ) { arguments, context in
        let store = try context.openToWrite { store, actor in
            let (_, completes) = try reinstatement(in: store, by: actor, context)
            return try completes && StatusCommand.publishes(store, actor, context)
        }
        let actor = try context.actor(in: store)
        _ = try context.person(actor, in: store)
        let badge = try store.badge(try arguments.required("SERIAL"))
        let clock = try context.now(in: store)
        let (events, completes) = try reinstatement(in: store, by: actor, context)
        // Keys are unlocked before anything is written: --publish must not fail half way for want of a passphrase.
        let publisher = completes ? try StatusCommand.publisher(store, actor, context) : nil
        try context.commit(events, by: actor, to: store)
        guard completes else {
            let needed = store.state.policy[.approvals]
            let count = store.state.badges[badge.logging.serial].map {
                store.state.countingApprovals(of: $0, at: clock).count
            }
            if context.wantsJSON {
                context.print([
                    "badge": .string(badge.logging.serial.description), "reinstated": .bool(false),
                    "approvals": .integer(Int64(count ?? 0)), "needed": .integer(needed),
                ])
            } else if context.isDryRun {
                context.print(
                    "\(badge.logging.serial): would be approved; \(needed) approvals are needed")
            } else {
                context.print(
                    "approved; \(count ?? 0) of \(needed) approvals, \(badge.logging.serial) stays suspended until the quorum is complete"
                )
            }
            return 0
        }
        return try StatusCommand.finish(badge.logging.serial, .good, publisher, store, context)
    }

    private static func reinstatement(
        in store: RegistryStore, by actor: NoteSigner, _ context: CommandContext
    ) throws -> (events: [Event], completes: Bool) {
        let badge = try store.badge(try context.arguments.required("SERIAL"))
        return try StatusDesk(store, by: actor).reinstatement(
            of: badge, clock: try context.now(in: store))
    }
}

/// What the commands about statuses share.
enum StatusCommand {
    static let publish = OptionSpec.flag(
        "--publish", "publish at once, so that clients learn it (takes the authority's keys)")

    static func run(to state: BadgeState, reason: UInt8, _ context: CommandContext) throws -> Int32 {
        if state.isFinal, context.asks { try askToRevoke(to: state, reason: reason, context) }
        let store = try context.openToWrite { store, actor in
            _ = try change(to: state, reason: reason, store, actor, context)
            return try publishes(store, actor, context)
        }
        let actor = try context.actor(in: store)
        let (serial, events) = try change(to: state, reason: reason, store, actor, context)
        let publisher = try publisher(store, actor, context)
        try context.commit(events, by: actor, to: store)
        return try finish(serial, state, publisher, store, context)
    }

    /// The change, once nothing stands against it.
    private static func change(
        to state: BadgeState, reason: UInt8, _ store: RegistryStore, _ actor: NoteSigner,
        _ context: CommandContext
    ) throws -> (serial: BadgeSerial, events: [Event]) {
        _ = try context.person(actor, in: store)
        let serial = try store.badge(try context.arguments.required("SERIAL")).logging.serial
        let events = StatusDesk(store, by: actor).change(serial, to: state, reason: reason)
        try store.rehearse(events, by: actor, clock: try context.now(in: store))
        return (serial, events)
    }

    /// Rules before questions: nobody is asked to confirm what is refused anyway.
    private static func askToRevoke(to state: BadgeState, reason: UInt8, _ context: CommandContext) throws {
        let store = try context.openToRead()
        let actor = try context.actor(in: store)
        let (serial, _) = try change(to: state, reason: reason, store, actor, context)
        _ = try publishes(store, actor, context)
        let name = store.state.badges[serial].flatMap {
            store.state.applications[$0.logging.application]?.form?.displayName
        }
        try context.confirm("Revoke \(serial) (\(visible(name ?? ""))) for good?")
    }

    /// The publisher for `--publish`, its keys open and its person allowed; nil without the option.
    static func publisher(
        _ store: RegistryStore, _ actor: NoteSigner, _ context: CommandContext
    ) throws -> Publisher? {
        guard try publishes(store, actor, context) else { return nil }
        return Publisher(store, try context.authorityKeys(store), by: actor)
    }

    /// Whether `--publish` is given; refused where this person may not.
    static func publishes(
        _ store: RegistryStore, _ actor: NoteSigner, _ context: CommandContext
    ) throws -> Bool {
        guard context.arguments.flag("--publish"), !context.isDryRun else { return false }
        let person = try context.person(actor, in: store)
        guard person.holds([.issuer, .admin]) else {
            throw CommandFailure.refused(
                "\(person.name) may not publish: it takes one of the roles issuer, admin. Leave out --publish; "
                    + store.state.whoCould([.issuer, .admin], except: [person.id]))
        }
        return true
    }

    static func finish(
        _ serial: BadgeSerial, _ state: BadgeState, _ publisher: Publisher?, _ store: RegistryStore,
        _ context: CommandContext
    ) throws -> Int32 {
        let result = try publisher?.publish(clock: try context.now(in: store))
        if context.wantsJSON {
            context.print([
                "badge": .string(serial.description), "state": .string(state.name),
                "published": .bool(result != nil),
            ])
        } else if context.isDryRun {
            context.print("\(serial) would be \(state == .good ? "reinstated" : state.name)")
        } else {
            context.print("\(serial) is \(state.name)")
            context.note(
                result.map { "published as snapshot \($0.sequence)" }
                    ?? "clients learn it with the next publication: greenbadge publish")
        }
        return 0
    }
}
