/// Help, made from the declarations. Everything here ends in a line feed and has no control characters.
extension Program {
    /// Narrower terminals get lines of this width: below it the columns would have no room.
    static let narrowestHelp = 40
    /// Wider terminals get lines of this width: longer ones are hard to read.
    static let widestHelp = 100

    /// Help on the whole program: all commands by group, and the global options.
    package func helpText(width: Int) -> String {
        let columns = fitted(width)
        var text = TextWrap.paragraphs("\(name) \(version): \(summary)", width: columns)
        text += "\nUsage: \(name) [options] COMMAND [arguments]\n"
        for group in groups {
            let members = commands.filter { $0.group == group }
            guard !members.isEmpty else { continue }
            let list = DefinitionList(items: members.map { ($0.name, $0.summary) })
            text += "\n\(capitalized(group)):\n" + list.text(width: columns)
        }
        text += "\nOptions of every command:\n" + optionList(globals + [.help, .version], width: columns)
        let more = "Run '\(name) help COMMAND' for a command's arguments and examples."
        return text + "\n" + TextWrap.paragraphs(more, width: columns)
    }

    /// Help on one command.
    package func helpText(for command: CommandSpec, width: Int) -> String {
        let columns = fitted(width)
        var text = UsageLine(program: name, command: command).text(prefix: "Usage: ", width: columns)
        text += "\n" + TextWrap.paragraphs(command.summary + ".", width: columns)
        if !command.discussion.isEmpty {
            text += "\n" + TextWrap.paragraphs(command.discussion, width: columns)
        }
        if !command.arguments.isEmpty {
            let items = command.arguments.map { ($0.name, explained($0.help, choices: $0.choices)) }
            text += "\nArguments:\n" + DefinitionList(items: items).text(width: columns)
        }
        text += "\nOptions:\n" + optionList(command.options + [.help], width: columns)
        let inherited = inheritedOptions(of: command)
        if !inherited.isEmpty {
            let names = inherited.map(\.name).joined(separator: ", ")
            let title = "Options of every command (explained by '\(name) help'):"
            text += "\n" + TextWrap.paragraphs(title, width: columns)
            text += TextWrap.indented(names, by: 2, width: columns)
        }
        guard !command.examples.isEmpty else { return text }
        return text + "\nExamples:\n"
            + command.examples.map { TextWrap.pastable($0, width: columns) }.joined()
    }

    /// Help on what the words name: nothing (the program), a command or a family of commands.
    package func helpText(for words: [String], width: Int) throws(UsageError) -> String {
        guard let first = words.first else { return helpText(width: width) }
        if words.count > 1, let found = command(named: "\(first) \(words[1])") {
            return helpText(for: found, width: width)
        }
        if !family(first).isEmpty, words.count == 1 || command(named: first) == nil {
            if words.count > 1 { throw unknownCommand(words[1], of: first) }
            return familyHelp(first, width: width)
        }
        // One argument can hold both words: help "staff add".
        guard let found = command(named: first) else { throw unknownCommand(first) }
        return helpText(for: found, width: width)
    }

    private func familyHelp(_ word: String, width: Int) -> String {
        let own = command(named: word).map { helpText(for: $0, width: width) + "\n" } ?? ""
        let members = DefinitionList(items: family(word).map { ($0.name, $0.summary) })
        let more = "Run '\(name) help \(word) COMMAND' for a command's arguments and examples."
        return own + "Usage: \(name) \(word) COMMAND [arguments]\n\nCommands:\n"
            + members.text(width: fitted(width))
            + "\n" + TextWrap.paragraphs(more, width: fitted(width))
    }

    private func optionList(_ options: [OptionSpec], width: Int) -> String {
        let hasShort = options.contains { $0.short != nil }
        let items = options.map { option in
            let short = option.short.map { "\($0), " } ?? (hasShort ? "    " : "")
            return (short + option.usage, explanation(of: option))
        }
        return DefinitionList(items: items).text(width: width)
    }

    private func explanation(of option: OptionSpec) -> String {
        guard let value = option.value else { return option.help }
        var text = explained(option.help, choices: value.choices)
        if value.isRequired { text += " (required)" }
        if value.isRepeatable { text += " (may be repeated)" }
        if let standard = value.defaultValue { text += " (default: \(standard))" }
        if let variable = value.environment { text += " (environment: \(variable))" }
        return text
    }

    private func explained(_ help: String, choices: [String]) -> String {
        choices.isEmpty ? help : "\(help): \(alternatives(choices))"
    }

    private func fitted(_ width: Int) -> Int { min(max(width, Self.narrowestHelp), Self.widestHelp) }

    private func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}
