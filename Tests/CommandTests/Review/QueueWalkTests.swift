import Encoding
import Testing

@testable import Commands

/// The session's way through a queue that others change.
@Suite struct QueueWalkTests {
    private let ids = (1...5).map { ApplicationID(random: [0, 0, 0, $0]) }

    private func walk(at index: Int) -> QueueWalk {
        var walk = QueueWalk()
        for _ in 0...index { _ = walk.step(.next, in: ids) }
        return walk
    }

    @Test func `it goes forth and back and stops at both ends`() {
        var walk = QueueWalk()
        #expect(walk.step(.next, in: ids) == .to(ids[0]))
        #expect(walk.position.place == 1 && walk.position.count == 5)
        #expect(walk.step(.next, in: ids) == .to(ids[1]))
        #expect(walk.step(.previous, in: ids) == .to(ids[0]))
        #expect(walk.step(.previous, in: ids) == .end)
        #expect(walk.step(.same, in: ids) == .to(ids[0]))
        walk = self.walk(at: 4)
        #expect(walk.step(.next, in: ids) == .end)
        #expect(walk.current == ids[4])
    }

    @Test func `a case that is done with is followed by the one behind it`() {
        var walk = walk(at: 1)
        #expect(walk.step(.next, in: [ids[0], ids[2], ids[3], ids[4]]) == .to(ids[2]))
        walk = self.walk(at: 1)
        #expect(walk.step(.next, in: [ids[0], ids[4]]) == .to(ids[4]))
        walk = self.walk(at: 1)
        #expect(walk.step(.previous, in: [ids[0], ids[4]]) == .to(ids[0]))
    }

    @Test func `after the last one what was passed over comes again, then nothing`() {
        var walk = walk(at: 4)
        #expect(walk.step(.next, in: [ids[0], ids[1]]) == .to(ids[0]))
        #expect(walk.step(.next, in: [ids[1]]) == .to(ids[1]))
        #expect(walk.step(.next, in: []) == .empty)
        #expect(walk.step(.next, in: []) == .empty)
        #expect(walk.step(.next, in: [ids[3]]) == .to(ids[3]))
    }

    @Test func `a case that came in meanwhile is found`() {
        var walk = QueueWalk()
        #expect(walk.step(.next, in: [ids[0]]) == .to(ids[0]))
        #expect(walk.step(.next, in: [ids[0], ids[1]]) == .to(ids[1]))
    }
}
