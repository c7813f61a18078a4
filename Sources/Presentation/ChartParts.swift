/// The colours of the page's style: each has a value for light and one for dark grounds.
package enum ChartColour: Hashable, Sendable {
    /// What is good.
    case green
    /// What was refused or stopped.
    case red
    /// What needs attention.
    case amber
    /// What is neither.
    case blue
    /// What ended by itself.
    case grey

    var name: HTML {
        switch self {
        case .green: "green"
        case .red: "red"
        case .amber: "amber"
        case .blue: "blue"
        case .grey: "grey"
        }
    }
}

/// Numbers as lengths.
struct ChartScale {
    let largest: Int

    /// The length of a value where the largest one takes all of `space`; whatever is not nothing can be seen.
    func length(_ value: Int, of space: Int) -> Int {
        guard value > 0, largest > 0 else { return 0 }
        return max(1, Int(Double(min(value, largest)) / Double(largest) * Double(space)))
    }
}

/// Names in pictures.
enum ChartText {
    /// The text, cut behind so many letters.
    static func shortened(_ text: String, to letters: Int) -> String {
        text.count <= letters ? text : "\(text.prefix(letters - 1))…"
    }
}
