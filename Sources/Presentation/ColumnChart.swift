/// Columns side by side, a group for each day, week or month: an SVG picture to stand inside a page.
package struct ColumnChart: Hashable, Sendable {
    /// What is counted, with its colour.
    package struct Series: Hashable, Sendable {
        let name: String
        let colour: ChartColour
        let values: [Int]

        /// One value for each group.
        package init(_ name: String, _ colour: ChartColour, _ values: [Int]) {
            self.name = name
            self.colour = colour
            self.values = values
        }
    }

    let title: String
    let groups: [String]
    let series: [Series]

    /// A picture with a title; `groups` are the names below the columns.
    package init(title: String, groups: [String], _ series: [Series]) {
        self.title = title
        self.groups = groups
        self.series = series
    }

    private static let width = 720
    private static let left = 44
    private static let top = 28
    private static let height = 180
    /// Names below the columns need so much room each; where there is less, some are left out.
    private static let nameWidth = 76

    private var largest: Int { max(1, series.flatMap(\.values).max() ?? 0) }

    /// The picture.
    package var svg: HTML {
        let bottom = Self.top + Self.height
        let sums = series.map { "\($0.name): \($0.values.reduce(0, +))" }.joined(separator: "; ")
        return """
            <svg viewBox="0 0 \(Self.width) \(bottom + 24)" role="img" aria-label="\(title)">
            <title>\(title)</title>
            <desc>\(sums)</desc>
            \(HTML(series.indices.map(legend)))
            <line x1="\(Self.left)" y1="\(bottom)" x2="\(Self.width)" y2="\(bottom)" class="axis"/>
            <line x1="\(Self.left)" y1="\(Self.top)" x2="\(Self.width)" y2="\(Self.top)" class="axis"/>
            <text x="\(Self.left - 8)" y="\(bottom + 4)" text-anchor="end" class="faint">0</text>
            <text x="\(Self.left - 8)" y="\(Self.top + 4)" text-anchor="end" class="faint">\(largest)</text>
            \(HTML(groups.indices.map(group)))
            </svg>
            """
    }

    private func legend(_ index: Int) -> HTML {
        let x = Self.left + index * 120
        return """
            <rect x="\(x)" y="4" width="12" height="12" rx="2" class="\(series[index].colour.name)"/>
            <text x="\(x + 18)" y="14">\(ChartText.shortened(series[index].name, to: 14))</text>
            """
    }

    private func group(_ index: Int) -> HTML {
        let space = Double(Self.width - Self.left) / Double(max(1, groups.count))
        let start = Double(Self.left) + Double(index) * space
        let columns = series.indices.map { column($0, group: index, start: start, space: space) }
        let every = max(1, Int((Double(Self.nameWidth) / space).rounded(.up)))
        guard index.isMultiple(of: every) else { return HTML(columns) }
        let name: HTML =
            "<text x=\"\(Int(start + space * 0.1))\" y=\"\(Self.top + Self.height + 18)\" class=\"faint\">\(groups[index])</text>"
        return HTML(columns + [name])
    }

    private func column(_ index: Int, group: Int, start: Double, space: Double) -> HTML {
        let values = series[index].values
        let value = values.indices.contains(group) ? values[group] : 0
        let length = ChartScale(largest: largest).length(value, of: Self.height)
        let width = space * 0.8 / Double(max(1, series.count))
        let x = start + space * 0.1 + Double(index) * width
        // Two decimals keep hundreds of columns apart.
        let places = [x, max(0.5, width * 0.9)].map { String(($0 * 100).rounded() / 100) }
        return """
            <rect x="\(places[0])" y="\(Self.top + Self.height - length)" width="\(places[1])" height="\(length)" class="\(series[index].colour.name)"/>
            """
    }
}
