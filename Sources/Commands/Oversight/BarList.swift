import CommandLineKit
import Encoding

/// Names with numbers and bars that fit the terminal; in a file or pipe, 80 columns.
struct BarList {
    private let bars: [(name: String, count: Int)]
    private let paint: Style.Paint

    init(_ bars: [(name: String, count: Int)], _ paint: Style.Paint) {
        self.bars = bars.map { (visible($0.name), $0.count) }
        self.paint = paint
    }

    /// Wider ones say no more.
    private static let longest = 60

    func print(_ context: CommandContext) {
        let width = context.width ?? 80
        let numbers = bars.map { String($0.count).utf8.count }.max() ?? 1
        let names = min(
            bars.map { UnicodeText.displayWidth($0.name) }.max() ?? 0, max(6, width / 2 - numbers))
        let space = min(Self.longest, max(0, width - names - numbers - 4))
        let largest = bars.map(\.count).max() ?? 0
        for bar in bars {
            let name = TextWrap.truncated(bar.name, width: names)
            let gap = String(repeating: " ", count: names - UnicodeText.displayWidth(name))
            let number = String(bar.count)
            let indent = String(repeating: " ", count: numbers - number.utf8.count)
            let drawn = context.style.paint(Self.bar(bar.count, of: largest, space), paint)
            context.print("\(name)\(gap)  \(indent)\(number)\(drawn.isEmpty ? "" : "  \(drawn)")")
        }
    }

    /// A bar in eighths of a column; whatever is not nothing can be seen.
    static func bar(_ count: Int, of largest: Int, _ space: Int) -> String {
        guard count > 0, largest > 0, space > 0 else { return "" }
        let eighths = max(1, Int(Double(count) / Double(largest) * Double(space * 8)))
        let rest = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
        return String(repeating: "█", count: eighths / 8) + rest
    }
}
