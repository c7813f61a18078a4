import Encoding

/// A text that a person is writing, of one line or several, with its cursor. A value: it outlives resizing, leaving the
/// page and whatever becomes of the text.
package struct TextField: Hashable, Sendable {
    /// Whether Enter begins a new line; else the owner decides what Enter means.
    package let isMultiline: Bool
    /// The text is not let grow beyond this many bytes of UTF-8.
    package let mostBytes: Int
    private(set) var characters: [Character]
    /// Before which character the cursor stands.
    var cursor: Int
    /// The last input did not fit and was left out.
    package private(set) var isFull = false

    package init(_ text: String = "", multiline: Bool, mostBytes: Int) {
        isMultiline = multiline
        self.mostBytes = mostBytes
        characters = Array(Self.clean(text, multiline: multiline))
        cursor = characters.count
    }

    /// The whole text.
    package var text: String { String(characters) }

    /// How many bytes more it takes.
    package var room: Int { max(0, mostBytes - text.utf8.count) }

    /// Whether there is nothing but blanks.
    package var isBlank: Bool { characters.allSatisfy(\.isWhitespace) }

    /// Puts another text in its place, as after an editor.
    package mutating func replace(with text: String) {
        let old = self
        self = TextField(text, multiline: isMultiline, mostBytes: mostBytes)
        guard text.utf8.count > mostBytes else { return }
        self = old
        isFull = true
    }

    /// Takes a key. Returns false for keys that mean nothing to a text, which the owner may use.
    /// - Parameter width: the columns that the text is laid out in: up and down follow the rows that are seen.
    package mutating func take(_ key: Key, width: Int) -> Bool {
        isFull = false
        switch key {
        case .character(let scalar): insert(String(Character(scalar)))
        case .paste(let text): insert(text)
        case .enter:
            guard isMultiline else { return false }
            insert("\n")
        case .tab:
            guard isMultiline else { return false }
            insert("    ")
        case .backspace: remove(max(0, cursor - 1)..<cursor)
        case .delete: remove(cursor..<min(characters.count, cursor + 1))
        case .left, .control("b"): cursor = max(0, cursor - 1)
        case .right, .control("f"): cursor = min(characters.count, cursor + 1)
        case .up, .down: return moveRow(key == .up ? -1 : 1, width: width)
        case .home, .control("a"): cursor = row(width).lowerBound
        case .end, .control("e"): cursor = endOfRow(width)
        case .control("u"): remove(startOfLine..<cursor)
        case .control("k"): remove(cursor..<endOfLine)
        case .control("w"): remove(startOfWord..<cursor)
        default: return false
        }
        return true
    }

    private mutating func insert(_ text: String) {
        let added = Self.clean(text, multiline: isMultiline)
        let before = String(characters[..<cursor]) + added
        let whole = before + String(characters[cursor...])
        guard whole.utf8.count <= mostBytes else {
            isFull = true
            return
        }
        characters = Array(whole)
        // A mark may have joined the letter before it.
        cursor = min(before.count, characters.count)
    }

    private mutating func remove(_ range: Range<Int>) {
        characters.removeSubrange(range)
        cursor = range.lowerBound
        // What is left may join to fewer characters.
        characters = Array(text)
        cursor = min(cursor, characters.count)
    }

    private var startOfLine: Int { characters[..<cursor].lastIndex(of: "\n").map { $0 + 1 } ?? 0 }
    private var endOfLine: Int { characters[cursor...].firstIndex(of: "\n") ?? characters.count }
    private var startOfWord: Int {
        let word = characters[..<cursor].lastIndex { !$0.isWhitespace } ?? 0
        return characters[..<word].lastIndex { $0.isWhitespace }.map { $0 + 1 } ?? 0
    }

    /// Line ends as line feeds; a single line has none. Control characters are nothing that a person means to write.
    private static func clean(_ text: String, multiline: Bool) -> String {
        var result = String.UnicodeScalarView()
        var wasReturn = false
        for scalar in text.unicodeScalars {
            let isEnd = scalar == "\n" || scalar == "\r"
            if isEnd, !(scalar == "\n" && wasReturn) { result.append(multiline ? "\n" : " ") }
            wasReturn = scalar == "\r"
            if scalar == "\t" { result.append(contentsOf: "    ".unicodeScalars) }
            if !isEnd, scalar.properties.generalCategory != .control { result.append(scalar) }
        }
        return String(result)
    }
}
