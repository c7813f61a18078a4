import Encoding
import Foundation
import Testing

@Suite struct TimestampTests {
    private func utcCalendar() throws -> Calendar {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
        return calendar
    }

    @Test func `Every day from 1970 to 2400 has the date that Foundation gives it`() throws {
        let calendar = try utcCalendar()
        for day in stride(from: Int64(0), to: 157_060, by: 1) {
            let time = Timestamp(secondsSince1970: day * 86400 + (day * 7919) % 86400)
            let date = Date(timeIntervalSince1970: Double(time.seconds))
            let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
            let civil = time.civil
            try #require(parts.year == civil.year && parts.month == civil.month && parts.day == civil.day)
            try #require(
                parts.hour == civil.hour && parts.minute == civil.minute && parts.second == civil.second)
            try #require(Timestamp(civil: civil) == time)
        }
    }

    @Test func `Random times up to the year 9999 agree with Foundation's ISO 8601 text`() throws {
        let formatter = ISO8601DateFormatter()
        var dice = Dice(1)
        for _ in 0..<2000 {
            let time = Timestamp(secondsSince1970: Int64.random(in: 0...253_402_300_799, using: &dice))
            let expected = formatter.string(from: Date(timeIntervalSince1970: Double(time.seconds)))
            try #require(time.description == expected)
            try #require(Timestamp(expected) == time)
        }
    }

    @Test func `The ends of the range are written and read`() {
        #expect(Timestamp("1970-01-01T00:00:00Z")?.seconds == 0)
        #expect(Timestamp("9999-12-31T23:59:59Z")?.seconds == 253_402_300_799)
        #expect(Timestamp(secondsSince1970: -1).description == "1969-12-31T23:59:59Z")
        #expect(Timestamp("2026-11-22T14:20:00Z")?.dateText == "2026-11-22")
    }

    @Test(arguments: [
        "", "2026-11-22", "2026-11-22T14:20:00", "2026-11-22T14:20:00z", "2026-11-22t14:20:00Z",
        "2026-11-22 14:20:00Z", "2026-11-22T14:20:00.0Z", "2026-11-22T14:20:00+00:00",
        " 2026-11-22T14:20:00Z",
        "2026-11-22T14:20:00Z ", "2026-11-22T24:00:00Z", "2026-11-22T14:60:00Z", "2026-11-22T14:20:60Z",
        "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z",
        "2026-04-31T00:00:00Z", "2100-02-29T00:00:00Z", "1969-12-31T23:59:59Z", "+026-11-22T14:20:00Z",
        "2026-11-22T14:2 :00Z", "２026-11-22T14:20:00", "10000-01-01T00:00:00Z",
    ])
    func `Other forms and days that do not exist are refused`(_ text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test func `A date alone means its first second, only where a date is allowed`() {
        #expect(Timestamp(dateOrTime: "2024-02-29")?.description == "2024-02-29T00:00:00Z")
        #expect(Timestamp(dateOrTime: "2024-02-29T01:02:03Z")?.description == "2024-02-29T01:02:03Z")
        #expect(Timestamp(dateOrTime: "2023-02-29") == nil)
        #expect(Timestamp(dateOrTime: "2023-2-29") == nil)
    }

    @Test func `Adding stops at the ends instead of wrapping around`() {
        #expect(Timestamp(secondsSince1970: .max).adding(seconds: 1).seconds == .max)
        #expect(Timestamp(secondsSince1970: .min).adding(seconds: -1).seconds == .min)
        #expect(Timestamp(secondsSince1970: 10).adding(seconds: Timestamp.day).seconds == 86410)
        #expect(Timestamp(secondsSince1970: 1) < Timestamp(secondsSince1970: 2))
    }
}
