import Encoding
import Registry
import TestSupport
import Testing

/// Numbers over the state: times, counts, pairs.
@Suite struct StatisticsTests {
    @Test(
        arguments: [
            ([], nil, nil), ([7], 7, 7), ([1, 2], 1, 2), ([3, 1], 2, 3), ([9, 1, 5], 5, 9),
            ([1, 2, 3, 4], 2, 4), (Array(1...10), 5, 9), (Array(1...11), 6, 10), (Array(1...20), 10, 18),
            ([-4, 2], 1, 2), ([.max, .max], .max, .max),
        ] as [([Int64], Int64?, Int64?)])
    func medianAndNineOfTen(_ seconds: [Int64], _ median: Int64?, _ p90: Int64?) {
        let durations = Durations(seconds)
        #expect(durations.count == seconds.count)
        #expect(durations.median == median)
        #expect(durations.p90 == p90)
        #expect(durations.longest == seconds.max())
    }

    /// As the definition has it: the smallest value that at least nine of ten do not exceed.
    @Test func p90IsTheNearestRank() {
        for count in 1...60 {
            let values = (1...count).map { Int64($0 * 3) }
            let expected = values.first { limit in values.filter { $0 <= limit }.count * 10 >= count * 9 }
            #expect(Durations(values.shuffled()).p90 == expected)
        }
    }

    @Test func stepsBeginAtMidnightMondayAndTheFirst() throws {
        let time = try #require(Timestamp("2026-03-01T12:00:00Z"))
        #expect(time.beginning(of: .day).description == "2026-03-01T00:00:00Z")
        #expect(time.beginning(of: .week).description == "2026-02-23T00:00:00Z")
        #expect(time.beginning(of: .month).description == "2026-03-01T00:00:00Z")
        let old = Timestamp(secondsSince1970: -1)
        #expect(old.beginning(of: .day).seconds == -86400)
        #expect(old.beginning(of: .week).seconds == -3 * 86400)
        let period = Period(
            since: try #require(Timestamp(dateOrTime: "2027-12-31")),
            until: try #require(Timestamp(dateOrTime: "2028-03-01")))
        #expect(
            period.steps(.month).map(\.dateText) == ["2027-12-01", "2028-01-01", "2028-02-01", "2028-03-01"])
        #expect(period.steps(.day).count == 62)
        #expect(period.steps(.week).first?.dateText == "2027-12-27")
        #expect(Period(since: period.until, until: period.since).steps(.day) == [])
    }

    @Test(arguments: [
        ("2026-11-22", "2026-Q3", "2026-07-01", "2026-09-30"),
        ("2027-01-01", "2026-Q4", "2026-10-01", "2026-12-31"),
        ("2028-06-30", "2028-Q1", "2028-01-01", "2028-03-31"),
        ("2026-09-30", "2026-Q2", "2026-04-01", "2026-06-30"),
    ]) func theLastQuarter(_ day: String, _ name: String, _ first: String, _ last: String) throws {
        let quarter = try #require(Timestamp(dateOrTime: day)).lastQuarter
        #expect(quarter.name == name)
        #expect(quarter.period.since.description == "\(first)T00:00:00Z")
        #expect(quarter.period.until.description == "\(last)T23:59:59Z")
    }

    @Test func anEmptyRegistryHasNothingToTell() throws {
        let fold = try Fold()
        let statistics = Statistics(fold.state, at: fold.now)
        #expect(statistics.queue.length == 0)
        #expect(statistics.queue.classes.allSatisfy { $0.count == 0 })
        #expect(statistics.timeToDecision == Durations([]))
        #expect(statistics.pairs == [] && statistics.people == [] && statistics.rejections == [])
        #expect(statistics.rows.map(\.filed) == [0])
    }

    /// Three approved by two pairs, one refused, one withdrawn, two open.
    private func busy() throws -> Fold {
        var fold = try Fold()
        try fold.openLog()
        for number in [UInt8(1), 2] {
            let id = try fold.file(.sample(Int(number)), number: number)
            fold.wait(days: 2)
            try fold.recordChecks(id)
            try fold.approve(id, by: "reviewer-1")
            fold.wait(days: 1)
            try fold.approve(id, by: "reviewer-2")
        }
        let third = try fold.file(.sample(3), number: 3)
        try fold.recordChecks(third)
        try fold.ask(third)
        fold.wait(days: 5)
        try fold.answer(third)
        try fold.check(third, "contact", .pass)
        try fold.approve(third, by: "reviewer-3")
        try fold.approve(third, by: "reviewer-2")
        let logging = try fold.logging(third)
        try fold.apply([.badgeLogged(logging)], by: "issuer")
        try fold.sign(logging.serial)
        try fold.setStatus(logging.serial, .revoked, reason: 1)
        try fold.reject(try fold.file(.sample(4), number: 4), by: "reviewer-1")
        let fifth = try fold.file(.sample(5), number: 5)
        try fold.apply([.withdrawn(fifth, onBehalf: false)], by: "clerk")
        try fold.ask(try fold.file(.sample(6), number: 6))
        try fold.file(.sample(7), number: 7)
        return fold
    }

    @Test func casesAreCountedByWhatBecameOfThem() throws {
        let fold = try busy()
        let statistics = Statistics(fold.state, step: .day, at: fold.now)
        let total = statistics.total
        #expect(
            [total.filed, total.approved, total.rejected, total.withdrawn, total.issued] == [7, 3, 1, 1, 1])
        #expect(statistics.rows.count == 12)
        #expect(statistics.rows.first?.filed == 1 && statistics.rows.last?.filed == 4)
        #expect(statistics.rejections.map(\.count) == [1])
        #expect(statistics.statusChanges.map(\.name) == ["revoked keyCompromise"])
        // 3 d, 3 d, 5 d and nothing; the third's five days were the applicant's.
        #expect(statistics.timeToDecision.median == 3 * Timestamp.day)
        #expect(statistics.timeToDecision.p90 == 5 * Timestamp.day)
        #expect(statistics.timeAtWork.median == Timestamp.day * 3 / 2)
        #expect(statistics.timeAtWork.longest == 3 * Timestamp.day)
    }

    @Test func whoApprovesWithWhom() throws {
        let fold = try busy()
        let statistics = Statistics(fold.state, at: fold.now)
        let pairs = statistics.pairs.map { "\($0.first.name) \($0.second.name) \($0.cases)" }
        #expect(pairs == ["reviewer-1 reviewer-2 2", "reviewer-2 reviewer-3 1"])
        let first = try #require(statistics.pairs.first)
        #expect(first.first.share(first.cases) == 100 && first.first.cases == 2)
        #expect(first.second.share(first.cases) == 67 && first.second.cases == 3)
        let people = statistics.people.map { "\($0.name) \($0.approvals) \($0.rejections)" }
        #expect(people == ["reviewer-1 2 1", "reviewer-2 3 0", "reviewer-3 1 0"])
    }

    @Test func theQueueIsOfNowAndTheRestOfThePeriod() throws {
        var fold = try busy()
        let day = fold.now
        fold.wait(days: 40)
        let later = Period(since: day.adding(seconds: 1), until: fold.now)
        let statistics = Statistics(fold.state, since: later.since, until: later.until, at: fold.now)
        #expect(statistics.total.filed == 0 && statistics.pairs == [] && statistics.people == [])
        #expect(statistics.timeToDecision.count == 0 && statistics.statusChanges == [])
        // Approvals lapse after 14 days: what was approved and not issued is open again.
        #expect(statistics.queue.length == 3)
        // The one that waited for an answer has expired; nobody worked on the others.
        #expect(statistics.queue.waitingForApplicant == 0 && statistics.queue.overdue == 3)
        #expect(statistics.queue.classes.last?.count == 3)
        let before = Statistics(fold.state, until: Fold.start.adding(seconds: -2 * 86400), at: fold.now)
        #expect(before.rows == [] && before.total.filed == 0)
        #expect(before.period.since <= before.period.until)
    }

    @Test func aPeriodChoosesItsStep() throws {
        let fold = try busy()
        func step(_ days: Int64) -> Period.Step {
            let end = Fold.start.adding(seconds: days * 86400)
            return Statistics(fold.state, until: end, at: fold.now).step
        }
        #expect([step(20), step(100), step(400)] == [.day, .week, .month])
    }
}
