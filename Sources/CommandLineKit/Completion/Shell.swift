/// The shells a completion script can be made for.
package enum Shell: String, CaseIterable, Sendable {
    /// GNU bash, without the bash-completion package.
    case bash
    /// The Z shell, as an autoloaded function or sourced.
    case zsh
    /// The friendly interactive shell, version 3 or later.
    case fish
}

extension Program {
    /// A script that completes this program's commands, options, choices and files.
    package func completionScript(for shell: Shell) -> String {
        let model = CompletionModel(program: self)
        return switch shell {
        case .bash: BashCompletion(model: model).script
        case .zsh: ZshCompletion(model: model).script
        case .fish: FishCompletion(model: model).script
        }
    }
}
