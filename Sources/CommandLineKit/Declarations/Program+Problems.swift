/// Mistakes in declarations that the compiler cannot see. One test of the program asserts that there are
/// none.
extension Program {
    /// What is wrong with the declarations, one sentence each; empty if they are sound.
    package var declarationProblems: [String] {
        globalProblems + commands.flatMap(problems) + valueDisagreements
    }

    private var globalProblems: [String] {
        globals.flatMap { problems($0, of: "the program") }
            + repeated(globals.flatMap(\.allNames)).map { "the program declares \($0) twice" }
            + repeated(commands.flatMap { [$0.name] + $0.aliases }).map { "there are two commands \($0)" }
    }

    private func problems(_ command: CommandSpec) -> [String] {
        var found: [String] = []
        if !groups.contains(command.group) { found.append("\(command.name): no group \(command.group)") }
        if command.summary.isEmpty || command.summary.hasSuffix(".") {
            found.append("\(command.name): the summary is one line without a full stop")
        }
        if !(1...2).contains(command.words.count) {
            found.append("\(command.name): a name is one or two words")
        }
        found += command.words.filter { !$0.utf8.allSatisfy(isNameByte) }.map {
            "\(command.name): odd word \($0)"
        }
        let names = (options(of: command) + [.help]).flatMap(\.allNames)
        found += repeated(names).map { "\(command.name) declares \($0) twice" }
        found += command.options.flatMap { problems($0, of: command.name) }
        return found + argumentProblems(command) + ruleProblems(command)
    }

    private func problems(_ option: OptionSpec, of owner: String) -> [String] {
        var found: [String] = []
        for name in [option.name] + option.aliases
        where !name.hasPrefix("--") || name.utf8.count < 3 || !name.utf8.dropFirst(2).allSatisfy(isNameByte) {
            found.append("\(owner): \(name) is no long option name")
        }
        if let short = option.short, !(short.utf8.count == 2 && short.hasPrefix("-") && short != "--") {
            found.append("\(owner): \(short) is no short option name")
        }
        guard let value = option.value else { return found }
        if let text = value.defaultValue, !value.choices.isEmpty, !value.choices.contains(text) {
            found.append("\(owner): the default of \(option.name) is not among its choices")
        }
        if value.isRequired && value.defaultValue != nil {
            found.append("\(owner): \(option.name) is required and has a default")
        }
        return found + choiceProblems(value.choices, of: "\(owner) \(option.name)")
    }

    private func argumentProblems(_ command: CommandSpec) -> [String] {
        var found = repeated(command.arguments.map(\.name)).map { "\(command.name) declares \($0) twice" }
        if command.arguments.dropLast().contains(where: \.isRepeated) {
            found.append("\(command.name): only the last argument may repeat")
        }
        for (first, second) in zip(command.arguments, command.arguments.dropFirst())
        where !first.isRequired && second.isRequired {
            found.append("\(command.name): \(second.name) is required behind an optional argument")
        }
        return found
            + command.arguments.flatMap { choiceProblems($0.choices, of: "\(command.name) \($0.name)") }
    }

    private func ruleProblems(_ command: CommandSpec) -> [String] {
        let known = command.arguments.map(\.name) + (command.options + globals).map(\.name)
        return command.rules.flatMap(\.names).filter { !known.contains($0) }
            .map { "\(command.name): a rule names \($0), which is not declared" }
    }

    /// Completion scripts decide from the name alone whether the next word is a value.
    private var valueDisagreements: [String] {
        let options = globals + commands.flatMap(\.options)
        let flags = Set(options.filter { !$0.takesValue }.flatMap(\.allNames))
        let valued = Set(options.filter(\.takesValue).flatMap(\.allNames))
        return flags.intersection(valued).sorted().map {
            "\($0) takes a value in one command and none in another"
        }
    }

    private func choiceProblems(_ choices: [String], of owner: String) -> [String] {
        choices.filter { $0.isEmpty || !$0.utf8.allSatisfy { isNameByte($0) || $0 == UInt8(ascii: ".") } }
            .map { "\(owner): the choice \"\($0)\" is not a plain word" }
    }

    private func repeated(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { !seen.insert($0).inserted }
    }
}

extension OptionSpec {
    /// Every way to write the option.
    var allNames: [String] { [name] + aliases + (short.map { [$0] } ?? []) }
}

/// Letters, digits, dash and underscore: what needs no quoting in any shell.
func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        true
    default: false
    }
}
