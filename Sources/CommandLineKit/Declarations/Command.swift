/// A command: its declaration and what it does. The program decides what a command is given and what it
/// returns, usually through one type alias of this type.
package struct Command<Context, Outcome>: Sendable {
    /// The work of a command.
    package typealias Body = @Sendable (_ arguments: ParsedArguments, _ context: Context) throws -> Outcome

    /// What parsing, help and completion need to know.
    package let spec: CommandSpec
    /// What the command does once its arguments are parsed.
    package let body: Body

    /// Joins a declaration with its work.
    package init(_ spec: CommandSpec, body: @escaping Body) {
        self.spec = spec
        self.body = body
    }

    /// Declares a command together with its work.
    package init(
        _ name: String, group: String, summary: String, discussion: String = "",
        arguments: [ArgumentSpec] = [], options: [OptionSpec] = [], rules: [CombinationRule] = [],
        examples: [String] = [], aliases: [String] = [], body: @escaping Body
    ) {
        let spec = CommandSpec(
            name, group: group, summary: summary, discussion: discussion, arguments: arguments,
            options: options,
            rules: rules, examples: examples, aliases: aliases)
        self.init(spec, body: body)
    }
}
