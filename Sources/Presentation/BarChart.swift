/// Bars that lie one below the other, each with its name and number: an SVG picture to stand inside a page.
package struct BarChart: Hashable, Sendable {
    /// One bar.
    package struct Bar: Hashable, Sendable {
        let name: String
        let value: Int
        let colour: ChartColour

        /// A bar; a negative value is drawn as none.
        package init(_ name: String, _ value: Int, _ colour: ChartColour = .blue) {
            self.name = name
            self.value = value
            self.colour = colour
        }
    }

    let title: String
    let bars: [Bar]

    /// A picture with a title, which screen readers say before the numbers.
    package init(title: String, _ bars: [Bar]) {
        self.title = title
        self.bars = bars
    }

    private static let width = 720
    private static let nameWidth = 240
    private static let numberWidth = 60
    private static let rowHeight = 24
    /// So many letters fit beside the bars.
    private static let nameLetters = 34

    /// The picture.
    package var svg: HTML {
        let height = max(1, bars.count) * Self.rowHeight
        let numbers = bars.map { "\($0.name): \($0.value)" }.joined(separator: "; ")
        return """
            <svg viewBox="0 0 \(Self.width) \(height)" role="img" aria-label="\(title)">
            <title>\(title)</title>
            <desc>\(numbers)</desc>
            \(HTML(bars.indices.map(row)))
            </svg>
            """
    }

    private func row(_ index: Int) -> HTML {
        let bar = bars[index]
        let top = index * Self.rowHeight
        let length = ChartScale(largest: bars.map(\.value).max() ?? 0).length(
            bar.value, of: Self.width - Self.nameWidth - Self.numberWidth)
        return """
            <text x="\(Self.nameWidth - 8)" y="\(top + 16)" text-anchor="end">\(ChartText.shortened(bar.name, to: Self.nameLetters))</text>
            <rect x="\(Self.nameWidth)" y="\(top + 4)" width="\(length)" height="16" rx="2" class="\(bar.colour.name)"/>
            <text x="\(Self.nameWidth + length + 6)" y="\(top + 16)" class="faint">\(bar.value)</text>
            """
    }
}
