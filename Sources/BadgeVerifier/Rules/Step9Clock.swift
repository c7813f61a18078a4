import Encoding

/// Step 9: the clock is not more than 5 minutes behind a time that somebody signed, now or when
/// the client last looked (`clock-suspect`). A clock that is
/// behind would keep an old status fresh for ever.
enum ClockRule {
    static func check(_ examination: inout Examination) -> Refusal? {
        var times = examination.badge.checkpoint.times
        times += StatusRule.establish(&examination).statements.map(\.issued)
        if let log = examination.badge.checkpoint.log,
            let seen = examination.request.highWater.latestTime(aboutLog: log.origin)
        {
            times.append(seen)
        }
        let now = examination.request.now
        guard let latest = times.max(), now < latest.adding(seconds: -Limits.clockTolerance) else {
            return nil
        }
        return Refusal(
            .clockSuspect, "now is \(now), but \(latest) was signed already. Check the clock of this device")
    }
}
