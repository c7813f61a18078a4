/// Writes tables as RFC 4180 has them: cells divided by commas, lines ended by CR LF, quotes where they are needed.
///
/// Two things beyond the standard, because such files are opened in spreadsheets:
///
/// - A cell that begins with `=`, `+`, `-`, `@`, TAB, CR, LF, one of the first four in full width, or an apostrophe gets
///   one apostrophe in front, so that no spreadsheet takes what a stranger wrote for a formula. A program that reads the
///   file takes one leading apostrophe off each cell that has one, and has what was there.
/// - Control characters other than TAB, CR and LF become U+FFFD.
package enum CSV {
    /// One line of cells, with its CR LF.
    package static func line(_ cells: [String]) -> String {
        cells.map(cell).joined(separator: ",") + "\r\n"
    }

    /// One cell as it stands in the file.
    package static func cell(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        if text.unicodeScalars.first.map(beginsFormula) ?? false { scalars.append("'") }
        var needsQuotes = false
        for scalar in text.unicodeScalars {
            needsQuotes = needsQuotes || asksForQuotes(scalar)
            if scalar == "\"" { scalars.append(scalar) }
            scalars.append(isControl(scalar) ? "\u{FFFD}" : scalar)
        }
        if text.unicodeScalars.first == " " || text.unicodeScalars.last == " " { needsQuotes = true }
        return needsQuotes ? "\"\(String(scalars))\"" : String(scalars)
    }

    private static func beginsFormula(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "=", "+", "-", "@", "'", "\t", "\r", "\n": true
        case "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": true
        default: false
        }
    }

    /// Semicolon and TAB divide cells for programs that were told so, or that go by the country.
    private static func asksForQuotes(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ",", ";", "\"", "\t", "\r", "\n": true
        default: false
        }
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\t", "\r", "\n": false
        default: scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
        }
    }
}
