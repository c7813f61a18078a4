import Encoding

/// Markup that is safe to put into a page: what the program's source says literally, and texts that were escaped.
///
/// There is no way from a text at run time to markup but through the escaper: literals are `StaticString`s, which only
/// the compiler makes, and what is interpolated into one is escaped unless it is `HTML` itself. The escaped form is
/// good between tags and inside attributes in double quotes; attributes are never written without them, and no text
/// is interpolated into the name of anything, into a script, a style or an address.
package struct HTML: Hashable, Sendable, ExpressibleByStringInterpolation {
    /// The markup.
    package let text: String

    private init(markup: String) { text = markup }

    /// Markup as the source has it.
    package init(stringLiteral value: StaticString) { self.init(markup: value.description) }

    /// Markup with escaped texts in it.
    package init(stringInterpolation: Interpolation) { self.init(markup: stringInterpolation.markup) }

    /// A text, escaped.
    package init(escaping text: String) { self.init(markup: Self.escaped(text)) }

    /// Several pieces, one after the other.
    package init(_ pieces: [HTML]) { self.init(markup: pieces.map(\.text).joined(separator: "\n")) }

    /// Whether both have the same bytes.
    package static func == (a: HTML, b: HTML) -> Bool { sameBytes(a.text, b.text) }

    /// Feeds the bytes to a hasher.
    package func hash(into hasher: inout Hasher) { hasher.combine(ByteString(text)) }

    /// Collects the pieces of an interpolated literal.
    package struct Interpolation: StringInterpolationProtocol {
        fileprivate var markup = ""

        /// Begins an empty one.
        package init(literalCapacity: Int, interpolationCount: Int) {}

        /// Adds a part of the source as it is.
        package mutating func appendLiteral(_ literal: StaticString) { markup += literal.description }

        /// Adds markup.
        package mutating func appendInterpolation(_ html: HTML) { markup += html.text }

        /// Adds a text, escaped.
        package mutating func appendInterpolation(_ text: String) { markup += HTML.escaped(text) }

        /// Adds a number.
        package mutating func appendInterpolation(_ number: Int) { markup += String(number) }
    }

    /// What a browser could take for markup becomes references; what people cannot see, or what turns the direction of
    /// writing, is shown by its number, as on a terminal.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\n": result += "\n"
            case _ where UnicodeText.isControlOrInvisible(scalar):
                result += "\\u{\(String(scalar.value, radix: 16))}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
