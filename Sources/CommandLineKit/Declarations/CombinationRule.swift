/// A rule about which options and arguments go together. Names are those of the declaration: `--next`, `ID`.
///
/// A value from the environment counts only where the command line gives none of the names, so that a
/// variable set once for a session never contradicts what a person types.
package enum CombinationRule: Sendable, Hashable {
    /// One of them and no more.
    case exactlyOne([String])
    /// None or one of them.
    case atMostOne([String])
    /// One or several of them.
    case atLeastOne([String])
    /// The first makes sense only with the second.
    case requires(String, String)

    /// The names the rule speaks of.
    package var names: [String] {
        switch self {
        case .exactlyOne(let names), .atMostOne(let names), .atLeastOne(let names): names
        case .requires(let name, let other): [name, other]
        }
    }
}
