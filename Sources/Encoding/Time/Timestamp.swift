/// A point in time in whole seconds, UTC.
///
/// The text form is the one profile of RFC 3339 that this project writes: `2026-11-22T14:20:00Z`, without fractions,
/// offsets or leap seconds, so that two equal times have equal bytes.
public struct Timestamp: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Seconds since 1970-01-01T00:00:00Z; leap seconds are not counted.
    public let seconds: Int64

    /// Makes the time that lies so many seconds after 1970-01-01T00:00:00Z.
    public init(secondsSince1970: Int64) {
        seconds = secondsSince1970
    }

    /// Reads exactly the form `2026-11-22T14:20:00Z`: years 1970 to 9999, days that exist, seconds 0 to 59.
    public init?(_ rfc3339: some StringProtocol) {
        self.init(utf8: Array(rfc3339.utf8))
    }

    /// The same for a whole text, without the cost of the general form.
    package init?(_ rfc3339: String) { self.init(utf8: Array(rfc3339.utf8)) }

    private init?(utf8 text: [UInt8]) {
        guard text.count == 20, text[10] == UInt8(ascii: "T"), text[13] == UInt8(ascii: ":"),
            text[16] == UInt8(ascii: ":"), text[19] == UInt8(ascii: "Z"),
            let day = Timestamp.day(text[0..<10]),
            let hour = twoDigits(text, 11), let minute = twoDigits(text, 14),
            let second = twoDigits(text, 17),
            hour < 24, minute < 60, second < 60
        else { return nil }
        seconds = day + Int64(hour * 3600 + minute * 60 + second)
    }

    /// Reads the full form, or a date alone, which means its first second.
    package init?(dateOrTime: String) {
        if dateOrTime.utf8.count == 10 {
            guard let day = Timestamp.day(Array(dateOrTime.utf8)[...]) else { return nil }
            self.init(secondsSince1970: day)
        } else {
            self.init(dateOrTime)
        }
    }

    /// Whether a day that exists stands at an offset, as in `2026-11-22`.
    package static func isDay(_ text: Span<UInt8>, at start: Int) -> Bool {
        guard text.count - start >= 10, text[start + 4] == UInt8(ascii: "-"),
            text[start + 7] == UInt8(ascii: "-"), let century = twoDigits(text, start),
            let year = twoDigits(text, start + 2), let month = twoDigits(text, start + 5),
            let day = twoDigits(text, start + 8)
        else { return false }
        return Timestamp(civil: Civil(year: century * 100 + year, month: month, day: day)) != nil
    }

    /// Orders by time.
    public static func < (a: Timestamp, b: Timestamp) -> Bool { a.seconds < b.seconds }

    /// The RFC 3339 form, `2026-11-22T14:20:00Z`.
    public var description: String {
        let c = civil
        var text = Timestamp.date(c)
        text.append(UInt8(ascii: "T"))
        appendTwoDigits(c.hour, to: &text)
        text.append(UInt8(ascii: ":"))
        appendTwoDigits(c.minute, to: &text)
        text.append(UInt8(ascii: ":"))
        appendTwoDigits(c.second, to: &text)
        text.append(UInt8(ascii: "Z"))
        return String(decoding: text, as: UTF8.self)
    }

    /// The date alone, `2026-11-22`.
    package var dateText: String {
        String(decoding: Timestamp.date(civil), as: UTF8.self)
    }

    private static func date(_ c: Civil) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(20)
        // Longer and negative years are no dates of this project, but times before all dates have a text too.
        if (0...9999).contains(c.year) {
            appendTwoDigits(c.year / 100, to: &text)
            appendTwoDigits(c.year % 100, to: &text)
        } else {
            text += padded(c.year, 4).utf8
        }
        text.append(UInt8(ascii: "-"))
        appendTwoDigits(c.month, to: &text)
        text.append(UInt8(ascii: "-"))
        appendTwoDigits(c.day, to: &text)
        return text
    }

    /// The time so many seconds later (earlier for a negative number). Stops at the ends of the range.
    package func adding(seconds delta: Int64) -> Timestamp {
        let (sum, overflow) = seconds.addingReportingOverflow(delta)
        return Timestamp(secondsSince1970: overflow ? (delta < 0 ? .min : .max) : sum)
    }

    /// Seconds in a minute.
    package static let minute: Int64 = 60
    /// Seconds in an hour.
    package static let hour: Int64 = 3600
    /// Seconds in a day.
    package static let day: Int64 = 86400

    /// The midnight that begins the day written `2026-11-22`.
    private static func day(_ text: ArraySlice<UInt8>) -> Int64? {
        let text = Array(text)
        guard text.count == 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
            let century = twoDigits(text, 0), let year = twoDigits(text, 2),
            let month = twoDigits(text, 5), let day = twoDigits(text, 8)
        else { return nil }
        return Timestamp(civil: Civil(year: century * 100 + year, month: month, day: day))?.seconds
    }
}

/// The number of two decimal digits at an offset.
private func twoDigits(_ text: [UInt8], _ offset: Int) -> Int? {
    let high = Int(text[offset]) - 48
    let low = Int(text[offset + 1]) - 48
    guard (0...9).contains(high), (0...9).contains(low) else { return nil }
    return high * 10 + low
}

private func twoDigits(_ text: Span<UInt8>, _ offset: Int) -> Int? {
    let high = Int(text[offset]) - 48
    let low = Int(text[offset + 1]) - 48
    return high >= 0 && high < 10 && low >= 0 && low < 10 ? high * 10 + low : nil
}

private func appendTwoDigits(_ value: Int, to text: inout [UInt8]) {
    text.append(UInt8(ascii: "0") + UInt8(value / 10))
    text.append(UInt8(ascii: "0") + UInt8(value % 10))
}

/// A number with zeros in front up to a width.
private func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
