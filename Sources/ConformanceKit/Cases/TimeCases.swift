import BadgeVerifier
import CryptoCore
import Encoding

/// Step 5: now lies in the validity of badge, issuing CA and root, both ends included; `revoked` outranks `expired`.
enum TimeCases {
    static func add(to list: inout CaseList) throws {
        list.group = "time"
        try addEarly(to: &list)
        try addLate(to: &list)
        try addRank(to: &list)
    }

    private static func addEarly(to list: inout CaseList) throws {
        try list.add("time-second-early", .notYetValid, "One second before notBefore.") {
            $0.badge.notBefore = $0.time.adding(seconds: 1)
        }
        try list.add("time-year-early", .notYetValid, "The client's clock stands a year before the badge.") {
            $0.time = $0.time.days(-365)
        }
        try list.add("time-issuer-early", .notYetValid, "The issuing CA becomes valid in the next second.") {
            let time = $0.time
            $0.badge.issuingDER = try $0.badge.authority.issuingCA { $0.notBefore = time.adding(seconds: 1) }
        }
        try list.add("time-root-early", .notYetValid, "The root becomes valid in the next second.") {
            let time = $0.time
            $0.pack.roots = [try $0.badge.authority.root { $0.notBefore = time.adding(seconds: 1) }]
        }
    }

    private static func addLate(to list: inout CaseList) throws {
        try list.add("time-second-late", .expired, "One second behind notAfter.") {
            $0.badge.notAfter = $0.time.adding(seconds: -1)
        }
        try list.add("time-year-late", .expired, "A year behind the badge's end.") {
            $0.time = $0.time.days(500)
        }
        try list.add("time-root-late", .expired, "The root's last second was the one before.") {
            let time = $0.time
            $0.pack.roots = [try $0.badge.authority.root { $0.notAfter = time.adding(seconds: -1) }]
        }
        try list.add(
            "time-issuer-last-second", .trusted,
            "The issuing CA's last second is the badge's last, and it is now."
        ) {
            let time = $0.time
            $0.badge.notAfter = time
            $0.badge.issuingDER = try $0.badge.authority.issuingCA { $0.notAfter = time }
        }
        try list.add(
            "time-late-and-other-account", .expired,
            "Expired, and for another account: the first failing step names the reason."
        ) {
            $0.badge.notAfter = $0.time.adding(seconds: -1)
            $0.account = "tel:+12025550199"
        }
    }

    private static func addRank(to list: inout CaseList) throws {
        try list.add("time-late-and-revoked", .revoked, "Expired and revoked: revoked outranks expired.") {
            $0.time = $0.time.days(200)
            $0.list(\.revoked)
        }
        try list.add("time-root-late-and-revoked", .revoked, "Its root expired, and the badge is revoked.") {
            let time = $0.time
            $0.pack.roots = [try $0.badge.authority.root { $0.notAfter = time.adding(seconds: -1) }]
            $0.list(\.revoked)
        }
        try list.add(
            "time-late-and-superseded", .expired,
            "Expired and superseded: nothing but revoked outranks expired."
        ) {
            $0.time = $0.time.days(200)
            $0.list(\.superseded)
        }
        try list.add("time-late-and-suspended", .expired, "Expired and suspended.") {
            $0.time = $0.time.days(200)
            $0.list(\.suspended)
        }
        try list.add(
            "time-early-and-revoked", .notYetValid,
            "Not yet valid and revoked: revoked outranks only expired."
        ) {
            $0.badge.notBefore = $0.time.adding(seconds: 1)
            $0.list(\.revoked)
        }
    }
}
