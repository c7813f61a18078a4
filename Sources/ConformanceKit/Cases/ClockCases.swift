import BadgeVerifier
import Encoding
import Transparency

/// Step 9: the client's clock is not more than five minutes behind any time that somebody signed.
enum ClockCases {
    static func add(to list: inout CaseList) throws {
        list.group = "clock"
        try list.add("clock-tolerance", .trusted, "The clock is exactly five minutes behind the snapshot.") {
            $0.issueSnapshot($0.time.adding(seconds: 300))
        }
        try list.add(
            "clock-snapshot", .clockSuspect,
            "The clock is a second more than five minutes behind the snapshot."
        ) {
            $0.issueSnapshot($0.time.adding(seconds: 301))
        }
        try list.add("clock-staple", .clockSuspect, "The clock is more than five minutes behind the staple.")
        {
            $0.badge.staple?.issued = $0.time.adding(seconds: 301)
        }
        try list.add("clock-witness", .clockSuspect, "The clock is more than five minutes behind a witness.")
        {
            try $0.witnesses(1, quorum: "w1", signed: [1])
            $0.badge.cosigned = $0.time.adding(seconds: 301)
        }
        try list.add("clock-day", .clockSuspect, "The clock stands half a day back.") {
            $0.issueSnapshot($0.time.hours(12))
            $0.badge.staple?.issued = $0.time.hours(12)
        }
        try list.add("clock-behind-and-suspended", .suspended, "A clock that is behind hides no sanction.") {
            $0.issueSnapshot($0.time.hours(12))
            $0.list(\.suspended)
        }
        try list.add(
            "clock-seen", .clockSuspect,
            "The clock is behind a snapshot of the old status key that the client has seen."
        ) {
            let (old, next) = ($0.pack.authority.statusSigner.verifierKey, try Others.nextStatus())
            $0.seen = [$0.pack]
            $0.seenTime = $0.time
            $0.time = $0.time.hours(-3)
            $0.pack.statusKeys = [.init(key: old, logs: [1]), .init(key: next.verifierKey, logs: [1])]
            $0.pack.snapshot?.signers = [next]
            $0.issueSnapshot($0.time.hours(-1))
            $0.badge.staple = nil
        }
    }
}
