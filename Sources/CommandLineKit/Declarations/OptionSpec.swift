/// What a shell offers for a value that is no choice from a list.
package enum ValueCompletion: Sendable, Hashable {
    /// Nothing sensible can be offered.
    case none
    /// Any file.
    case files
    /// Directories only.
    case directories
}

/// What an option that takes a value says about it.
package struct OptionValue: Sendable, Hashable {
    /// The word that stands for the value in help and errors: `CODE`.
    package let placeholder: String
    /// The only values accepted; empty accepts any.
    package let choices: [String]
    /// The value when neither the command line nor the environment gives one.
    package let defaultValue: String?
    /// The environment variable read when the option is not given; an empty variable counts as not set.
    package let environment: String?
    /// Whether the option may be given several times.
    package let isRepeatable: Bool
    /// Whether the option (or its environment variable) must be given.
    package let isRequired: Bool
    /// What shells offer where there are no choices.
    package let completion: ValueCompletion
}

/// One option of a command or of the whole program: a flag, or a name with a value.
package struct OptionSpec: Sendable, Hashable {
    /// The long name with its dashes: `--reason`.
    package let name: String
    /// The short form with its dash, `-q`, where there is one.
    package let short: String?
    /// Other long names that work but are shown nowhere, for names that have changed.
    package let aliases: [String]
    /// One line for the help.
    package let help: String
    /// How the value is read; nil for a flag.
    package let value: OptionValue?

    /// Whether the option takes a value.
    package var takesValue: Bool { value != nil }

    /// How the option is written in help and errors: `--reason CODE`.
    package var usage: String {
        guard let value else { return name }
        return "\(name) \(value.placeholder)"
    }

    /// Declares an option that is either there or not.
    package static func flag(
        _ name: String, _ help: String, short: String? = nil, aliases: [String] = []
    ) -> OptionSpec {
        OptionSpec(name: name, short: short, aliases: aliases, help: help, value: nil)
    }

    /// Declares an option with a value, written `--name VALUE` or `--name=VALUE`.
    package static func value(
        _ name: String, _ placeholder: String, _ help: String, short: String? = nil, aliases: [String] = [],
        choices: [String] = [], default defaultValue: String? = nil, environment: String? = nil,
        repeatable: Bool = false, required: Bool = false, completion: ValueCompletion = .none
    ) -> OptionSpec {
        let value = OptionValue(
            placeholder: placeholder, choices: choices, defaultValue: defaultValue, environment: environment,
            isRepeatable: repeatable, isRequired: required, completion: completion)
        return OptionSpec(name: name, short: short, aliases: aliases, help: help, value: value)
    }

    /// The option every command has; the parser answers it before anything else.
    static let help = flag("--help", "show this help", short: "-h")

    /// The option only the program itself has.
    static let version = flag("--version", "show the version")
}
