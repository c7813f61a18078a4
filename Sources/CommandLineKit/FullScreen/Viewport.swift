/// Which rows of a longer page are seen.
package struct Viewport: Hashable, Sendable {
    /// The first row that is seen.
    package private(set) var top = 0
    package init() {}

    /// Takes a key that scrolls; false for others.
    package mutating func take(_ key: Key, rows: Int, height: Int) -> Bool {
        let page = max(1, height - 1)
        switch key {
        case .up: top -= 1
        case .down: top += 1
        case .pageUp: top -= page
        case .pageDown: top += page
        case .home: top = 0
        case .end: top = rows
        default: return false
        }
        top = clamped(rows: rows, height: height)
        return true
    }

    /// Moves as little as shows this row.
    package mutating func show(_ row: Int, height: Int) {
        top = min(max(top, row - max(1, height) + 1), row)
    }

    /// The rows that are seen of so many: after a resize the last page stays full.
    package func range(rows: Int, height: Int) -> Range<Int> {
        let first = clamped(rows: rows, height: height)
        return first..<min(rows, first + max(0, height))
    }

    private func clamped(rows: Int, height: Int) -> Int { max(0, min(top, rows - max(1, height))) }
}
