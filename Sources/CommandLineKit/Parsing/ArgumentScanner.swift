import Encoding

/// First half of parsing: takes the words apart into the command, its options and its positional arguments.
struct ArgumentScanner {
    /// An option as it was met.
    struct Occurrence {
        let option: OptionSpec
        let value: String?
    }

    let program: Program
    private(set) var options: [Occurrence] = []
    private(set) var positionals: [String] = []
    private(set) var wantsVersion = false
    private var command: CommandSpec? { didSet { commandOptions = command.map(program.options) } }
    private var commandOptions: [OptionSpec]?
    /// The first word of a family, until the next word tells which member is meant.
    private var familyWord: String?

    init(program: Program) { self.program = program }

    mutating func scan(_ words: [String]) throws(UsageError) {
        var rest = words[...]
        var optionsEnded = false
        while let word = rest.popFirst(), !wantsVersion {
            if optionsEnded || !isOption(word) {
                try takeWord(word)
            } else if word == "--" {
                optionsEnded = true
            } else if word.utf8.starts(with: "--".utf8) {
                try takeLong(word, &rest)
            } else {
                try takeShort(word, &rest)
            }
        }
    }

    /// The command found, or the reason there is none.
    func finish() throws(UsageError) -> CommandSpec {
        if let command { return command }
        guard let familyWord else { throw UsageError("no command given") }
        if let alone = program.command(named: familyWord) { return alone }
        let members = program.family(familyWord).map { $0.words[1] }
        throw UsageError(
            "\(familyWord) needs one of: \(members.joined(separator: ", "))", command: familyWord)
    }

    private mutating func takeWord(_ word: String) throws(UsageError) {
        if command != nil {
            positionals.append(word)
        } else if let first = familyWord {
            try takeSecondWord(word, behind: first)
        } else if !program.family(word).isEmpty {
            familyWord = word
        } else if let found = program.command(named: word), !word.utf8.contains(UInt8(ascii: " ")) {
            command = found
        } else {
            throw program.unknownCommand(word)
        }
    }

    private mutating func takeSecondWord(_ word: String, behind first: String) throws(UsageError) {
        if let found = program.command(named: "\(first) \(word)") {
            command = found
        } else if let found = program.command(named: first) {
            command = found
            positionals.append(word)
        } else {
            throw program.unknownCommand(word, of: first)
        }
    }

    private mutating func takeLong(_ word: String, _ rest: inout ArraySlice<String>) throws(UsageError) {
        // The first "=" byte: "=" followed by a combining mark is another character to Swift.
        let parts = word.utf8.split(
            separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(decoding: parts[0], as: UTF8.self)
        if command == nil && familyWord == nil && name == "--version" {
            wantsVersion = true
            return
        }
        guard let option = find(name) else { throw unknownOption(name) }
        if parts.count == 1 {
            try take(option, named: name, value: nil, &rest)
        } else if option.takesValue {
            options.append(Occurrence(option: option, value: String(decoding: parts[1], as: UTF8.self)))
        } else {
            throw error("\(name) takes no value")
        }
    }

    /// `-q`, several flags as `-qv`, a value as `-o FILE` or `-oFILE`.
    private mutating func takeShort(_ word: String, _ rest: inout ArraySlice<String>) throws(UsageError) {
        var scalars = word.unicodeScalars.dropFirst()
        while let scalar = scalars.popFirst() {
            let name = "-\(scalar)"
            guard let option = find(name) else { throw unknownOption(name) }
            if option.takesValue && !scalars.isEmpty {
                options.append(Occurrence(option: option, value: String(scalars)))
                return
            }
            try take(option, named: name, value: nil, &rest)
        }
    }

    private mutating func take(
        _ option: OptionSpec, named name: String, value: String?, _ rest: inout ArraySlice<String>
    ) throws(UsageError) {
        guard let declared = option.value else {
            options.append(Occurrence(option: option, value: nil))
            return
        }
        guard let next = rest.first else {
            throw error("\(name) needs a value: \(name) \(declared.placeholder)")
        }
        // A forgotten value must not swallow the option behind it.
        guard !looksLikeOption(next) else {
            throw UsageError(
                "\(name) needs a value before \(quoted(next))",
                hint: "write \(name)=\(quoted(next)) if that is the value", command: commandName)
        }
        rest.removeFirst()
        options.append(Occurrence(option: option, value: next))
    }

    private func looksLikeOption(_ word: String) -> Bool {
        isOption(word) && (word.utf8.starts(with: "--".utf8) || candidates.contains { $0.short == word })
    }

    private mutating func find(_ name: String) -> OptionSpec? {
        guard let option = candidates.first(where: { $0.allNames.contains { sameBytes($0, name) } }) else {
            return nil
        }
        // An option only the family's own command has settles which command is meant.
        if command == nil, !program.globals.contains(option), let familyWord {
            command = program.command(named: familyWord)
        }
        return option
    }

    private var candidates: [OptionSpec] {
        if let commandOptions { return commandOptions }
        return familyWord.flatMap { program.command(named: $0) }.map(program.options) ?? program.globals
    }

    private var commandName: String? { command?.name ?? familyWord }

    private func error(_ message: String) -> UsageError { UsageError(message, command: commandName) }

    private func unknownOption(_ name: String) -> UsageError {
        let place = commandName.map { "for \($0)" } ?? "before the command"
        let hint = optionHint(for: name, in: candidates + [.help]) ?? misplaced(name)
        return UsageError("unknown option \(quoted(name)) \(place)", hint: hint, command: commandName)
    }

    /// A command's own option in front of the command is a common slip with an easy cure.
    private func misplaced(_ name: String) -> String? {
        let owned = program.commands.contains { $0.options.contains { $0.allNames.contains(name) } }
        return commandName == nil && owned ? "put it behind the command" : nil
    }
}

extension Program {
    /// The error for a word that is no command, with the nearest one.
    func unknownCommand(_ word: String) -> UsageError {
        UsageError("unknown command \(quoted(word))", hint: hint(for: word, in: firstWords))
    }

    /// The error for a word that is no member of a family, with the nearest one or the whole list.
    func unknownCommand(_ word: String, of family: String) -> UsageError {
        let members = self.family(family).map { $0.words[1] }
        let near = suggestion(for: word, in: members).map { "did you mean \(family) \($0)?" }
        return UsageError(
            "unknown command \(family) \(quoted(word))",
            hint: near ?? "it has \(members.joined(separator: ", "))",
            command: family)
    }
}
