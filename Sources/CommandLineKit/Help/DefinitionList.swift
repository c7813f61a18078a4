import Encoding

/// Terms on the left, their explanations wrapped in a column on the right.
struct DefinitionList {
    /// The terms of the whole help never push the explanations further right than this.
    static let widestTerm = 28

    let items: [(term: String, text: String)]

    /// Two spaces, the term, the text; a term that is too wide gets a line of its own.
    func text(width: Int) -> String {
        let fitting = items.map { UnicodeText.displayWidth($0.term) }.filter { $0 <= Self.widestTerm }
        let column = 2 + (fitting.max() ?? Self.widestTerm) + 2
        let margin = String(repeating: " ", count: column)
        var result = ""
        for item in items {
            var lines = TextWrap.lines(item.text, width: width - column)
            if UnicodeText.displayWidth(item.term) > column - 4 || lines.isEmpty {
                result += "  \(item.term)\n"
            } else {
                result += TextWrap.padded("  \(item.term)", width: column) + lines.removeFirst() + "\n"
            }
            for line in lines { result += margin + line + "\n" }
        }
        return result
    }
}
