import Encoding

/// The arguments of one command, checked against its declaration. Names are those of the declaration.
///
/// Asking for a name that is not declared is a mistake in the program: it stops a debug build and reads as
/// absent in a release build.
package struct ParsedArguments: Sendable {
    /// The command they belong to.
    package let command: CommandSpec
    /// Where a value came from.
    package enum Source: Hashable, Sendable {
        /// Typed on the command line.
        case commandLine
        /// From the environment variable of that name.
        case environment(String)
        /// The declared default.
        case defaultValue
    }

    let options: [OptionSpec]
    let flags: Set<String>
    let given: [String: [String]]
    let inherited: [String: String]
    let positionals: [String: [String]]

    /// Whether a flag is there.
    package func flag(_ name: String) -> Bool {
        assert(
            options.contains { $0.name == name && !$0.takesValue }, "\(command.name) declares no flag \(name)"
        )
        return flags.contains(name)
    }

    /// The value of an option: from the command line, else from the environment, else the default.
    package func value(_ name: String) -> String? { values(name).last }

    /// All values of a repeatable option in the order typed; one from the environment or the default
    /// otherwise.
    package func values(_ name: String) -> [String] {
        let option = options.first { $0.name == name }
        assert(option?.takesValue == true, "\(command.name) declares no option with a value \(name)")
        if let typed = given[name] { return typed }
        return (inherited[name] ?? option?.value?.defaultValue).map { [$0] } ?? []
    }

    /// Where the value of an option came from; nil if there is none.
    package func source(of name: String) -> Source? {
        let value = options.first { $0.name == name }?.value
        if given[name] != nil { return .commandLine }
        if inherited[name] != nil, let variable = value?.environment { return .environment(variable) }
        return value?.defaultValue == nil ? nil : .defaultValue
    }

    /// A positional argument; nil only where it is optional and left out. The first one if it repeats.
    package func argument(_ name: String) -> String? { arguments(name).first }

    /// All values of a positional argument in order.
    package func arguments(_ name: String) -> [String] {
        assert(command.arguments.contains { $0.name == name }, "\(command.name) declares no argument \(name)")
        return positionals[name] ?? []
    }

    /// A positional argument that the declaration requires.
    package func required(_ name: String) throws(UsageError) -> String {
        guard let text = argument(name) else {
            throw UsageError("missing argument \(name) for \(command.name)", command: command.name)
        }
        return text
    }

    /// The value of an option in a type of the program. `expected` completes "… is not" in the error:
    /// `a time such as 2026-11-22T14:20:00Z`.
    package func value<Value>(
        _ name: String, expected: String, _ convert: (String) -> Value?
    ) throws(UsageError) -> Value? {
        guard let text = value(name) else { return nil }
        return try converted(text, of: label(of: name), expected: expected, convert)
    }

    /// All values of an option in a type of the program.
    package func values<Value>(
        _ name: String, expected: String, _ convert: (String) -> Value?
    ) throws(UsageError) -> [Value] {
        var result: [Value] = []
        for text in values(name) {
            result.append(try converted(text, of: label(of: name), expected: expected, convert))
        }
        return result
    }

    /// All values of a positional argument in a type of the program.
    package func arguments<Value>(
        _ name: String, expected: String, _ convert: (String) -> Value?
    ) throws(UsageError) -> [Value] {
        var result: [Value] = []
        for text in arguments(name) {
            result.append(try converted(text, of: name, expected: expected, convert))
        }
        return result
    }

    /// The value of an option as a whole number within a range.
    package func integer(_ name: String, in range: ClosedRange<Int>) throws(UsageError) -> Int? {
        let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        return try value(name, expected: expected) { text in
            // Int accepts a plus sign; people who type one mean something else.
            guard text.utf8.first != UInt8(ascii: "+"), let number = Int(text) else { return nil }
            return range.contains(number) ? number : nil
        }
    }

    /// An error about these arguments, for what only the command can check.
    package func usageError(_ message: String, hint: String? = nil) -> UsageError {
        UsageError(message, hint: hint, command: command.name)
    }

    private func label(of name: String) -> String {
        guard case .environment(let variable) = source(of: name) else { return name }
        return variable
    }

    private func converted<Value>(
        _ text: String, of label: String, expected: String, _ convert: (String) -> Value?
    ) throws(UsageError) -> Value {
        guard let value = convert(text) else {
            throw usageError("\(label): \(quoted(text)) is not \(expected)")
        }
        return value
    }
}
