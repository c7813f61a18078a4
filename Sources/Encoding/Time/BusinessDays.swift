extension Timestamp {
    /// Days of the week, Monday 1 to Sunday 7 (ISO 8601).
    package var weekday: Int {
        // Day 0, 1 January 1970, was a Thursday.
        let day = seconds >= 0 ? seconds / Timestamp.day : -((Timestamp.day - 1 - seconds) / Timestamp.day)
        return Int(((day + 3) % 7 + 7) % 7) + 1
    }

    /// The same time of day so many working days later: Saturdays and Sundays (UTC) do not count; holidays do.
    package func adding(businessDays count: Int64) -> Timestamp {
        var time = self
        for _ in 0..<max(0, min(count, Timestamp.mostBusinessDays)) {
            repeat { time = time.adding(seconds: Timestamp.day) } while time.weekday > 5
        }
        return time
    }

    /// Ten years: no deadline of people is longer.
    private static let mostBusinessDays: Int64 = 2600
}
