import CommandLineKit
import Encoding
import Registry
import RegistryStore

/// `policy show`: the rules of the programme, as they count or as they were.
enum PolicyShow {
    static let verb = Verb(
        "policy show", group: GreenBadgeProgram.Group.start, summary: "Show the rules of the programme",
        discussion: """
            --template prints the next version as a form with every field explained: change it, see what it would do \
            with greenbadge policy check --against FILE, and set it with greenbadge policy set FILE.
            """,
        options: [
            .value("--version", "N", "an earlier version"),
            .flag("--template", "the next version as a form to edit"),
            .flag("--all", "list the versions"),
        ],
        rules: [.atMostOne(["--version", "--template", "--all"])],
        examples: ["greenbadge policy show", "greenbadge policy show --template > policy.json"]
    ) { arguments, context in
        let store = try context.openToRead()
        let state = store.state
        if arguments.flag("--all") {
            list(state, context)
        } else if arguments.flag("--template") {
            var next = state.policy
            next.version += 1
            context.output.write(next.form)
        } else {
            let policy = try version(arguments, state)
            if context.wantsJSON { context.print(policy.json) } else { print(policy, context) }
        }
        return 0
    }

    private static func version(_ arguments: ParsedArguments, _ state: RegistryState) throws -> Policy {
        let named = try arguments.value("--version", expected: "a version's number") { Int64($0) }
        guard let named else { return state.policy }
        guard let found = state.policies.first(where: { $0.policy.version == named }) else {
            throw CommandFailure.refused(
                "there is no policy \(named); the newest is \(state.policy.version)")
        }
        return found.policy
    }

    private static func list(_ state: RegistryState, _ context: CommandContext) {
        for (index, entry) in state.policies.enumerated() {
            let changes = index == 0 ? [] : entry.policy.differences(from: state.policies[index - 1].policy)
            if context.wantsJSON {
                context.print([
                    "version": .integer(entry.policy.version), "since": .string(entry.at.description),
                    "sequence": .integer(Int64(clamping: entry.sequence)),
                    "changes": .array(changes.map(JSON.string)),
                ])
                continue
            }
            context.print("policy \(entry.policy.version), since \(entry.at), transaction \(entry.sequence)")
            for line in changes { context.print("  \(visible(line))") }
        }
    }

    private static func print(_ policy: Policy, _ context: CommandContext) {
        context.print(context.style.bold("policy \(policy.version)"))
        context.print()
        var checks = Table([
            .init("check", canShrink: false), .init("evidence at most", .right, canShrink: false),
            .init("the badge ends with it", canShrink: false), .init("waived by"),
        ])
        for rule in policy.checks {
            let waivers = policy.waivers.filter { sameBytes($0.check, rule.check) }
                .map { "\($0.name) (\($0.businessCategories.joined(separator: ", ")))" }
            checks.add([
                .init(rule.check), .init(rule.maximumAgeDays.map { "\($0) d" } ?? "no limit"),
                .init(rule.endsBadge && rule.maximumAgeDays != nil ? "yes" : "no"),
                .init(waivers.joined(separator: "; ")),
            ])
        }
        context.output.write(checks.text(width: context.width, style: context.style))
        context.print()
        var numbers = Table([
            .init("number", canShrink: false), .init("", .right, canShrink: false), .init("what it rules"),
        ])
        for number in PolicyNumber.allCases {
            numbers.add([
                .init(number.rawValue), .init("\(policy[number])"), .init(number.rule.meaning),
            ])
        }
        context.output.write(numbers.text(width: context.width, style: context.style))
        context.print()
        let json = policy.json
        for (name, meaning) in Policy.meanings {
            context.print("\(name): \(json[name]?.canonicalText ?? "")")
            context.print("  \(context.style.dim(meaning))")
        }
    }
}
