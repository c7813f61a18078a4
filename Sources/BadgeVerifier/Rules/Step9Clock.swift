import Encoding

/// Step 9: the clock is not more than 5 minutes behind a time that somebody signed, now or when
/// the client last looked (`clock-suspect`). A clock that is
/// behind would keep an old status fresh for ever.
enum ClockRule {
    static func check(_ examination: Examination) -> Refusal? {
        var latest = examination.badge.checkpoint.times.max()
        func add(_ time: Timestamp) { latest = latest.map { max($0, time) } ?? time }
        let finding = StatusRule.establish(examination)
        if let snapshot = finding.snapshot { add(snapshot.source.issued) }
        if let staple = finding.staple { add(staple.source.issued) }
        let mark = examination.request.highWater
        if !mark.isEmpty, let log = examination.badge.checkpoint.log,
            let seen = mark.latestTime(aboutLog: log.origin)
        {
            add(seen)
        }
        let now = examination.request.now
        guard let latest, now < latest.adding(seconds: -Limits.clockTolerance) else {
            return nil
        }
        return Refusal(
            .clockSuspect, "now is \(now), but \(latest) was signed already. Check the clock of this device")
    }
}
