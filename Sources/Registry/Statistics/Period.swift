package import Encoding

/// A stretch of time, its first and last second included.
package struct Period: Hashable, Sendable {
    /// The first second.
    package let since: Timestamp
    /// The last second.
    package let until: Timestamp

    /// A period; empty where it ends before it begins.
    package init(since: Timestamp, until: Timestamp) {
        self.since = since
        self.until = until
    }

    /// Whether a time lies in it.
    package func contains(_ time: Timestamp) -> Bool { since <= time && time <= until }

    /// How a table divides time.
    package enum Step: String, Hashable, Sendable, CaseIterable {
        /// Days in UTC.
        case day
        /// Weeks from Monday to Sunday.
        case week
        /// Months of the calendar.
        case month
    }

    /// The step that gives at most some thirty rows, or about as few as months can.
    package var fittingStep: Step {
        let days = (until.seconds - since.seconds) / Timestamp.day
        if days < 31 { return .day }
        return days < 31 * 7 ? .week : .month
    }

    /// The first seconds of the days, weeks or months that the period touches, in order.
    package func steps(_ step: Step) -> [Timestamp] {
        guard since <= until else { return [] }
        var starts: [Timestamp] = []
        var start = since.beginning(of: step)
        while start <= until {
            starts.append(start)
            let next = start.beginningOfNext(step)
            guard next > start else { break }
            start = next
        }
        return starts
    }
}

extension Timestamp {
    /// The first second of the day, week or month in which this time lies, in UTC.
    package func beginning(of step: Period.Step) -> Timestamp {
        let midnight = Timestamp(secondsSince1970: seconds - seconds.remainder(by: Timestamp.day))
        switch step {
        case .day: return midnight
        // 1970 began on a Thursday, three days into its week.
        case .week:
            let days = midnight.seconds / Timestamp.day + 3
            return midnight.adding(seconds: -days.remainder(by: 7) * Timestamp.day)
        case .month: return midnight.adding(seconds: -Int64(civil.day - 1) * Timestamp.day)
        }
    }

    /// The first second of the next one, where this is the beginning of a step.
    func beginningOfNext(_ step: Period.Step) -> Timestamp {
        switch step {
        case .day: adding(seconds: Timestamp.day)
        case .week: adding(seconds: 7 * Timestamp.day)
        // 31 days behind the first of a month lies the next month, whatever its length.
        case .month: adding(seconds: 31 * Timestamp.day).beginning(of: .month)
        }
    }

    /// The last complete quarter of a year before this time.
    package var lastQuarter: (period: Period, name: String) {
        let month = civil.month
        var start = beginning(of: .month)
        // Back to the quarter's first month, then over the three months before it.
        for _ in 0..<((month - 1) % 3 + 3) { start = start.adding(seconds: -1).beginning(of: .month) }
        var end = start
        for _ in 0..<3 { end = end.beginningOfNext(.month) }
        return (
            Period(since: start, until: end.adding(seconds: -1)),
            "\(start.civil.year)-Q\((start.civil.month - 1) / 3 + 1)"
        )
    }
}

extension Int64 {
    /// The remainder that is never negative, so that times before 1970 are sorted in as well.
    fileprivate func remainder(by divisor: Int64) -> Int64 {
        let rest = self % divisor
        return rest < 0 ? rest + divisor : rest
    }
}
