/// What all completion scripts are made from.
struct CompletionModel {
    /// What a shell offers at some place.
    enum Offer: Hashable {
        case nothing
        case words([String])
        case files
        case directories

        init(choices: [String], completion: ValueCompletion) {
            guard choices.isEmpty else {
                self = .words(choices)
                return
            }
            switch completion {
            case .none: self = .nothing
            case .files: self = .files
            case .directories: self = .directories
            }
        }
    }

    let program: Program

    /// The program's name as part of a function's name.
    var identifier: String {
        String(program.name.unicodeScalars.map { $0.properties.isAlphabetic ? Character($0) : "_" })
    }

    /// The words a command line can begin with, and what they do.
    var firstWords: [(word: String, summary: String)] {
        program.firstWords.map { word in
            let members = program.family(word).map { $0.words[1] }
            let summary = program.command(named: word)?.summary
            return (word, summary ?? members.joined(separator: ", "))
        }
    }

    /// The words that begin two-word commands.
    var families: [String] { program.firstWords.filter { !program.family($0).isEmpty } }

    /// All ways to write options whose next word is their value.
    var valuedOptions: [String] {
        var seen: Set<String> = []
        return (program.globals + program.commands.flatMap(\.options)).filter(\.takesValue)
            .flatMap { [$0.name] + ($0.short.map { [$0] } ?? []) }.filter { seen.insert($0).inserted }
    }

    /// The options of every command, help included.
    var sharedOptions: [OptionSpec] { program.globals + [.help] }

    func offer(_ option: OptionSpec) -> Offer {
        guard let value = option.value else { return .nothing }
        return Offer(choices: value.choices, completion: value.completion)
    }

    func offer(_ argument: ArgumentSpec, of command: CommandSpec) -> Offer {
        if program.builtIns.contains(command.name) && command.name == "help" {
            return .words(program.firstWords)
        }
        return Offer(choices: argument.choices, completion: argument.completion)
    }
}

/// A word for bash and zsh, between single quotes unless it is plain.
func shellQuoted(_ text: String) -> String {
    if text.utf8.allSatisfy(isNameByte) && !text.isEmpty { return text }
    let safe = text.unicodeScalars.map { $0 == "'" ? "'\\''" : String($0) }.joined()
    return "'\(safe)'"
}

/// The names joined as alternatives of a `case` pattern of bash and zsh.
func casePattern(_ words: [String]) -> String { words.map(shellQuoted).joined(separator: "|") }
