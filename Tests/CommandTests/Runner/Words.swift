/// Takes a script line apart into words.
struct Words {
    private let scalars: [Unicode.Scalar]
    private let variables: [String: String]
    private var position = 0

    /// The words of a line: none for blank lines and comments.
    ///
    /// - Throws: a `ScriptError` for an unknown variable or an open quote.
    static func split(_ line: String, variables: [String: String]) throws -> [String] {
        var words = Words(scalars: Array(line.unicodeScalars), variables: variables)
        var result: [String] = []
        while let word = try words.next() { result.append(word) }
        return result
    }

    private init(scalars: [Unicode.Scalar], variables: [String: String]) {
        self.scalars = scalars
        self.variables = variables
    }

    private mutating func next() throws -> String? {
        while position < scalars.count, Self.isBlank(scalars[position]) { position += 1 }
        guard position < scalars.count, scalars[position] != "#" else { return nil }
        var word = ""
        while position < scalars.count, !Self.isBlank(scalars[position]) {
            switch scalars[position] {
            case "'": word += try quoted()
            case "$": word += try variable()
            default:
                word.unicodeScalars.append(scalars[position])
                position += 1
            }
        }
        return word
    }

    /// `'…'`; a doubled quote inside is one quote, and only variables in braces are replaced.
    private mutating func quoted() throws -> String {
        var text = ""
        position += 1
        while position < scalars.count {
            if scalars[position] == "'" {
                guard position + 1 < scalars.count, scalars[position + 1] == "'" else { break }
                position += 1
            } else if scalars[position] == "$", scalars[position...].dropFirst().first == "{" {
                text += try variable()
                continue
            }
            text.unicodeScalars.append(scalars[position])
            position += 1
        }
        guard position < scalars.count else { throw ScriptError("a quote is not closed") }
        position += 1
        return text
    }

    /// `$NAME`, `${NAME}`, or `${NAME@R}` for use inside a regular expression.
    private mutating func variable() throws -> String {
        position += 1
        // The end of a line in a regular expression.
        guard position < scalars.count, scalars[position] == "{" || Self.isNamePart(scalars[position]) else {
            return "$"
        }
        let isBraced = scalars[position] == "{"
        if isBraced { position += 1 }
        var name = ""
        while position < scalars.count, Self.isNamePart(scalars[position]) {
            name.unicodeScalars.append(scalars[position])
            position += 1
        }
        var isLiteral = false
        if isBraced {
            isLiteral = scalars[position...].starts(with: "@R".unicodeScalars)
            position += isLiteral ? 2 : 0
            guard position < scalars.count, scalars[position] == "}" else {
                throw ScriptError("${\(name) is not closed")
            }
            position += 1
        }
        guard let value = variables[name] else { throw ScriptError("there is no $\(name)") }
        return isLiteral ? Pattern.literal(value) : value
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" }

    private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "_" || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
    }
}

/// Regular expressions of the scripts: `^` and `$` match at lines.
enum Pattern {
    struct Match {
        let range: Range<String.Index>
        /// The whole, then the groups.
        let groups: [String]
    }

    /// The first match; nil where nothing matches.
    static func firstMatch(_ pattern: String, in text: String) throws -> Match? {
        let regex: Regex<AnyRegexOutput>
        do {
            regex = try Regex(pattern).anchorsMatchLineEndings().matchingSemantics(.unicodeScalar)
        } catch {
            throw ScriptError("'\(pattern)' is no regular expression: \(error)")
        }
        return text.firstMatch(of: regex).map { match in
            Match(range: match.range, groups: match.output.map { $0.substring.map(String.init) ?? "" })
        }
    }

    /// A text as a regular expression that matches it alone.
    static func literal(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { result, scalar in
            if #"\.+*?()[]{}|^$/-"#.unicodeScalars.contains(scalar) { result += "\\" }
            result.unicodeScalars.append(scalar)
        }
    }
}
