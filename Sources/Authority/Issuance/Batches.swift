extension Array {
    /// Consecutive pieces of at most `count` elements whose weights together stay below `limit` (one heavier element
    /// makes a piece of its own).
    func chunked(_ count: Int, weighing weight: (Element) -> Int, atMost limit: Int) -> [[Element]] {
        var pieces: [[Element]] = []
        var total = 0
        for element in self {
            let next = weight(element)
            if let last = pieces.last, last.count < count, total + next <= limit {
                pieces[pieces.count - 1].append(element)
                total += next
            } else {
                pieces.append([element])
                total = next
            }
        }
        return pieces
    }

    /// Consecutive pieces of at most `count` elements.
    func chunked(_ count: Int) -> [[Element]] {
        stride(from: 0, to: self.count, by: count).map { Array(self[$0..<Swift.min($0 + count, self.count)]) }
    }

    /// The elements that fulfil the condition and those that do not, each in order.
    func partitioned(_ condition: (Element) -> Bool) -> ([Element], [Element]) {
        (filter(condition), filter { !condition($0) })
    }
}
