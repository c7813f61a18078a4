/// One positional argument of a command. Required ones come first, then optional ones; only the last may
/// repeat.
package struct ArgumentSpec: Sendable, Hashable {
    /// The word that stands for it in help and errors: `SERIAL`.
    package let name: String
    /// One line for the help.
    package let help: String
    /// Whether at least one must be given.
    package let isRequired: Bool
    /// Whether it takes all that is left.
    package let isRepeated: Bool
    /// The only values accepted; empty accepts any.
    package let choices: [String]
    /// What shells offer where there are no choices.
    package let completion: ValueCompletion

    /// How the argument is written in a usage line: `FILE...`, `[DIR]`.
    package var usage: String {
        let word = isRepeated ? "\(name)..." : name
        return isRequired ? word : "[\(word)]"
    }

    /// Declares an argument that must be there.
    package static func required(
        _ name: String, _ help: String, choices: [String] = [], completion: ValueCompletion = .none
    ) -> ArgumentSpec {
        ArgumentSpec(
            name: name, help: help, isRequired: true, isRepeated: false, choices: choices,
            completion: completion)
    }

    /// Declares an argument that may be left out.
    package static func optional(
        _ name: String, _ help: String, choices: [String] = [], completion: ValueCompletion = .none
    ) -> ArgumentSpec {
        ArgumentSpec(
            name: name, help: help, isRequired: false, isRepeated: false, choices: choices,
            completion: completion)
    }

    /// Declares one or more arguments of a kind.
    package static func oneOrMore(
        _ name: String, _ help: String, choices: [String] = [], completion: ValueCompletion = .none
    ) -> ArgumentSpec {
        ArgumentSpec(
            name: name, help: help, isRequired: true, isRepeated: true, choices: choices,
            completion: completion)
    }

    /// Declares any number of arguments of a kind, none included.
    package static func zeroOrMore(
        _ name: String, _ help: String, choices: [String] = [], completion: ValueCompletion = .none
    ) -> ArgumentSpec {
        ArgumentSpec(
            name: name, help: help, isRequired: false, isRepeated: true, choices: choices,
            completion: completion)
    }
}
