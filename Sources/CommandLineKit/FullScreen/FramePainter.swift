/// Turns frames into the bytes that draw them, a whole frame a time: rows that stand already are not sent again, which
/// matters over a slow line.
package struct FramePainter {
    private let style: Style
    private var size: ScreenSize?
    private var shown: [ScreenLine] = []

    package init(style: Style) { self.style = style }

    /// What is on the screen is not known any more; the next frame is drawn whole.
    package mutating func forget() { size = nil }

    /// The bytes for a frame, to be written in one piece: rows beyond the screen are left out, longer ones truncated.
    package mutating func draw(_ frame: Frame, size: ScreenSize) -> String {
        let isNew = self.size != size
        var lines = frame.lines.prefix(size.rows).map { $0.fitted(size.columns) }
        lines += Array(repeating: ScreenLine(), count: max(0, size.rows - lines.count))
        // Hidden while rows are drawn, so that it does not flicker through them.
        var result = "\u{1b}[?25l" + (isNew ? "\u{1b}[0m\u{1b}[2J" : "")
        for (row, line) in lines.enumerated() where isNew || line != shown[row] {
            // Behind a full row the cursor stands on its last column, which erasing would take away.
            let rest = line.width < size.columns ? "\u{1b}[K" : ""
            result += "\u{1b}[\(row + 1);1H\(line.text(in: style))\(rest)"
        }
        if let cursor = frame.cursor, cursor.row < size.rows {
            result += "\u{1b}[\(cursor.row + 1);\(min(cursor.column, size.columns - 1) + 1)H\u{1b}[?25h"
        }
        self.size = size
        shown = lines
        return result
    }
}
