/// The parts of the completion function that bash and zsh write the same way.
struct ShellWalk {
    let model: CompletionModel

    /// Follows one word of the command line: the command, then its arguments counted.
    func body(indent: Int, list: String) -> String {
        let families = model.families
        let program = model.program
        var lines = ["if [[ -n $command ]]; then", "    count=$((count + 1))"]
        if !families.isEmpty {
            lines += ["elif [[ -n $family ]]; then", "    case \"$family $word\" in"]
            let members = families.flatMap { program.family($0).map(\.name) }
            lines.append("        \(casePattern(members))) command=\"$family $word\" ;;")
            lines.append("        *) command=$family; count=1 ;;")
            lines += ["    esac"]
        }
        lines += ["else", "    case $word in"]
        if !families.isEmpty { lines.append("        \(casePattern(families))) family=$word ;;") }
        let single = program.commands.filter { $0.words.count == 1 && !families.contains($0.name) }.map(
            \.name)
        lines.append("        \(casePattern(single.isEmpty ? [""] : single))) command=$word ;;")
        lines += ["        *) return 0 ;;", "    esac", "fi"]
        return indented(lines, indent)
    }

    /// What each option offers as its value.
    func values(indent: Int, list: String) -> String {
        var lines: [String] = []
        for command in model.program.commands {
            for option in command.options where option.takesValue {
                lines.append(line(pattern(command.name, option), model.offer(option), list))
            }
        }
        for option in model.program.globals where option.takesValue {
            lines.append(line(pattern(nil, option), model.offer(option), list))
        }
        lines.append("*) offer=nothing ;;")
        return indented(lines, indent)
    }

    /// The options each command has beside the shared ones.
    func options(indent: Int, list: String) -> String {
        var lines = model.program.commands.filter { !$0.options.isEmpty }.map { command in
            let names = command.options.map { shellQuoted($0.name) }.joined(separator: " ")
            return "\(shellQuoted(command.name))) \(list)+=(\(names)) ;;"
        }
        lines.append("'') if [[ -z $family ]]; then \(list)+=('--version'); fi ;;")
        return indented(lines, indent)
    }

    /// What stands at each place: a first word, a second word or an argument.
    func arguments(indent: Int, list: String) -> String {
        let program = model.program
        var lines = ["::0) \(list)=(\(quotedList(program.firstWords))) ;;"]
        for family in model.families {
            let words = quotedList(program.family(family).map { $0.words[1] })
            lines.append(":\(shellQuoted(family)):0) \(list)=(\(words)) ;;")
        }
        for command in program.commands {
            for (index, argument) in command.arguments.enumerated() {
                let place = argument.isRepeated ? "*" : "\(index)"
                lines.append(
                    line("\(shellQuoted(command.name)):*:\(place)", model.offer(argument, of: command), list))
            }
        }
        lines.append("*) offer=nothing ;;")
        return indented(lines, indent)
    }

    private func pattern(_ command: String?, _ option: OptionSpec) -> String {
        let names = [option.name] + (option.short.map { [$0] } ?? [])
        let left = command.map(shellQuoted) ?? "*"
        return names.map { "\(left):\(shellQuoted($0))" }.joined(separator: "|")
    }

    private func line(_ pattern: String, _ offer: CompletionModel.Offer, _ list: String) -> String {
        switch offer {
        case .nothing: "\(pattern)) offer=nothing ;;"
        case .files: "\(pattern)) offer=files ;;"
        case .directories: "\(pattern)) offer=directories ;;"
        case .words(let words): "\(pattern)) \(list)=(\(quotedList(words))) ;;"
        }
    }

    private func quotedList(_ words: [String]) -> String { words.map(shellQuoted).joined(separator: " ") }

    private func indented(_ lines: [String], _ indent: Int) -> String {
        let margin = String(repeating: " ", count: indent)
        return lines.map { margin + $0 }.joined(separator: "\n")
    }
}
