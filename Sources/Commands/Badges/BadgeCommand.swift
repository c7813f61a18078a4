import Authority
import CommandLineKit
import Encoding
import Files
import Registry
import RegistryStore

/// `badge SERIAL`: the badge's file, rebuilt from the journal.
enum BadgeCommand {
    static let verb = Verb(
        "badge", group: GreenBadgeProgram.Group.badges, summary: "Show a badge, or write its file again",
        discussion: """
            The file is rebuilt from the journal, byte for byte the one that was issued. No key is needed.

            With --newest-proof its log proof leads to the newest checkpoint instead; all else is the same. Clients that \
            verify many badges with --pack-mode are served by such files: once 256 entries follow, the proof holds for ever.
            """,
        arguments: [.required("SERIAL", "LOG-INDEX such as 1-42, or the serial as openssl prints it")],
        options: [
            .value("--out", "FILE", "write the badge file here; - is standard output", completion: .files),
            .flag("--newest-proof", "with --out: prove the badge by the newest checkpoint"),
        ],
        examples: ["greenbadge badge 1-42", "greenbadge badge 1-42 --out airline.badge"]
    ) { arguments, context in
        let store = try context.openToRead()
        let badge = try store.badge(try arguments.required("SERIAL"))
        let serial = badge.logging.serial
        let wantsNewest = arguments.flag("--newest-proof")
        if let path = arguments.value("--out") {
            let file = try BadgeArchive.file(
                of: serial, in: store, proof: wantsNewest ? .newest : .ofIssuance)
            if path == "-" {
                context.output.write(bytes: file)
            } else if !context.isDryRun {
                try context.writeNew(path, file)
                context.note("badge \(serial) is in \(visible(path))")
            }
            return 0
        }
        guard !wantsNewest else {
            throw arguments.usageError("--newest-proof is about a file: give --out too")
        }
        if context.wantsJSON {
            context.print(BadgeRow.json(badge, store))
        } else {
            show(badge, store, context)
        }
        return 0
    }

    private static func show(_ badge: Badge, _ store: RegistryStore, _ context: CommandContext) {
        let logging = badge.logging
        let form = store.state.applications[logging.application]?.form
        context.print(
            "badge     \(context.style.bold(logging.serial.description))  serial \(logging.serial.hex16)")
        context.print("case      \(logging.application)")
        context.print("name      \(visible(form?.displayName ?? "(no longer readable)"))")
        context.print("accounts  \(logging.accounts.map { visible($0) }.joined(separator: ", "))")
        context.print("valid     \(logging.notBefore) to \(logging.notAfter)")
        context.print(
            "status    \(BadgeRow.paint(badge, context.style)) since \(badge.stateSince)\(BadgeRow.reason(badge))"
        )
        for approval in badge.approvals {
            let name = store.state.people[approval.by]?.name ?? approval.by.description
            context.print("          reinstatement approved by \(visible(name)) on \(approval.at)")
        }
        if badge.isUnsigned {
            context.print("          logged but not signed: the next issue or publish finishes it")
        }
    }
}

/// `badges`: all of them, with their status.
enum BadgesCommand {
    static let verb = Verb(
        "badges", group: GreenBadgeProgram.Group.badges, summary: "List the badges and their status",
        options: [
            .value(
                "--state", "STATE", "only these; may be repeated",
                choices: BadgeState.allCases.map(\.name) + ["expired"], repeatable: true)
        ],
        examples: ["greenbadge badges", "greenbadge badges --state suspended --json"]
    ) { arguments, context in
        let store = try context.openToRead()
        let now = try context.now(in: store)
        let wanted = arguments.values("--state")
        let states = wanted.isEmpty ? nil : Set(wanted.compactMap(BadgeState.init(name:)))
        let wantsExpired = wanted.contains("expired")
        let badges = store.badges(BadgeFilter()).filter { badge in
            guard let states else { return true }
            return states.contains(badge.state) || (wantsExpired && badge.logging.notAfter < now)
        }
        if context.wantsJSON {
            for badge in badges { context.print(BadgeRow.json(badge, store)) }
            return 0
        }
        guard !badges.isEmpty else {
            context.note("no badge\(wanted.isEmpty ? " was issued yet" : " is in that state")")
            return 0
        }
        var table = Table([
            .init("badge", canShrink: false), .init("status", canShrink: false), .init("name"),
            .init("accounts", dropRank: 2),
            .init("valid until", canShrink: false), .init("case", canShrink: false, dropRank: 1),
        ])
        for badge in badges {
            let form = store.state.applications[badge.logging.application]?.form
            let expired = badge.logging.notAfter < now
            table.add([
                .init(badge.logging.serial.description),
                expired ? .init("\(badge.state.name), expired", .dim) : BadgeRow.cell(badge),
                .init(
                    "\(form?.displayName ?? "")\(BadgeRow.isAlone(badge, store) ? " (approved alone)" : "")"),
                .init(badge.logging.accounts.joined(separator: " ")), .init(badge.logging.notAfter.dateText),
                .init(badge.logging.application.description),
            ])
        }
        context.output.write(table.text(width: context.width, style: context.style))
        return 0
    }
}

/// How a badge's row and object look everywhere.
enum BadgeRow {
    static func json(_ badge: Badge, _ store: RegistryStore) -> JSON {
        let logging = badge.logging
        let form = store.state.applications[logging.application]?.form
        return [
            "badge": .string(logging.serial.description), "serial": .string(logging.serial.hex16),
            "index": .integer(Int64(clamping: logging.serial.index)),
            "case": .string(logging.application.description),
            "displayName": form.map { .string($0.displayName) } ?? .null,
            "accounts": .array(logging.accounts.map(JSON.string)),
            "notBefore": .string(logging.notBefore.description),
            "notAfter": .string(logging.notAfter.description),
            "state": .string(badge.state.name), "since": .string(badge.stateSince.description),
            "reason": badge.state == .good ? .null : .string(StatusReason.name(of: badge.reason)),
            "successor": badge.successor.map { .string($0.description) } ?? .null,
            "signed": .bool(!badge.isUnsigned), "breakGlass": .bool(isAlone(badge, store)),
        ]
    }

    /// Whether one person alone approved its case.
    static func isAlone(_ badge: Badge, _ store: RegistryStore) -> Bool {
        store.state.applications[badge.logging.application].flatMap(store.state.decidedAlone) != nil
    }

    static func reason(_ badge: Badge) -> String {
        guard badge.state != .good else { return "" }
        let successor = badge.successor.map { ", successor \($0)" } ?? ""
        return " (\(StatusReason.name(of: badge.reason))\(successor))"
    }

    static func paint(_ badge: Badge, _ style: Style) -> String {
        switch badge.state {
        case .good: style.green(badge.state.name)
        case .limited, .suspended: style.yellow(badge.state.name)
        case .superseded, .revoked: style.red(badge.state.name)
        }
    }

    static func cell(_ badge: Badge) -> Table.Cell {
        switch badge.state {
        case .good: .init(badge.state.name, .green)
        case .limited, .suspended: .init(badge.state.name, .yellow)
        case .superseded, .revoked: .init(badge.state.name, .red)
        }
    }
}
