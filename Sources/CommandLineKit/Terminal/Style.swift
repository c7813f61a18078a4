/// When output is coloured, as `--color` says it.
package enum ColorPolicy: String, CaseIterable, Sendable {
    /// On a terminal that can, unless `NO_COLOR` is set.
    case auto
    /// Even into a file.
    case always
    /// Not at all.
    case never
}

/// Colours and weights of the terminal; plain text where they are off. Text passed in must already be safe
/// (`visible`), as nothing is escaped here.
package struct Style: Sendable, Hashable {
    /// One way to set text apart.
    package enum Paint: Int, Sendable, Hashable {
        /// Brighter or heavier.
        case bold = 1
        /// Fainter.
        case dim = 2
        /// Foreground and background exchanged, for bars and what is chosen.
        case reverse = 7
        /// For what is refused or lost.
        case red = 31
        /// For what is good.
        case green = 32
        /// For what needs attention.
        case yellow = 33
        /// For names and things to type.
        case cyan = 36
    }

    /// Whether anything is coloured.
    package let isEnabled: Bool

    /// No colours.
    package static let plain = Style(isEnabled: false)

    /// Switches colours on or off.
    package init(isEnabled: Bool) { self.isEnabled = isEnabled }

    /// Decides by policy; `auto` needs a terminal that is not `dumb` and no `NO_COLOR` (set and not empty,
    /// no-color.org).
    package init(policy: ColorPolicy, environment: [String: String], isTerminal: Bool) {
        switch policy {
        case .always: isEnabled = true
        case .never: isEnabled = false
        case .auto:
            let isRefused = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
            isEnabled = isTerminal && !isRefused && environment["TERM"] != "dumb"
        }
    }

    /// The text in this way, and back to normal behind it.
    package func paint(_ text: String, _ paints: Paint...) -> String { paint(text, paints) }

    /// The text in these ways, and back to normal behind it.
    package func paint(_ text: String, _ paints: [Paint]) -> String {
        guard isEnabled && !paints.isEmpty && !text.isEmpty else { return text }
        return "\u{1b}[\(paints.map { String($0.rawValue) }.joined(separator: ";"))m\(text)\u{1b}[0m"
    }

    /// Bold text.
    package func bold(_ text: String) -> String { paint(text, .bold) }
    /// Faint text.
    package func dim(_ text: String) -> String { paint(text, .dim) }
    /// Red text.
    package func red(_ text: String) -> String { paint(text, .red) }
    /// Green text.
    package func green(_ text: String) -> String { paint(text, .green) }
    /// Yellow text.
    package func yellow(_ text: String) -> String { paint(text, .yellow) }
    /// Cyan text.
    package func cyan(_ text: String) -> String { paint(text, .cyan) }
}
