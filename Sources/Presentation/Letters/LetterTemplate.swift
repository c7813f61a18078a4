/// The wording of one kind of letter, taken apart: only the template decides what is a paragraph, a list or a command.
/// What is filled in later is text in its place, whatever it holds.
package struct LetterTemplate: Hashable, Sendable {
    /// A part of a line.
    enum Piece: Hashable, Sendable {
        case text(String)
        case field(LetterField)
        case lineBreak
    }

    /// A block, or blocks that depend on whether a field has a value.
    indirect enum Node: Hashable, Sendable {
        case paragraph([Piece])
        case heading([Piece])
        case items([[Piece]])
        case quote([Piece])
        case commands([[Piece]])
        case section(LetterField, isThere: Bool, [Node])
    }

    /// What stands above the letter and names the page; empty for head and foot.
    let subject: [Piece]
    let nodes: [Node]

    /// Largest template that is read: a letter is a page or two.
    package static let maximumBytes = 64 << 10
}

/// What is wrong with a template, and in which line.
package struct LetterTemplateError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Counted from 1.
    package let line: Int
    package let message: String
    package var description: String { "line \(line): \(message)" }
}
