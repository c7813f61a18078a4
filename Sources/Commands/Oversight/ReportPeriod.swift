import CommandLineKit
import Encoding

/// `--since` and `--until` of reports; both ends belong to the period.
struct ReportPeriod {
    let since: Timestamp?
    let until: Timestamp?

    init(_ arguments: ParsedArguments) throws {
        let expected = "a date or time such as 2026-11-22 or 2026-11-22T14:20:00Z"
        since = try arguments.value("--since", expected: expected) { Timestamp(dateOrTime: $0) }
        until = try arguments.value("--until", expected: expected) { text in
            // The day that somebody names as the last one belongs to it.
            Timestamp(dateOrTime: text).map {
                text.utf8.count == 10 ? $0.adding(seconds: Timestamp.day - 1) : $0
            }
        }
        if let since, let until, until < since {
            throw arguments.usageError("--until \(until) lies before --since \(since)")
        }
    }

    func contains(_ time: Timestamp) -> Bool {
        (since.map { $0 <= time } ?? true) && (until.map { time <= $0 } ?? true)
    }
}
