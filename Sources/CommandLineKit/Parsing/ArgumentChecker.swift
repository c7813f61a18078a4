import Encoding

/// Second half of parsing: holds what was found against the declaration of the command.
struct ArgumentChecker {
    let command: CommandSpec
    let environment: [String: String]
    private let options: [OptionSpec]

    /// More choices than this stand one a line.
    static let mostChoicesInLine = 5

    init(program: Program, command: CommandSpec, environment: [String: String]) {
        self.command = command
        self.environment = environment
        options = program.options(of: command)
    }

    func check(
        _ occurrences: [ArgumentScanner.Occurrence], _ words: [String]
    ) throws(UsageError) -> ParsedArguments {
        var flags: Set<String> = []
        var given: [String: [String]] = [:]
        for occurrence in occurrences {
            try add(occurrence, &flags, &given)
        }
        let parsed = ParsedArguments(
            command: command, options: options, flags: flags, given: given,
            inherited: try inheritedValues(except: given), positionals: try assign(words))
        try checkRules(parsed)
        try checkPresence(parsed)
        return parsed
    }

    private func add(
        _ occurrence: ArgumentScanner.Occurrence, _ flags: inout Set<String>,
        _ given: inout [String: [String]]
    ) throws(UsageError) {
        let name = occurrence.option.name
        // A global option before the command counts as what the command declares under its name.
        let option = options.first { $0.name == name } ?? occurrence.option
        guard let declared = option.value, let text = occurrence.value else {
            guard flags.insert(name).inserted else { throw error("\(name) is given twice") }
            return
        }
        guard given[name] == nil || declared.isRepeatable else {
            throw error("\(name) is given twice, but takes one value")
        }
        try checkChoice(text, declared.choices, label: name)
        given[name, default: []].append(text)
    }

    private func inheritedValues(except given: [String: [String]]) throws(UsageError) -> [String: String] {
        var result: [String: String] = [:]
        for option in options where given[option.name] == nil {
            guard let value = option.value, let variable = value.environment,
                let text = environment[variable],
                !text.isEmpty
            else { continue }
            try checkChoice(text, value.choices, label: "\(variable) (environment)")
            result[option.name] = text
        }
        return result
    }

    private func assign(_ words: [String]) throws(UsageError) -> [String: [String]] {
        var result: [String: [String]] = [:]
        var rest = words[...]
        for argument in command.arguments {
            let taken = argument.isRepeated ? rest : rest.prefix(1)
            rest = rest.dropFirst(taken.count)
            for text in taken { try checkChoice(text, argument.choices, label: argument.name) }
            if !taken.isEmpty { result[argument.name] = Array(taken) }
        }
        if let extra = rest.first { throw error("unexpected argument \(quoted(extra)) for \(command.name)") }
        return result
    }

    private func checkPresence(_ parsed: ParsedArguments) throws(UsageError) {
        for argument in command.arguments
        where argument.isRequired && parsed.positionals[argument.name] == nil {
            throw error("missing argument \(argument.name) for \(command.name)")
        }
        for option in options {
            guard let value = option.value, value.isRequired, parsed.values(option.name).isEmpty else {
                continue
            }
            throw UsageError(
                "missing option \(option.usage) for \(command.name)",
                hint: value.environment.map { "it can also be set as \($0)" }, command: command.name)
        }
    }

    private func checkRules(_ parsed: ParsedArguments) throws(UsageError) {
        for rule in command.rules {
            switch rule {
            case .exactlyOne(let names):
                try refuseSeveral(names, parsed)
                try requireOne(names, parsed)
            case .atMostOne(let names): try refuseSeveral(names, parsed)
            case .atLeastOne(let names): try requireOne(names, parsed)
            case .requires(let name, let other):
                guard isTyped(name, parsed), !isThere(other, parsed) else { continue }
                throw error("\(name) works only together with \(other)")
            }
        }
    }

    private func refuseSeveral(_ names: [String], _ parsed: ParsedArguments) throws(UsageError) {
        let typed = names.filter { isTyped($0, parsed) }
        guard typed.count > 1 else { return }
        throw error("\(typed[0]) and \(typed[1]) cannot be given together")
    }

    private func requireOne(_ names: [String], _ parsed: ParsedArguments) throws(UsageError) {
        guard !names.contains(where: { isThere($0, parsed) }) else { return }
        let written = names.map { name in options.first { $0.name == name }?.usage ?? name }
        throw error("\(command.name) needs \(alternatives(written))")
    }

    private func isTyped(_ name: String, _ parsed: ParsedArguments) -> Bool {
        parsed.flags.contains(name) || parsed.given[name] != nil || parsed.positionals[name] != nil
    }

    private func isThere(_ name: String, _ parsed: ParsedArguments) -> Bool {
        isTyped(name, parsed) || parsed.inherited[name] != nil
    }

    private func checkChoice(_ text: String, _ choices: [String], label: String) throws(UsageError) {
        guard !choices.isEmpty, !choices.contains(where: { sameBytes($0, text) }) else { return }
        guard choices.count <= Self.mostChoicesInLine else {
            let near = hint(for: text, in: choices).map { "; \($0)" } ?? "."
            throw error(
                "\(label): \(quoted(text)) is none of its values\(near) They are:\n  "
                    + choices.joined(separator: "\n  "))
        }
        throw UsageError(
            "\(label): \(quoted(text)) is not one of \(choices.joined(separator: ", "))",
            hint: hint(for: text, in: choices), command: command.name)
    }

    private func error(_ message: String) -> UsageError { UsageError(message, command: command.name) }
}

/// `a, b or c`.
func alternatives(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return "\(words.dropLast().joined(separator: ", ")) or \(last)"
}
