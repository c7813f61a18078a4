import Encoding

/// A program of many commands: everything it accepts, as one value. Parsing, help and completion scripts are
/// made from it and from nothing else, so that they cannot disagree.
package struct Program: Sendable {
    /// What people type.
    package let name: String
    /// The version without the name.
    package let version: String
    /// One line about the whole.
    package let summary: String
    /// The options every command accepts, also before the command.
    package let globals: [OptionSpec]
    /// The headings of the help in order.
    package let groups: [String]
    /// The commands in the order of the help, the built-in ones last.
    package let commands: [CommandSpec]
    /// The names of the built-in commands that no declared command replaces.
    let builtIns: Set<String>

    /// Declares a program. `help`, `version` and `completion` are added to the last group; a declared command
    /// of the same name takes the place of the built-in one.
    package init(
        name: String, version: String, summary: String, globals: [OptionSpec], groups: [String],
        commands: [CommandSpec]
    ) {
        let added = Program.builtInCommands(of: name, group: groups.last ?? "").filter { builtIn in
            !commands.contains { sameBytes($0.name, builtIn.name) }
        }
        self.name = name
        self.version = version
        self.summary = summary
        self.globals = globals
        self.groups = groups
        self.commands = commands + added
        self.builtIns = Set(added.map(\.name))
    }

    /// The command of that name or hidden name.
    package func command(named name: String) -> CommandSpec? {
        commands.first { sameBytes($0.name, name) }
            ?? commands.first { command in command.aliases.contains { sameBytes($0, name) } }
    }

    /// The two-word commands that begin with this word, in order.
    package func family(_ word: String) -> [CommandSpec] {
        commands.filter { $0.words.count == 2 && sameBytes($0.words[0], word) }
    }

    /// The options a command accepts: its own, and the global ones it does not declare anew.
    package func options(of command: CommandSpec) -> [OptionSpec] {
        command.options + inheritedOptions(of: command)
    }

    /// The global options that a command does not declare anew. `init --as A --as B` takes several keys where
    /// every other command takes one.
    func inheritedOptions(of command: CommandSpec) -> [OptionSpec] {
        globals.filter { global in !command.options.contains { sameBytes($0.name, global.name) } }
    }

    /// The words a command line can begin with, each once.
    package var firstWords: [String] {
        var words: [String] = []
        for command in commands {
            guard let word = command.words.first, !words.contains(word) else { continue }
            words.append(word)
        }
        return words
    }

    private static func builtInCommands(of program: String, group: String) -> [CommandSpec] {
        [
            CommandSpec(
                "completion", group: group, summary: "Print a completion script for a shell",
                discussion: """
                    Bash, for the running shell:
                      source <(\(program) completion bash)
                    Zsh, in a directory of $fpath:
                      \(program) completion zsh > _\(program)
                    Fish:
                      \(program) completion fish > ~/.config/fish/completions/\(program).fish
                    """,
                arguments: [.required("SHELL", "the shell", choices: Shell.allCases.map(\.rawValue))],
                examples: ["\(program) completion bash"]),
            CommandSpec(
                "help", group: group, summary: "Explain the program or one command",
                arguments: [.zeroOrMore("COMMAND", "the command to explain")]),
            CommandSpec("version", group: group, summary: "Show the version"),
        ]
    }
}
