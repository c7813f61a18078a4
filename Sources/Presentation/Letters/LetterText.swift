import Encoding

extension LetterDocument {
    /// Columns of a letter as text, as in mail.
    package static let columns = 72

    /// The letter as text, wrapped; it ends in a line feed.
    package var text: String {
        blocks.map { block in
            switch block {
            case .paragraph(let runs): Self.paragraph(runs, indent: "", first: "")
            case .heading(let runs): Self.underlined(runs)
            case .items(let items):
                items.map { Self.paragraph($0, indent: "  ", first: "- ") }.joined()
            case .quote(let lines):
                lines.map { line in
                    line.isEmpty ? ">\n" : Self.paragraph([.text(line)], indent: "> ", first: "> ")
                }.joined()
            case .commands(let lines): lines.map(Self.command).joined()
            }
        }.joined(separator: "\n")
    }

    private static func underlined(_ runs: [Run]) -> String {
        let lines = lines(runs, width: columns)
        let width = lines.map(UnicodeText.displayWidth).max() ?? 0
        return (lines + [String(repeating: "-", count: width)]).map { $0 + "\n" }.joined()
    }

    private static func paragraph(_ runs: [Run], indent: String, first: String) -> String {
        lines(runs, width: columns - indent.utf8.count).enumerated()
            .map { ($0.offset == 0 ? first : indent) + $0.element + "\n" }.joined()
    }

    /// A command still pastes when it is broken: behind a backslash, before an option, outside of quotes.
    private static func command(_ text: String) -> String {
        var lines: [String] = []
        for piece in beforeOptions(text) {
            // The margin, the blank between and the backslash take eight columns.
            if let last = lines.last, last.utf8.count + piece.utf8.count + 8 <= columns {
                lines[lines.count - 1] = "\(last) \(piece)"
            } else {
                lines.append(piece)
            }
        }
        return "    " + lines.joined(separator: " \\\n        ") + "\n"
    }

    private static func beforeOptions(_ text: String) -> [String] {
        var pieces: [String] = []
        var isQuoted = false
        for word in text.split(separator: " ", omittingEmptySubsequences: false).map(String.init) {
            if pieces.isEmpty || (word.hasPrefix("--") && !isQuoted) {
                pieces.append(word)
            } else {
                pieces[pieces.count - 1] += " \(word)"
            }
            if word.utf8.count(where: { $0 == 0x22 || $0 == 0x27 }) % 2 == 1 { isQuoted.toggle() }
        }
        return pieces
    }

    private static func lines(_ runs: [Run], width: Int) -> [String] {
        var parts = [""]
        for run in runs {
            switch run {
            case .text(let text), .link(let text): parts[parts.count - 1] += text
            case .lineBreak: parts.append("")
            }
        }
        return parts.flatMap { wrapped($0, width: width) }
    }

    /// Breaks at blanks; longer words in pieces, but addresses not at all.
    private static func wrapped(_ text: String, width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        var used = 0
        for word in text.split(separator: " ") {
            for piece in pieces(word, width: width) {
                let size = UnicodeText.displayWidth(piece)
                if used > 0, used + 1 + size <= width {
                    line += " \(piece)"
                    used += 1 + size
                } else {
                    if used > 0 { lines.append(line) }
                    (line, used) = (piece, size)
                }
            }
        }
        return used > 0 || lines.isEmpty ? lines + [line] : lines
    }

    private static func pieces(_ word: Substring, width: Int) -> [String] {
        let text = String(word)
        guard UnicodeText.displayWidth(text) > width, !text.hasPrefix("https://") else { return [text] }
        var pieces: [String] = []
        var piece = ""
        for character in text {
            if UnicodeText.displayWidth(piece + String(character)) > width, !piece.isEmpty {
                pieces.append(piece)
                piece = ""
            }
            piece.append(character)
        }
        return pieces + [piece]
    }
}
