/// What a command is called, takes and says about itself: all that parsing, help and completion need.
package struct CommandSpec: Sendable, Hashable {
    /// One word, `revoke`, or two, `staff add`. Commands that share a first word form a family.
    package let name: String
    /// The heading it stands under in the program's help; one of the program's groups.
    package let group: String
    /// One line without a full stop, for lists.
    package let summary: String
    /// Paragraphs for the command's own help. Blank lines part them; lines that begin with a space stay as
    /// they are.
    package let discussion: String
    /// The positional arguments in order.
    package let arguments: [ArgumentSpec]
    /// The command's own options; the program's global options come in addition.
    package let options: [OptionSpec]
    /// Which of them go together.
    package let rules: [CombinationRule]
    /// Whole command lines that can be pasted.
    package let examples: [String]
    /// Other names that work but are shown nowhere.
    package let aliases: [String]

    /// Declares a command.
    package init(
        _ name: String, group: String, summary: String, discussion: String = "",
        arguments: [ArgumentSpec] = [], options: [OptionSpec] = [], rules: [CombinationRule] = [],
        examples: [String] = [], aliases: [String] = []
    ) {
        self.name = name
        self.group = group
        self.summary = summary
        self.discussion = discussion
        self.arguments = arguments
        self.options = options
        self.rules = rules
        self.examples = examples
        self.aliases = aliases
    }

    /// The words of the name.
    package var words: [String] { name.split(separator: " ").map(String.init) }
}
