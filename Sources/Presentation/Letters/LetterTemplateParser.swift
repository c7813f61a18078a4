import Encoding

extension LetterTemplate {
    /// Reads a template.
    ///
    ///     Subject: Your application {{case}}
    ///
    ///     A paragraph: lines that follow each other. A line that ends in \ is broken there.
    ///
    ///     - an item of a list
    ///
    ///     > {{question}}
    ///
    ///         greenbadge a command, kept as it is
    ///
    ///     {{#fee}}
    ///     Only where fee has a value; {{^fee}} is the opposite.
    ///     {{/fee}}
    ///
    /// - Parameters:
    ///   - fields: what it may name.
    ///   - hasSubject: whether its first line must be the subject.
    package init(
        parsing text: String, fields: [LetterField], hasSubject: Bool
    ) throws(LetterTemplateError) {
        var parser = LetterTemplateParser(fields: fields)
        var lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
            .map { String(decoding: $0.last == 0x0D ? $0.dropLast() : $0, as: UTF8.self) }[...]
        parser.line = 1
        var subject: [Piece] = []
        if hasSubject {
            let first = lines.popFirst() ?? ""
            guard first.hasPrefix("Subject: ") else {
                throw LetterTemplateError(line: 1, message: "the first line must be \"Subject: …\"")
            }
            subject = try parser.pieces(first.dropFirst("Subject: ".count))
            parser.line = 2
        }
        for line in lines {
            try parser.take(line)
            parser.line += 1
        }
        self.init(subject: subject, nodes: try parser.finish())
    }
}

/// Goes through a template line by line.
private struct LetterTemplateParser {
    typealias Piece = LetterTemplate.Piece
    typealias Node = LetterTemplate.Node

    let fields: [LetterField]
    var line = 1
    /// The sections that are open, the outermost first; what stands outside all of them comes first of all.
    private var open: [(field: LetterField, isThere: Bool, line: Int, outer: [Node])] = []
    private var nodes: [Node] = []

    /// Deeper than this nobody reads a template.
    private static let mostSections = 8

    init(fields: [LetterField]) { self.fields = fields }

    mutating func take(_ text: String) throws(LetterTemplateError) {
        let bare = Self.trimmed(text)
        if try section(bare) { return }
        if bare.isEmpty {
            nodes.append(.paragraph([]))
        } else if text.hasPrefix("    ") {
            let pieces = try pieces(text.dropFirst(4))
            guard case .commands(let lines)? = nodes.last else { return nodes.append(.commands([pieces])) }
            nodes[nodes.count - 1] = .commands(lines + [pieces])
        } else if bare.hasPrefix("# ") {
            nodes.append(.heading(try pieces(bare.dropFirst(2))))
        } else if bare.hasPrefix("- ") {
            let pieces = try pieces(bare.dropFirst(2))
            guard case .items(let items)? = nodes.last else { return nodes.append(.items([pieces])) }
            nodes[nodes.count - 1] = .items(items + [pieces])
        } else if bare.hasPrefix("> ") {
            nodes.append(.quote(try pieces(bare.dropFirst(2))))
        } else {
            try goOn(bare)
        }
    }

    /// A line that goes on with the paragraph or the item above it, or begins a paragraph.
    private mutating func goOn(_ text: String) throws(LetterTemplateError) {
        let isBroken = text.hasSuffix("\\")
        let more = try pieces(isBroken ? text.dropLast() : text[...]) + (isBroken ? [.lineBreak] : [])
        switch nodes.last {
        case .paragraph(let pieces)? where !pieces.isEmpty:
            nodes[nodes.count - 1] = .paragraph(Self.joined(pieces, more))
        case .items(let items)?:
            let last = items.last ?? []
            nodes[nodes.count - 1] = .items(items.dropLast() + [Self.joined(last, more)])
        case .paragraph, .heading, .quote, .commands, .section, nil: nodes.append(.paragraph(more))
        }
    }

    private static func joined(_ pieces: [Piece], _ more: [Piece]) -> [Piece] {
        pieces.last == .lineBreak ? pieces + more : pieces + [.text(" ")] + more
    }

    func finish() throws(LetterTemplateError) -> [Node] {
        guard let left = open.last else { return Self.withoutGaps(nodes) }
        throw LetterTemplateError(
            line: left.line,
            message:
                "{{\(left.isThere ? "#" : "^")\(left.field.rawValue)}} is not closed: {{/\(left.field.rawValue)}} is missing"
        )
    }

    /// Empty lines have done their work: they parted blocks.
    private static func withoutGaps(_ nodes: [Node]) -> [Node] { nodes.filter { $0 != .paragraph([]) } }

    /// `{{#field}}`, `{{^field}}` or `{{/field}}` alone on a line.
    private mutating func section(_ text: String) throws(LetterTemplateError) -> Bool {
        guard text.hasPrefix("{{"), text.hasSuffix("}}"), text.utf8.count > 4 else { return false }
        let inside = text.dropFirst(2).dropLast(2)
        guard let sign = inside.first, "#^/".contains(sign), !inside.contains("{") else { return false }
        let field = try field(inside.dropFirst())
        guard sign == "/" else {
            guard open.count < Self.mostSections else { throw error("sections stand too deep in each other") }
            open.append((field, sign == "#", line, nodes))
            nodes = []
            return true
        }
        guard let section = open.popLast(), section.field == field else {
            throw error("{{/\(field.rawValue)}} closes what is not open here")
        }
        nodes =
            section.outer + [
                .section(field, isThere: section.isThere, Self.withoutGaps(nodes))
            ]
        return true
    }

    /// A line's text and placeholders.
    func pieces(_ text: some StringProtocol) throws(LetterTemplateError) -> [Piece] {
        guard !UnicodeText.hasControlOrInvisible(String(text)) else {
            throw error("has a character that nobody sees, such as a tab or a control character")
        }
        var pieces: [Piece] = []
        var rest = Array(text.unicodeScalars)[...]
        var plain = String.UnicodeScalarView()
        while let scalar = rest.popFirst() {
            guard scalar == "{", rest.first == "{" else {
                plain.append(scalar)
                continue
            }
            guard let end = rest.dropFirst().firstIndex(of: "}"),
                rest.dropFirst(end + 1 - rest.startIndex).first == "}"
            else { throw error("{{ without }} behind it") }
            var name = String.UnicodeScalarView()
            name.append(contentsOf: rest[(rest.startIndex + 1)..<end])
            if !plain.isEmpty { pieces.append(.text(String(plain))) }
            plain = String.UnicodeScalarView()
            pieces.append(.field(try field(String(name))))
            rest = rest[(end + 2)...]
        }
        return plain.isEmpty ? pieces : pieces + [.text(String(plain))]
    }

    private func field(_ name: some StringProtocol) throws(LetterTemplateError) -> LetterField {
        let name = Self.trimmed(String(name))
        if let field = fields.first(where: { sameBytes($0.rawValue, name) }) { return field }
        let names = fields.map(\.rawValue)
        let known = LetterField.allCases.contains { sameBytes($0.rawValue, name) }
        let near = nearest(name, in: names).map { "; did you mean {{\($0)}}?" }
        let what = known ? "has no place in this letter" : "is no placeholder"
        throw error("{{\(name)}} \(what)\(near ?? ". It has: \(names.joined(separator: ", "))")")
    }

    private func error(_ message: String) -> LetterTemplateError {
        LetterTemplateError(line: line, message: message)
    }

    private static func trimmed(_ text: String) -> String {
        var bytes = Array(text.utf8)[...].drop { $0 == 0x20 }
        while bytes.last == 0x20 { bytes = bytes.dropLast() }
        return String(decoding: bytes, as: UTF8.self)
    }
}
