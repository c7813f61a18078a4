/// Takes a command line apart that a person gave as one text, without a shell: nothing is expanded or run.
enum CommandWords {
    /// Words are divided by spaces. Inside '…' and "…" everything stands for itself; a backslash outside of '…' takes
    /// the next character as it is. Nil where a quote is not closed, or where there is no word.
    static func split(_ text: String) -> [String]? {
        var words: [String] = []
        var word: String.UnicodeScalarView?
        var quote: Unicode.Scalar?
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            if scalar == "\\", quote != "'" {
                guard let next = rest.popFirst() else { return nil }
                word = (word ?? .init()) + [next]
            } else if let open = quote {
                if scalar == open { quote = nil } else { word = (word ?? .init()) + [scalar] }
            } else if scalar == "'" || scalar == "\"" {
                quote = scalar
                word = word ?? .init()
            } else if scalar == " " || scalar == "\t" || scalar == "\n" {
                if let done = word { words.append(String(done)) }
                word = nil
            } else {
                word = (word ?? .init()) + [scalar]
            }
        }
        guard quote == nil else { return nil }
        if let done = word { words.append(String(done)) }
        return words.isEmpty ? nil : words
    }
}
