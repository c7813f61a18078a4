/// Untrusted text made safe for a terminal: control characters, escape sequences, characters that are
/// invisible or change the direction of writing, and combining marks that could spill over other text are
/// shown as escapes, such as `\u{1b}`. Nothing an applicant writes can then move the cursor, change colours
/// or hide what stands next to it.
///
/// Not handled: letters of scripts written from right to left, which a terminal may reorder, and a person who
/// writes the escape itself. The text is for reading, never for parsing.
///
/// - Parameter multiline: keeps line feeds and shows tabs as four spaces; otherwise both are escaped too.
package func visible(_ text: some StringProtocol, multiline: Bool = false) -> String {
    // Printable ASCII, which most texts are, needs no look at the tables of Unicode.
    let text = String(text)
    if VisibleText.isPrintableASCII(text) { return text }
    var result = ""
    // Marks at the beginning would sit on what the program printed before, such as an opening quote.
    var marks = VisibleText.mostMarks
    for scalar in text.unicodeScalars {
        if multiline && (scalar == "\n" || scalar == "\t") {
            result += scalar == "\n" ? "\n" : "    "
            marks = VisibleText.mostMarks
        } else if VisibleText.isHidden(scalar) {
            result += VisibleText.escape(scalar)
            marks = VisibleText.mostMarks
        } else if VisibleText.isMark(scalar) {
            marks += 1
            if marks > VisibleText.mostMarks {
                result += VisibleText.escape(scalar)
            } else {
                result.unicodeScalars.append(scalar)
            }
        } else {
            marks = 0
            result.unicodeScalars.append(scalar)
        }
    }
    return result
}

/// The rules of `visible`.
enum VisibleText {
    /// More marks than this on one letter are no orthography but a way to write over neighbouring lines.
    static let mostMarks = 4

    /// Whether all bytes are printable ASCII.
    static func isPrintableASCII(_ text: String) -> Bool {
        for byte in text.utf8 where byte < 0x20 || byte > 0x7E { return false }
        return true
    }

    /// Whether a scalar has no shape of its own or steers the terminal.
    static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate:
            true
        // Default-ignorable letters such as the Hangul fillers look like nothing or like a space.
        default: scalar.properties.isDefaultIgnorableCodePoint && !isVariationSelector(scalar)
        }
    }

    static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark: true
        default: false
        }
    }

    /// Names as Swift and people write them: `\n`, `\t`, `\r`, else the hexadecimal number.
    static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": "\\n"
        case "\t": "\\t"
        case "\r": "\\r"
        default: "\\u{\(String(scalar.value, radix: 16))}"
        }
    }

    /// The selectors of emoji and text shapes, harmless behind a character.
    private static func isVariationSelector(_ scalar: Unicode.Scalar) -> Bool {
        (0xFE0E...0xFE0F).contains(scalar.value)
    }
}
