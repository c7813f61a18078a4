/// How many letters must be put in, left out, replaced or swapped with their neighbour to make one name of another
/// (optimal string alignment), as far as it matters.
enum EditDistance {
    /// The distance where it is at most `limit`; nil where it is more.
    static func within(_ limit: Int, _ a: [UInt32], _ b: [UInt32]) -> Int? {
        guard abs(a.count - b.count) <= limit else { return nil }
        if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
        var before = [Int](repeating: 0, count: b.count + 1)
        var last = Array(0...b.count)
        for row in 1...a.count {
            var current = [Int](repeating: limit + 1, count: b.count + 1)
            current[0] = row
            // Only a band around the diagonal can stay within the limit.
            let (from, to) = (max(1, row - limit), min(b.count, row + limit))
            guard from <= to else { return nil }
            var least = from > 1 ? limit + 1 : row
            for column in from...to {
                let same = a[row - 1] == b[column - 1]
                var cost = min(last[column - 1] + (same ? 0 : 1), last[column] + 1, current[column - 1] + 1)
                if row > 1, column > 1, a[row - 1] == b[column - 2], a[row - 2] == b[column - 1] {
                    cost = min(cost, before[column - 2] + 1)
                }
                current[column] = cost
                least = min(least, cost)
            }
            if least > limit { return nil }
            (before, last) = (last, current)
        }
        return last[b.count] <= limit ? last[b.count] : nil
    }

    /// How far a name may be from another and still be taken for it: 1 letter, 2 from eight letters on. Names of one
    /// to three letters differ in one letter all the time.
    static func limit(_ count: Int) -> Int { count < 4 ? 0 : count < 8 ? 1 : 2 }
}
