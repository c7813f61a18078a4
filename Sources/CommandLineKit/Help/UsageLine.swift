/// The usage line of a command: arguments, what is required, alternatives, then the other options.
struct UsageLine {
    /// More options than this are summed up as `[options]`.
    static let mostOptionsNamed = 3

    let program: String
    let command: CommandSpec

    /// The parts that should not be broken over two lines.
    var words: [String] {
        // Two rules about one option would name it twice: the second is left to the error message.
        var inRules = Set<String>()
        var alternatives: [String] = []
        for rule in command.rules where isAlternative(rule) && inRules.isDisjoint(with: rule.names) {
            inRules.formUnion(rule.names)
            if let text = alternative(rule) { alternatives.append(text) }
        }
        let arguments = command.arguments.filter { !inRules.contains($0.name) }.map(\.usage)
        let options = command.options.filter { !inRules.contains($0.name) }
        let required = options.filter { $0.value?.isRequired == true }.map(\.usage)
        let others = options.filter { $0.value?.isRequired != true }.map { "[\($0.usage)]\(dots($0))" }
        let rest = others.count <= Self.mostOptionsNamed ? others : ["[options]"]
        return [program] + command.words + arguments + required + alternatives + rest
    }

    /// The usage with later lines indented behind the prefix.
    func text(prefix: String, width: Int) -> String {
        let margin = String(repeating: " ", count: prefix.count)
        let lines = TextWrap.lines(ofWords: words, width: width - prefix.count)
        return lines.enumerated().map { ($0.offset == 0 ? prefix : margin) + $0.element + "\n" }.joined()
    }

    private func dots(_ option: OptionSpec) -> String { option.value?.isRepeatable == true ? "..." : "" }

    private func isAlternative(_ rule: CombinationRule) -> Bool {
        switch rule {
        case .exactlyOne, .atMostOne: true
        case .atLeastOne, .requires: false
        }
    }

    private func alternative(_ rule: CombinationRule) -> String? {
        let parts = rule.names.map(part).joined(separator: " | ")
        switch rule {
        case .exactlyOne: return "(\(parts))"
        case .atMostOne: return "[\(parts)]"
        case .atLeastOne, .requires: return nil
        }
    }

    private func part(_ name: String) -> String {
        if let option = command.options.first(where: { $0.name == name }) { return option.usage }
        let argument = command.arguments.first { $0.name == name }
        return argument?.isRepeated == true ? "\(name)..." : name
    }
}
