/// Tables of a page.
package enum PageTable {
    /// One cell.
    package enum Cell: Hashable, Sendable {
        /// Words, escaped when they are written.
        case text(String)
        /// A number, at the right.
        case number(Int)

        var html: HTML {
            switch self {
            case .text(let text): "<td>\(text)</td>"
            case .number(let number): "<td class=\"number\">\(number)</td>"
            }
        }
    }

    /// A table with a head.
    package static func html(_ titles: [String], _ rows: [[Cell]]) -> HTML {
        let head = HTML(titles.map { "<th scope=\"col\">\($0)</th>" })
        let body = HTML(rows.map { "<tr>\(HTML($0.map(\.html)))</tr>" })
        return """
            <div class="wide">
            <table>
            <thead><tr>\(head)</tr></thead>
            <tbody>
            \(body)
            </tbody>
            </table>
            </div>
            """
    }
}
