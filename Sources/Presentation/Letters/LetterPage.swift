import Encoding

extension LetterDocument {
    /// The letter as one page: no scripts, nothing fetched, printable; every text goes through the escaper.
    package var page: String {
        let paragraphs = blocks.map { block -> HTML in
            switch block {
            case .paragraph(let runs): "<p>\(Self.line(runs))</p>"
            case .heading(let runs): "<h2>\(Self.line(runs))</h2>"
            case .items(let items):
                "<ul>\n\(HTML(items.map { item -> HTML in "<li>\(Self.line(item))</li>" }))\n</ul>"
            case .quote(let lines):
                "<blockquote>\n\(HTML(lines.map { line -> HTML in line.isEmpty ? "<br>" : "<p dir=\"auto\">\(line)</p>" }))\n</blockquote>"
            case .commands(let lines): "<pre>\(lines.joined(separator: "\n"))</pre>"
            }
        }
        return HTMLPage.text(title: subject, body: HTML(paragraphs))
    }

    private static func line(_ runs: [Run]) -> HTML {
        runs.reduce("") { line, run in
            switch run {
            case .text(let text): "\(line)\(text)"
            // It begins with https://, so it can be no script; in double quotes the escaped form is safe.
            case .link(let address): "\(line)<a href=\"\(address)\">\(address)</a>"
            case .lineBreak: "\(line)<br>"
            }
        }
    }
}
