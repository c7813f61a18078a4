import CommandLineKit
import Encoding
import Registry
import RegistryStore

/// `policy check`: which open and past cases would come out differently under other rules.
enum PolicyCheck {
    static let verb = Verb(
        "policy check", group: GreenBadgeProgram.Group.start,
        summary: "Say which cases would come out differently under other rules",
        discussion: """
            With --against the open and past cases are looked at under the rules in a file; without it the past ones \
            under the rules that count now, which may not be those under which they were decided. Nothing is changed.
            """,
        options: [
            .value(
                "--against", "FILE", "a form as greenbadge policy show --template prints it",
                completion: .files)
        ],
        examples: ["greenbadge policy check --against policy.json", "greenbadge policy check"]
    ) { arguments, context in
        let file = try arguments.value("--against").map { try PolicyFile.read($0, context) }
        let store = try context.openToRead()
        let time = max(try context.now(in: store), store.state.lastTime)
        let policy = file ?? store.state.policy
        let impacts = PolicyImpact.all(of: policy, on: store.state, at: time)
        let changes = policy.differences(from: store.state.policy)
        if context.wantsJSON {
            for impact in impacts { context.print(json(impact)) }
            return 0
        }
        for line in changes { context.print("changes  \(visible(line))") }
        if file != nil, changes.isEmpty {
            context.print("the file says what policy \(store.state.policy.version) says")
        }
        let open = impacts.filter { !$0.isPast }
        let past = impacts.filter(\.isPast)
        print(open, "open", total: store.state.applications.count, context)
        print(past, "past", total: store.state.applications.count, context)
        return 0
    }

    private static func print(
        _ impacts: [PolicyImpact], _ kind: String, total: Int, _ context: CommandContext
    ) {
        let count = impacts.count == 1 ? "1 \(kind) case comes" : "\(impacts.count) \(kind) cases come"
        context.print("\(impacts.isEmpty ? "no \(kind) case comes" : count) out differently")
        for impact in impacts {
            context.print("  \(impact.application) \(visible(impact.name))")
            for line in impact.lines { context.print("      \(visible(line))") }
        }
    }

    private static func json(_ impact: PolicyImpact) -> JSON {
        [
            "case": .string(impact.application.description), "name": .string(impact.name),
            "past": .bool(impact.isPast), "decidedUnder": impact.decidedUnder.map(JSON.integer) ?? .null,
            "before": .string(impact.before.rawValue), "after": .string(impact.after.rawValue),
            "differences": .array(impact.lines.map(JSON.string)),
        ]
    }
}
