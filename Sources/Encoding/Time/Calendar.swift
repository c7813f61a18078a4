extension Timestamp {
    /// A UTC calendar date and time of day (proleptic Gregorian).
    package struct Civil: Hashable, Sendable {
        /// The year, for instance 2026.
        package var year: Int
        /// The month, 1 to 12.
        package var month: Int
        /// The day of the month, 1 to 31.
        package var day: Int
        /// The hour, 0 to 23.
        package var hour: Int
        /// The minute, 0 to 59.
        package var minute: Int
        /// The second, 0 to 59.
        package var second: Int

        /// Makes a civil time; midnight unless a time of day is given. Nothing is checked here.
        package init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
            self.year = year
            self.month = month
            self.day = day
            self.hour = hour
            self.minute = minute
            self.second = second
        }
    }

    /// The calendar form of this time.
    package var civil: Civil {
        let day = seconds >= 0 ? seconds / 86400 : -((-1 - seconds) / 86400) - 1
        let rest = Int(seconds &- day &* 86400)
        var civil = Timestamp.date(day: Int(day))
        civil.hour = rest / 3600
        civil.minute = rest / 60 % 60
        civil.second = rest % 60
        return civil
    }

    /// The time of a calendar form; nil unless the year is 1970 to 9999 and day and time of day exist.
    package init?(civil: Civil) {
        guard (1970...9999).contains(civil.year), (1...12).contains(civil.month),
            (1...Timestamp.days(inMonth: civil.month, year: civil.year)).contains(civil.day),
            (0..<24).contains(civil.hour), (0..<60).contains(civil.minute), (0..<60).contains(civil.second)
        else { return nil }
        let days = Timestamp.dayNumber(year: civil.year, month: civil.month, day: civil.day)
        let rest = civil.hour * 3600 + civil.minute * 60 + civil.second
        self.init(secondsSince1970: Int64(days) * 86400 + Int64(rest))
    }

    private static func days(inMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    // Both directions count years from March, so that the leap day is the last of its year, in eras of 400 years
    // (146,097 days). 719,468 days lie between 0000-03-01 and 1970-01-01.

    private static func dayNumber(year: Int, month: Int, day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let era = year / 400
        let yearOfEra = year % 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func date(day: Int) -> Civil {
        let shifted = day + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return Civil(year: year, month: month, day: dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }
}
