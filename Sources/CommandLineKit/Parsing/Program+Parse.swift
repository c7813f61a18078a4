/// What a command line asks for.
package enum Invocation: Sendable {
    /// Run this command.
    case run(CommandSpec, ParsedArguments)
    /// Show this text on standard output; it ends in a line feed.
    case help(String)
    /// Show this completion script on standard output.
    case completion(String)
    /// Show the version, as a JSON object where that is asked for.
    case version(json: Bool)
}

extension Program {
    /// `name version`, the answer to `--version`, without a line feed.
    package var versionText: String { "\(name) \(version)" }

    /// Reads a command line without the program's name.
    ///
    /// Global options may stand before the command, all options before, between and behind the arguments.
    /// `--` ends the options; a single `-` is an argument. An empty command line shows the help.
    ///
    /// - Parameter width: the columns that help is wrapped to.
    package func parse(
        _ arguments: [String], environment: [String: String] = [:], width: Int = 80
    ) throws(UsageError) -> Invocation {
        if arguments.isEmpty { return .help(helpText(width: width)) }
        if asksForHelp(arguments) {
            return .help(try helpText(for: commandWords(of: arguments), width: width))
        }
        var scanner = ArgumentScanner(program: self)
        try scanner.scan(arguments)
        if scanner.wantsVersion {
            return .version(json: scanner.options.contains { $0.option.name == "--json" })
        }
        let command = try scanner.finish()
        let parsed = try ArgumentChecker(program: self, command: command, environment: environment)
            .check(scanner.options, scanner.positionals)
        return try invocation(of: command, parsed, width: width)
    }

    private func invocation(
        of command: CommandSpec, _ parsed: ParsedArguments, width: Int
    ) throws(UsageError) -> Invocation {
        guard builtIns.contains(command.name) else { return .run(command, parsed) }
        switch command.name {
        case "help": return .help(try helpText(for: parsed.arguments("COMMAND"), width: width))
        case "completion":
            guard let shell = parsed.argument("SHELL").flatMap(Shell.init) else {
                return .help(helpText(for: command, width: width))
            }
            return .completion(completionScript(for: shell))
        default:
            return .version(json: globals.contains { $0.name == "--json" } && parsed.flag("--json"))
        }
    }

    /// Help is asked for wherever the option stands before `--`, whatever else is wrong with the line: a
    /// person who asks for help should not have to get the rest right first.
    private func asksForHelp(_ arguments: [String]) -> Bool {
        arguments.prefix { $0 != "--" }.contains { $0 == "--help" || $0 == "-h" }
    }

    /// The words before the first one that completes a command, options and values of global options left
    /// out.
    private func commandWords(of arguments: [String]) -> [String] {
        var words: [String] = []
        var skipsNext = false
        for word in arguments.prefix(while: { $0 != "--" }) {
            if skipsNext {
                skipsNext = false
            } else if isOption(word) {
                skipsNext = globals.contains { $0.takesValue && $0.allNames.contains(word) }
            } else {
                words.append(word)
                if words.count == 2 || family(word).isEmpty { break }
            }
        }
        return words
    }
}

/// Whether a word is written like an option. A single dash is not: it stands for standard input.
func isOption(_ word: String) -> Bool {
    // Bytes and not characters: a combining mark behind the dash would hide it from a comparison of
    // characters.
    word.utf8.count > 1 && word.utf8.first == UInt8(ascii: "-")
}
