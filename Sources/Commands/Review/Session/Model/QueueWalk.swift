import Encoding

/// Where the session stands in the queue, which others change meanwhile: cases go, come and change places.
struct QueueWalk {
    /// What a step leads to.
    enum Step: Hashable {
        case to(ApplicationID)
        /// Nothing in that direction; the case on the screen stays.
        case end
        /// No case is left.
        case empty
    }

    /// The queue as it was at the last step.
    private(set) var ids: [ApplicationID] = []
    private(set) var current: ApplicationID?

    /// Takes a step in the queue as it is now.
    mutating func step(_ move: ReviewSession.Move, in now: [ApplicationID]) -> Step {
        defer { ids = now }
        guard let current else {
            self.current = now.first
            return now.first.map(Step.to) ?? .empty
        }
        let target: ApplicationID?
        switch move {
        case .same: return .to(current)
        case .next: target = neighbour(of: current, in: now, from: ids, behind: now)
        case .previous:
            target = neighbour(of: current, in: now, from: ids.reversed(), behind: now.reversed())
        }
        if let target {
            self.current = target
            return .to(target)
        }
        if now.contains(current) { return .end }
        // The case that was worked on is gone and was the last: what was passed over comes again.
        guard move == .next, let first = now.first else {
            if move == .next { self.current = nil }
            return move == .next ? .empty : .end
        }
        self.current = first
        return .to(first)
    }

    /// The case behind the current one: in the queue as it is now, or, where the current one has left it, the first of
    /// those behind it that are still there.
    private func neighbour(
        of id: ApplicationID, in now: [ApplicationID], from before: [ApplicationID],
        behind order: [ApplicationID]
    ) -> ApplicationID? {
        if let place = order.firstIndex(of: id) { return order[(place + 1)...].first }
        guard let place = before.firstIndex(of: id) else { return order.first }
        let there = Set(now)
        return before[(place + 1)...].first(where: there.contains)
    }

    /// The place of the current case from 1, and how many there are; 0 where it is not of the queue any more.
    var position: (place: Int, count: Int) {
        (current.flatMap { ids.firstIndex(of: $0) }.map { $0 + 1 } ?? 0, ids.count)
    }
}
