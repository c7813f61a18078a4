import Encoding

/// The wording of every letter: the built-in one, with what the authority puts in its place.
package struct LetterTemplates: Sendable {
    private var templates: [LetterKind: LetterTemplate] = [:]
    private let head: LetterTemplate
    private let foot: LetterTemplate

    /// What stands above and below every letter; names beside those of the kinds.
    package static let frame = ["head", "foot"]
    /// The names of all templates.
    package static let names = frame + LetterKind.allCases.map(\.rawValue)

    /// A template that cannot be used: whose, and why.
    package struct Problem: Error, Hashable, Sendable {
        package let name: String
        package let error: LetterTemplateError
    }

    /// - Parameter texts: the authority's own, by name; the others stay as they are built in.
    package init(replacing texts: [String: String] = [:]) throws(Problem) {
        head = try Self.template("head", texts, LetterField.common, hasSubject: false)
        foot = try Self.template("foot", texts, LetterField.common, hasSubject: false)
        for kind in LetterKind.allCases {
            templates[kind] = try Self.template(
                kind.rawValue, texts, LetterField.common + kind.fields, hasSubject: true)
        }
    }

    private static func template(
        _ name: String, _ texts: [String: String], _ fields: [LetterField], hasSubject: Bool
    ) throws(Problem) -> LetterTemplate {
        do throws(LetterTemplateError) {
            return try LetterTemplate(
                parsing: texts[name] ?? builtIn(name), fields: fields, hasSubject: hasSubject)
        } catch {
            throw Problem(name: name, error: error)
        }
    }

    /// A letter in these words.
    package func write(_ letter: Letter) -> LetterDocument {
        // Every kind has its template: the initialiser makes them all.
        let template = templates[letter.kind] ?? head
        return LetterDocument(letter, template: template, head: head, foot: foot)
    }

    /// The text of a built-in template.
    package static func builtIn(_ name: String) -> String {
        guard let kind = LetterKind(rawValue: name) else {
            return sameBytes(name, "head") ? BuiltInLetters.head : BuiltInLetters.foot
        }
        return BuiltInLetters.text(of: kind)
    }

    /// What is written beside the templates: how they are made, and what each may name.
    package static var guide: String {
        let kinds = LetterKind.allCases.map { kind in
            let names = kind.fields.map(\.rawValue).joined(separator: ", ")
            return "\(kind.rawValue).txt\(names.isEmpty ? "" : ": \(names)")"
        }
        let fields = LetterField.allCases.map { "{{\($0.rawValue)}}  \($0.meaning)" }
        return """
            The letters of this authority, one file a kind; head.txt and foot.txt stand above and below each. Delete a
            file, and the letter is the built-in one. This file is not read.

            The first line is "Subject: …". Lines that follow each other are a paragraph, broken where a line ends in \\;
            "- " begins an item, "> " a quotation, "# " a heading; four blanks in front keep a line as it is, for
            commands. {{name}} is filled in; {{#name}} to {{/name}}, each alone on its line, stand only where the name
            has a value, {{^name}} to {{/name}} only where it has none.

            Every letter may name:
              \(LetterField.common.map(\.rawValue).joined(separator: ", "))
            Beside these:
              \(kinds.joined(separator: "\n  "))

            What the names mean:
              \(fields.joined(separator: "\n  "))

            """
    }
}
