import Encoding

/// Fitting text to a number of terminal columns. Widths are display widths: a CJK character takes two
/// columns, a combining mark none.
package enum TextWrap {
    /// Breaks a paragraph at spaces into lines no wider than `width`, longer words in pieces. Line feeds
    /// count as spaces; the lines have no space at the end.
    package static func lines(_ text: String, width: Int) -> [String] {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\n" }
        return lines(ofWords: text.split(whereSeparator: isBlank).map(String.init), width: width)
    }

    /// Sets words that must stay whole where they can, such as the parts of a usage line.
    static func lines(ofWords words: [String], width: Int) -> [String] {
        let limit = max(width, 1)
        var lines: [String] = []
        var line = ""
        var used = 0
        for word in words {
            let size = UnicodeText.displayWidth(word)
            if used > 0 && used + 1 + size <= limit {
                line += " " + word
                used += 1 + size
                continue
            }
            if used > 0 { lines.append(line) }
            var pieces = size <= limit ? [word] : self.pieces(of: word, width: limit)
            line = pieces.popLast() ?? ""
            used = UnicodeText.displayWidth(line)
            lines += pieces
        }
        return used > 0 ? lines + [line] : lines
    }

    /// Breaks a paragraph and indents its lines; `width` includes the indent.
    package static func indented(_ text: String, by indent: Int, width: Int) -> String {
        let margin = String(repeating: " ", count: indent)
        return lines(text, width: width - indent).map { margin + $0 + "\n" }.joined()
    }

    /// Several paragraphs parted by empty lines. A line that begins with a space stays as it is: an example.
    package static func paragraphs(_ text: String, width: Int) -> String {
        var result = ""
        var paragraph: [Substring] = []
        func flush() {
            for line in lines(paragraph.joined(separator: " "), width: width) { result += line + "\n" }
            paragraph = []
        }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.utf8.first == UInt8(ascii: " ") || line.isEmpty {
                flush()
                result += line + "\n"
            } else {
                paragraph.append(line)
            }
        }
        flush()
        return result
    }

    /// The longest beginning of a text that fits, with an ellipsis in the last column if something was left
    /// out.
    package static func truncated(_ text: String, width: Int) -> String {
        guard UnicodeText.displayWidth(text) > width else { return text }
        guard width > 0 else { return "" }
        return prefix(of: text, width: width - 1) + "…"
    }

    /// The text with spaces behind it up to the width.
    package static func padded(_ text: String, width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - UnicodeText.displayWidth(text)))
    }

    private static func prefix(of text: String, width: Int) -> String {
        var result = ""
        var used = 0
        for character in text {
            used += UnicodeText.displayWidth(String(character))
            if used > width { break }
            result.append(character)
        }
        return result
    }

    private static func pieces(of word: String, width: Int) -> [String] {
        var pieces: [String] = []
        var piece = ""
        var used = 0
        for character in word {
            let size = UnicodeText.displayWidth(String(character))
            if used > 0 && used + size > width {
                pieces.append(piece)
                piece = ""
                used = 0
            }
            piece.append(character)
            used += size
        }
        return pieces + [piece]
    }
}

extension TextWrap {
    /// An example in a shell's words, later lines behind a backslash so that it still pastes. It breaks before options
    /// only, where no quoted text is open.
    package static func pastable(_ command: String, width: Int) -> String {
        let pieces = beforeOptions(command)
        var lines: [String] = []
        for piece in pieces {
            if let last = lines.last, last.count + piece.count + 3 <= width - 4 {
                lines[lines.count - 1] = "\(last) \(piece)"
            } else {
                lines.append(piece)
            }
        }
        return "  " + lines.joined(separator: " \\\n      ") + "\n"
    }

    private static func beforeOptions(_ command: String) -> [String] {
        var pieces: [String] = []
        var quote: Character?
        for word in command.split(separator: " ", omittingEmptySubsequences: false) {
            if pieces.isEmpty || quote == nil && word.hasPrefix("--") {
                pieces.append(String(word))
            } else {
                pieces[pieces.count - 1] += " \(word)"
            }
            for character in word where character == "'" || character == "\"" {
                if quote == nil { quote = character } else if quote == character { quote = nil }
            }
        }
        return pieces
    }
}
