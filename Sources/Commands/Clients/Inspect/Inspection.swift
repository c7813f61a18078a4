import BadgeVerifier
import CommandLineKit
import Encoding

/// What a file says, in sections, without any judgement; one source for the text and for the JSON.
struct Inspection {
    /// One statement of the file.
    struct Fact {
        let key: String
        let label: String
        let value: JSON
        /// Lines for people, where they are not simply the value's.
        let lines: [String]

        init(_ key: String, _ label: String, _ value: JSON, lines: [String]? = nil) {
            self.key = key
            self.label = label
            self.value = value
            self.lines = lines ?? Fact.lines(value)
        }

        init(_ key: String, _ label: String, _ text: String?) {
            self.init(key, label, text.map { .string($0) } ?? .null)
        }

        init(_ key: String, _ label: String, _ number: UInt64) {
            self.init(key, label, .integer(Int64(clamping: number)))
        }

        init(_ key: String, _ label: String, _ texts: [String]) {
            self.init(key, label, .array(texts.map(JSON.string)))
        }

        private static func lines(_ value: JSON) -> [String] {
            switch value {
            case .null: []
            case .bool(let flag): [flag ? "yes" : "no"]
            case .integer(let number): ["\(number)"]
            case .string(let text): [text]
            case .array(let values): values.flatMap(lines)
            case .object(let members):
                members.compactMap { member in
                    let value = lines(member.value).joined(separator: ", ")
                    return value.isEmpty ? nil : "\(member.name): \(value)"
                }
            }
        }
    }

    /// A part of the file.
    struct Section {
        let key: String
        let title: String
        var facts: [Fact]
    }

    /// A word for programs: `badge`, `trust`, `snapshot`, `checkpoint`, …
    let kind: String
    /// The same for people: "a badge file".
    let title: String
    var sections: [Section]

    /// `file` and `kind` first, then one object a section. `verified` is always false, so that nobody takes this for
    /// a verdict.
    func json(file: String) -> JSON {
        let head: [JSON.Member] = [
            .init("file", .string(file)), .init("kind", .string(kind)), .init("verified", .bool(false)),
        ]
        return .object(
            head
                + sections.map { section in
                    .init(section.key, .object(section.facts.map { .init($0.key, $0.value) }))
                })
    }

    func text(file: String, width: Int?, style: Style) -> String {
        var result =
            style.paint("NOT VERIFIED", .bold, .yellow)
            + "  this is what the file says, true or not  \(style.dim(visible(file)))\n"
        result += "\(title)\n"
        for section in sections {
            result += "\n" + style.bold(section.title) + "\n"
            var sheet = FactSheet()
            for fact in section.facts { sheet.add(fact.label, fact.lines) }
            result += sheet.text(width: width, style: style)
        }
        return result
    }
}

/// A file that is not what it begins like: where and why.
struct InspectionFailure: Error {
    let reason: String
}
