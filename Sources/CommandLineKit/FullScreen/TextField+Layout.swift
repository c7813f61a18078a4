import Encoding

extension TextField {
    /// The text in rows of a width, and the part of them that shows the cursor.
    package struct Layout: Hashable, Sendable {
        /// Rows as the person sees them, not yet made safe.
        package let rows: [String]
        /// Where the cursor stands among them.
        package let cursor: Frame.Place
    }

    /// Lays the text out: long lines break behind a space where there is one.
    /// - Parameter height: at most so many rows, those around the cursor.
    package func layout(width: Int, height: Int) -> Layout {
        let all = rows(width)
        let at = rowIndex(all)
        let first = min(max(0, at - max(1, height) + 1), max(0, all.count - 1))
        let column = columns(of: all[at].lowerBound..<cursor)
        return Layout(
            rows: all[first...].prefix(max(1, height)).map { range in
                // The line feed that ends a row is not part of what is seen.
                String(characters[range].filter { $0 != "\n" })
            },
            cursor: Frame.Place(row: at - first, column: min(column, max(0, width - 1))))
    }

    func row(_ width: Int) -> Range<Int> {
        let all = rows(width)
        return all[rowIndex(all)]
    }

    func endOfRow(_ width: Int) -> Int {
        let row = row(width)
        let isWhole = row.upperBound == characters.count && characters.last != "\n"
        return isWhole || row.isEmpty ? row.upperBound : row.upperBound - 1
    }

    /// To the row above or below, in about the same column. False at the first and the last.
    mutating func moveRow(_ step: Int, width: Int) -> Bool {
        let all = rows(width)
        let at = rowIndex(all)
        guard all.indices.contains(at + step) else { return false }
        let wanted = columns(of: all[at].lowerBound..<cursor)
        let target = all[at + step]
        var place = target.lowerBound
        while place < target.upperBound, characters[place] != "\n",
            columns(of: target.lowerBound..<place + 1) <= wanted
        {
            place += 1
        }
        // Behind the last character of a row is the beginning of the next.
        let isLast = at + step == all.count - 1
        cursor = place == target.upperBound && !isLast && place > target.lowerBound ? place - 1 : place
        return true
    }

    private func rowIndex(_ all: [Range<Int>]) -> Int {
        all.lastIndex { $0.lowerBound <= cursor } ?? 0
    }

    private func columns(of range: Range<Int>) -> Int {
        characters[range].reduce(0) { $0 + Self.width($1) }
    }

    private static func width(_ character: Character) -> Int {
        character == "\n" ? 0 : UnicodeText.displayWidth(visible(String(character)))
    }

    /// The characters of each row, its line feed included. At least one row; a text that ends in a line feed has an
    /// empty one behind it.
    private func rows(_ width: Int) -> [Range<Int>] {
        var rows: [Range<Int>] = []
        var start = 0
        var used = 0
        var space: Int?
        for (index, character) in characters.enumerated() {
            if character == "\n" {
                rows.append(start..<index + 1)
                (start, used, space) = (index + 1, 0, nil)
                continue
            }
            let size = Self.width(character)
            // One column stays free for the cursor behind the last character.
            if used + size > max(1, width - 1), used > 0 {
                let next = space.map { $0 + 1 } ?? index
                rows.append(start..<next)
                start = next
                used = columns(of: next..<index)
                space = nil
            }
            if character == " " { space = index }
            used += size
        }
        return rows + [start..<characters.count]
    }
}
