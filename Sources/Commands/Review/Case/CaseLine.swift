import CommandLineKit
import Encoding

/// A label and what it says of a case. The text is as somebody wrote it: `rows` makes it safe to show.
struct CaseLine: Hashable {
    let label: String
    let text: String
    let paint: Style.Paint?

    init(_ label: String, _ text: String, _ paint: Style.Paint? = nil) {
        self.label = label
        self.text = text
        self.paint = paint
    }

    /// The columns before the text, the label in the first row of them.
    static let indent = 11
    /// Narrower texts are no longer readable; the screen truncates them instead.
    private static let narrowest = 20

    /// The rows of the text, each safe to show and wrapped beside the label; nil wraps nothing.
    func rows(width: Int?) -> [(head: String, text: String)] {
        let room = max(Self.narrowest, (width ?? 100_000) - Self.indent)
        let lines = visible(text, multiline: true).split(separator: "\n").flatMap {
            TextWrap.lines(String($0), width: room)
        }
        return lines.enumerated().map { index, line in
            let head = index == 0 ? label : ""
            return (
                head + String(repeating: " ", count: max(1, Self.indent - UnicodeText.displayWidth(head))),
                line
            )
        }
    }
}
