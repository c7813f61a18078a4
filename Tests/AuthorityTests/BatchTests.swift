import Testing

@testable import Authority

/// How a batch is cut into transactions.
@Suite struct BatchTests {
    private func cut(_ weights: [Int], count: Int = 3, limit: Int = 10) -> [[Int]] {
        weights.chunked(count, weighing: { $0 }, atMost: limit)
    }

    @Test func piecesKeepBothLimitsAndTheOrder() {
        #expect(cut([]) == [])
        #expect(cut([1, 1, 1, 1]) == [[1, 1, 1], [1]])
        #expect(cut([5, 5, 1]) == [[5, 5], [1]])
        #expect(cut([9, 2, 9]) == [[9], [2], [9]])
        #expect(cut([99, 1, 99]) == [[99], [1], [99]], "what is too heavy alone stands alone")
        let many = (0..<1000).map { $0 % 7 }
        let pieces = cut(many)
        #expect(pieces.flatMap { $0 } == many)
        #expect(pieces.allSatisfy { $0.count <= 3 && $0.reduce(0, +) <= 10 })
    }
}
