/// Completion for fish: one function tells the command typed so far, the rest is declarations.
struct FishCompletion {
    let model: CompletionModel

    private var name: String { model.program.name }
    private var function: String { "__\(model.identifier)_in" }

    var script: String { header + commandLines + optionLines + argumentLines }

    private var header: String {
        let families = model.families.joined(separator: " ")
        return """
            # fish completion for \(name). Save it as ~/.config/fish/completions/\(name).fish
            function \(function) --description 'Whether the command typed so far is this one'
                set -l found
                set -l skip
                set -l tokens (commandline -opc)
                set -e tokens[1]
                for token in $tokens
                    if test -n "$skip"
                        set skip
                        continue
                    end
                    switch $token
                        case \(model.valuedOptions.isEmpty ? "''" : model.valuedOptions.joined(separator: " "))
                            set skip 1
                        case '-?*'
                            continue
                        case '*'
                            set -a found $token
                            if test (count $found) -eq 2; or not contains -- $token \(families)
                                break
                            end
                    end
                end
                test "$found" = "$argv"
            end
            complete -c \(name) -f

            """
    }

    private var commandLines: String {
        let first = model.firstWords.map {
            line(command: "", "-a \(quoted($0.word)) -d \(quoted($0.summary))")
        }
        let second = model.families.flatMap { family in
            model.program.family(family).map {
                line(command: family, "-a \(quoted($0.words[1])) -d \(quoted($0.summary))")
            }
        }
        return (first + second).joined()
    }

    private var optionLines: String {
        let shared = model.sharedOptions.map { "complete -c \(name) \(option($0))\n" }
        let own = model.program.commands.flatMap { command in
            command.options.map { line(command: command.name, option($0)) }
        }
        return (shared + [line(command: "", option(.version))] + own).joined()
    }

    private var argumentLines: String {
        model.program.commands.flatMap { command in
            command.arguments.compactMap { argument -> String? in
                let offer = words(of: model.offer(argument, of: command))
                return offer.isEmpty ? nil : line(command: command.name, offer)
            }
        }.joined()
    }

    private func line(command: String, _ rest: String) -> String {
        "complete -c \(name) -n \(quoted("\(function) \(command)")) \(rest)\n"
    }

    private func option(_ option: OptionSpec) -> String {
        var text = "-l \(option.name.dropFirst(2))"
        if let short = option.short { text += " -s \(short.dropFirst())" }
        if option.takesValue {
            let offer = words(of: model.offer(option))
            // -x takes a value and offers no files, -r leaves the files in.
            text += offer == "-F" ? " -r -F" : offer.isEmpty ? " -x" : " -x \(offer)"
        }
        return text + " -d \(quoted(option.help))"
    }

    private func words(of offer: CompletionModel.Offer) -> String {
        switch offer {
        case .nothing: ""
        case .files: "-F"
        case .directories: "-a '(__fish_complete_directories)'"
        case .words(let words): "-a \(quoted(words.joined(separator: " ")))"
        }
    }

    /// A word between single quotes, where fish knows two escapes.
    private func quoted(_ text: String) -> String {
        let safe = text.unicodeScalars.map { $0 == "'" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
        return "'\(safe)'"
    }
}
