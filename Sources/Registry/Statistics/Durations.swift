/// How long something took, over several times that it happened; in seconds.
package struct Durations: Hashable, Sendable {
    /// How many there are.
    package let count: Int
    /// The middle one, or the mean of the two in the middle, rounded down; nil where there is none.
    package let median: Int64?
    /// The shortest that at least nine of ten do not exceed (nearest rank); nil where there is none.
    package let p90: Int64?
    /// The longest; nil where there is none.
    package let longest: Int64?

    /// Computes all of it. Negative ones count as nothing at all.
    package init(_ seconds: [Int64]) {
        let sorted = seconds.map { max(0, $0) }.sorted()
        count = sorted.count
        longest = sorted.last
        guard !sorted.isEmpty else {
            median = nil
            p90 = nil
            return
        }
        let high = sorted[sorted.count / 2]
        let low = sorted[(sorted.count - 1) / 2]
        median = low + (high - low) / 2
        p90 = sorted[(sorted.count * 9 + 9) / 10 - 1]
    }
}
