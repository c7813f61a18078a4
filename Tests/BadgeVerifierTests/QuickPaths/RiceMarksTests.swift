import Testing

@testable import BadgeVerifier

/// A look-up from the nearest mark gives what decoding a block from its beginning gives.
@Suite struct RiceMarksTests {
    /// A list of rising indexes with gaps of usual lengths and some that are very long.
    private func list(_ count: Int, _ random: inout SeededGenerator) -> [UInt64] {
        let usual = UInt64.random(in: 0...9, using: &random)
        var next = UInt64.random(in: 0...300, using: &random)
        return (0..<count).map { _ in
            defer {
                let isFar = Int.random(in: 0..<60, using: &random) == 0
                next += 1 + UInt64.random(in: 0...(1 << (isFar ? 30 : usual)), using: &random)
            }
            return next
        }
    }

    @Test(arguments: [1, 2, 15, 16, 17, 255, 256, 257, 272, 273, 1000, 4097])
    func `marks and blocks answer alike`(_ count: Int) throws {
        var random = SeededGenerator(seed: UInt64(count))
        for _ in 0..<8 {
            let items = list(count, &random)
            let end = try #require(items.last) + 20
            let bytes = try StatusPayload.encode(StatusLists(revoked: items), coveredSize: end)
            let payload = try StatusPayload(parsing: bytes, from: 0, coveredSize: end)
            let known = Set(items)
            let near = items.flatMap { [$0, $0 + 1, $0 > 0 ? $0 - 1 : 0] }
            let asked = (0..<20).map { _ in near.shuffled(using: &random)[0] } + near + [0, end - 1]
            // The first look-ups go without marks, and the last of these are asked again with them.
            for index in asked + asked.prefix(20) {
                #expect(payload.state(of: index) == (known.contains(index) ? .revoked : .good), "\(index)")
            }
        }
    }

    @Test func `each list has its own marks`() throws {
        let lists = StatusLists(
            revoked: Array(stride(from: 0, to: 9000, by: 7)),
            superseded: Array(stride(from: 1, to: 9000, by: 7)),
            suspended: Array(stride(from: 2, to: 9000, by: 14)), limited: [3, 8998])
        let bytes = try StatusPayload.encode(lists, coveredSize: 9000)
        let payload = try StatusPayload(parsing: bytes, from: 0, coveredSize: 9000)
        for index in UInt64(0)..<9000 {
            let expected: StatusState =
                switch index {
                case 3, 8998: .limited
                case _ where index % 7 == 0: .revoked
                case _ where index % 7 == 1: .superseded
                case _ where index % 14 == 2: .suspended
                default: .good
                }
            #expect(payload.state(of: index) == expected, "\(index)")
        }
    }
}
