import Encoding

/// A letter with everything filled in, as blocks: both the text and the page are made from it.
package struct LetterDocument: Hashable, Sendable {
    /// A stretch of a line. Only what a template's author wrote becomes a link, never what an applicant wrote.
    enum Run: Hashable, Sendable {
        case text(String)
        case link(String)
        case lineBreak
    }

    enum Block: Hashable, Sendable {
        case paragraph([Run])
        case heading([Run])
        case items([[Run]])
        /// Somebody's own words, a line each.
        case quote([String])
        case commands([String])
    }

    package let subject: String
    let blocks: [Block]

    /// Every command that it tells the business to type.
    package var commands: [String] {
        blocks.flatMap { block -> [String] in
            if case .commands(let lines) = block { return lines }
            return []
        }
    }

    /// Fills a template with a letter's values, between head and foot.
    init(_ letter: Letter, template: LetterTemplate, head: LetterTemplate, foot: LetterTemplate) {
        let filling = LetterFilling(values: letter.values)
        subject = filling.plain(template.subject)
        let subject = LetterDocument.Block.heading([.text(self.subject)])
        blocks =
            filling.blocks(head.nodes) + [subject] + filling.blocks(template.nodes)
            + filling.blocks(foot.nodes)
    }
}

/// Puts values into a template. A value is never looked at for placeholders or structure.
private struct LetterFilling {
    let values: [LetterField: String]

    func blocks(_ nodes: [LetterTemplate.Node]) -> [LetterDocument.Block] {
        nodes.flatMap { node -> [LetterDocument.Block] in
            switch node {
            case .paragraph(let pieces): [.paragraph(runs(pieces))]
            case .heading(let pieces): [.heading(runs(pieces))]
            case .items(let items): [.items(items.map(runs))]
            case .commands(let lines): [.commands(lines.map(plain))]
            case .quote(let pieces): quote(pieces)
            case .section(let field, let isThere, let nodes):
                (value(field).isEmpty != isThere) ? blocks(nodes) : []
            }
        }
    }

    /// An empty quotation is none.
    private func quote(_ pieces: [LetterTemplate.Piece]) -> [LetterDocument.Block] {
        var text = ""
        for piece in pieces {
            switch piece {
            case .text(let part): text += part
            case .field(let field): text += values[field] ?? ""
            case .lineBreak: text += "\n"
            }
        }
        let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
            .map { Self.safe(String(decoding: $0, as: UTF8.self)) }
        return lines.allSatisfy(\.isEmpty) ? [] : [.quote(lines)]
    }

    private func runs(_ pieces: [LetterTemplate.Piece]) -> [LetterDocument.Run] {
        pieces.flatMap { piece -> [LetterDocument.Run] in
            switch piece {
            case .text(let text): Self.linked(text)
            // The authority's own address, from its genesis.
            case .field(.website): Self.linked(value(.website))
            case .field(let field): [.text(value(field))]
            case .lineBreak: [.lineBreak]
            }
        }
    }

    /// One line without links.
    func plain(_ pieces: [LetterTemplate.Piece]) -> String {
        pieces.map { piece in
            switch piece {
            case .text(let text): text
            case .field(let field): value(field)
            case .lineBreak: " "
            }
        }.joined()
    }

    /// A value in a line: its own line ends are blanks.
    private func value(_ field: LetterField) -> String {
        var text = String.UnicodeScalarView()
        for scalar in (values[field] ?? "").unicodeScalars { text.append(scalar == "\n" ? " " : scalar) }
        return Self.safe(String(text))
    }

    /// What people cannot see, or what steers a terminal or turns the direction of writing, is shown by its number.
    private static func safe(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            if scalar == "\t" {
                result += "    "
            } else if UnicodeText.isControlOrInvisible(scalar) {
                result += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// Words that begin with https:// as links, without the sign that ends their sentence.
    private static func linked(_ text: String) -> [LetterDocument.Run] {
        var runs: [LetterDocument.Run] = []
        var plain = ""
        for (index, word) in text.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
            if index > 0 { plain += " " }
            var address = Array(word.utf8)[...]
            guard address.starts(with: "https://".utf8), address.count > 8 else {
                plain += word
                continue
            }
            while let last = address.last, ".,;:!?)".utf8.contains(last) { address = address.dropLast() }
            if !plain.isEmpty { runs.append(.text(plain)) }
            runs.append(.link(String(decoding: address, as: UTF8.self)))
            plain = String(decoding: word.utf8.dropFirst(address.count), as: UTF8.self)
        }
        return plain.isEmpty ? runs : runs + [.text(plain)]
    }
}
