import CommandLineKit
import Encoding
import Registry
import RegistryStore

/// `staff list`: who works here, and what waits for a second admin.
enum StaffList {
    static let verb = Verb(
        "staff list", group: GreenBadgeProgram.Group.start, summary: "List the people and what they may do",
        options: [.flag("--all", "also those who left")]
    ) { arguments, context in
        let store = try context.openToRead()
        let people = store.state.people.values.sorted { $0.id < $1.id }
            .filter { $0.isActive || arguments.flag("--all") }
        if context.wantsJSON {
            for person in people { context.print(json(person)) }
            return 0
        }
        var table = Table([
            .init("name", canShrink: false), .init("roles"), .init("keys", dropRank: 2),
            .init("since", canShrink: false, dropRank: 1),
        ])
        for person in people {
            table.add([
                .init(person.name), .init(roles(person)), .init(person.activeKeys.joined(separator: " ")),
                .init(person.isActive ? "transaction \(person.addedAt)" : "left"),
            ])
        }
        context.output.write(table.text(width: context.width, style: context.style))
        let open = store.state.openProposals(at: try context.now(in: store))
        for proposal in open {
            let by = store.state.people[proposal.by]?.name ?? ""
            context.print(
                "waits for a second admin: \(describe(proposal.change, store.state)), proposed by \(by) on \(proposal.at)"
            )
        }
        if store.state.isSingleOperator {
            context.note("single operator: one admin decides alone, and every audit says so")
        }
        return 0
    }

    private static func roles(_ person: Person) -> String {
        Role.allCases.filter(person.roles.contains).map(\.rawValue).joined(separator: ", ")
    }

    private static func json(_ person: Person) -> JSON {
        [
            "person": .integer(person.id.number), "name": .string(person.name),
            "roles": .array(Role.allCases.filter(person.roles.contains).map { .string($0.rawValue) }),
            "keys": .array(person.activeKeys.map(JSON.string)), "active": .bool(person.isActive),
        ]
    }

    static func describe(_ change: AdminChange, _ state: RegistryState) -> String {
        func name(_ id: PersonID) -> String { state.people[id]?.name ?? id.description }
        return switch change {
        case .addPerson(let person, let roles, _):
            "add \(person) as \(roles.map(\.rawValue).joined(separator: ", "))"
        case .removePerson(let id): "remove \(name(id))"
        case .replaceKey(let id, _, _): "replace a key of \(name(id))"
        case .addKey(let id, _): "add a key of \(name(id))"
        case .setRoles(let id, let roles):
            "let \(name(id)) be \(roles.map(\.rawValue).joined(separator: ", "))"
        case .setPolicy(let policy): "set policy \(policy.version)"
        }
    }
}
