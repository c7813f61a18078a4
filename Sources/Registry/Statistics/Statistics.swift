package import Encoding

/// What the registry says about its own work: a value over the state, without a clock of its own.
package struct Statistics: Hashable, Sendable {
    /// What is counted; the queue is that of `time`, whatever the period.
    package let period: Period
    /// The moment of which the queue is told.
    package let time: Timestamp
    /// The cases that are open.
    package let queue: QueueStatistics
    /// How the rows divide the period.
    package let step: Period.Step
    /// What came in and what was decided, a row for each day, week or month.
    package let rows: [Row]
    /// The period's rows together.
    package let total: Row
    /// From the filing to the decision, for cases decided in the period.
    package let timeToDecision: Durations
    /// The same without the time in which questions waited for the applicant.
    package let timeAtWork: Durations
    /// Codes of the period's rejections, the most frequent first.
    package let rejections: [Count]
    /// The period's changes of badges, `revoked keyCompromise` and so on, the most frequent first.
    package let statusChanges: [Count]
    /// What each person decided in the period, by their number.
    package let people: [Workload]
    /// Who approved together, the most frequent first.
    package let pairs: [ApprovalPair]

    /// How often something was.
    package struct Count: Hashable, Sendable {
        /// What it is called.
        package let name: String
        /// How often.
        package let count: Int
    }

    /// One day, week or month.
    package struct Row: Hashable, Sendable {
        /// Its first second.
        package let start: Timestamp
        /// Cases that came in.
        package var filed = 0
        /// Cases whose quorum became complete.
        package var approved = 0
        /// Cases that were refused.
        package var rejected = 0
        /// Cases that the business took back.
        package var withdrawn = 0
        /// Badges that were issued.
        package var issued = 0
    }

    /// The decisions of one person.
    package struct Workload: Hashable, Sendable {
        /// Who.
        package let person: PersonID
        /// The name.
        package let name: String
        /// Approvals given, those that a later change made void included.
        package let approvals: Int
        /// Rejections given.
        package let rejections: Int
    }

    /// Counts everything.
    ///
    /// - Parameters:
    ///   - since: nil for the first filing's day.
    ///   - until: nil for `now`.
    ///   - step: nil for one that gives a table of some thirty rows.
    package init(
        _ state: RegistryState, since: Timestamp? = nil, until: Timestamp? = nil, step: Period.Step? = nil,
        at now: Timestamp
    ) {
        let cases = state.arrivals.compactMap { state.applications[$0] }
        let end = until ?? now
        let first = cases.first?.filedAt.beginning(of: .day)
        period = Period(since: since ?? min(first ?? end, end).beginning(of: .day), until: end)
        time = now
        queue = QueueStatistics(state, cases, at: now)
        let period = period
        let outcomes = cases.compactMap { state.outcome(of: $0, at: now) }
            .filter { period.contains($0.at) }
        timeToDecision = Durations(outcomes.map(\.elapsed))
        timeAtWork = Durations(outcomes.map(\.working))
        // What lies before the first case has nothing to be told.
        let shown = Period(since: max(period.since, first ?? period.since), until: period.until)
        let chosen = step ?? shown.fittingStep
        self.step = chosen
        rows = Self.rows(state, cases, outcomes, in: period, shown: shown, by: chosen)
        total = Self.sum(rows, from: period.since)
        rejections = Self.counted(
            outcomes.compactMap { outcome in
                guard case .reject(let reason)? = outcome.application.rejection?.decision.verdict else {
                    return nil
                }
                return reason
            })
        statusChanges = Self.counted(
            state.badges.values.flatMap(\.history).filter { period.contains($0.at) }.map { entry in
                let reason = entry.change.reason == 0 ? "" : " \(StatusReason.name(of: entry.change.reason))"
                return entry.change.state.name + reason
            })
        people = Self.workloads(state, cases, in: period)
        pairs = ApprovalPair.pairs(outcomes.filter(\.isApproved).map(\.approvers), state)
    }

    private static func counted(_ names: [String]) -> [Count] {
        var counts: [ByteString: Int] = [:]
        for name in names { counts[ByteString(name), default: 0] += 1 }
        return counts.map { Count(name: $0.key.string, count: $0.value) }
            .sorted { ($1.count, ByteString($0.name)) < ($0.count, ByteString($1.name)) }
    }
}
