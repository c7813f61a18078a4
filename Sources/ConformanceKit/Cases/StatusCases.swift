import BadgeVerifier
import CryptoCore
import Encoding
import Transparency

/// Step 8: the state of the badge, which source decides, and what the client has seen of it before.
enum StatusCases {
    static func add(to list: inout CaseList) throws {
        list.group = "status"
        try addSanctions(to: &list)
        try addPrecedence(to: &list)
        try addLimited(to: &list)
        try addRollback(to: &list)
    }

    private static func addSanctions(to list: inout CaseList) throws {
        for (name, reason, path) in [
            ("revoked", ReasonCode.revoked, \StatusLists.revoked), ("superseded", .superseded, \.superseded),
            ("suspended", .suspended, \.suspended),
        ] as [(String, ReasonCode, WritableKeyPath<StatusLists, [UInt64]>)] {
            try list.add("status-\(name)", reason, "The newest snapshot lists the badge.") {
                $0.list(path)
            }
            try list.add(
                "status-\(name)-among-others", reason, "The snapshot lists the badge between others."
            ) {
                $0.list(path, [2, 3, $0.index, 17, 300, 599])
            }
            try list.add(
                "status-\(name)-stale", reason,
                "The snapshot that says so is stale: no sanction lifts by the client's clock."
            ) {
                $0.list(path)
                $0.issueSnapshot($0.time.days(-40))
                $0.badge.staple = nil
            }
            try list.add(
                "status-\(name)-neighbours", .trusted,
                "Only the places before and behind the badge are listed."
            ) {
                $0.list(path, [$0.index - 1, $0.index + 1])
            }
        }
    }

    private static func addPrecedence(to list: inout CaseList) throws {
        try list.add(
            "status-revoked-before-staple", .revoked,
            "A newer staple says good: revoked in any source is final."
        ) {
            $0.list(\.revoked)
            $0.badge.staple?.sequence = 12
        }
        try list.add(
            "status-superseded-before-staple", .superseded,
            "A newer staple says good: superseded in any source is final."
        ) {
            $0.list(\.superseded)
            $0.badge.staple?.sequence = 12
        }
        try list.add(
            "status-suspended-lifted", .trusted, "A newer staple says good: the suspension was lifted."
        ) {
            $0.list(\.suspended)
            $0.badge.staple?.sequence = 12
        }
        try list.add(
            "status-suspended-tie", .suspended,
            "Staple and snapshot have one sequence: the worse state counts."
        ) {
            $0.list(\.suspended)
            $0.badge.staple?.sequence = 10
        }
        try list.add(
            "status-suspended-newer-key", .suspended,
            "Between two status keys the time of issue decides; the snapshot is later."
        ) {
            let next = try Others.nextStatus()
            $0.pack.statusKeys.append(.init(key: next.verifierKey, logs: [1]))
            $0.list(\.suspended)
            $0.badge.staple?.signers = [next]
            $0.badge.staple?.sequence = 50
        }
        try list.add(
            "status-lifted-by-newer-key", .trusted,
            "Between two status keys the time of issue decides; the staple is later."
        ) {
            let next = try Others.nextStatus()
            $0.pack.statusKeys.append(.init(key: next.verifierKey, logs: [1]))
            $0.list(\.suspended)
            $0.badge.staple?.signers = [next]
            $0.badge.staple?.sequence = 1
            $0.badge.staple?.issued = $0.time.adding(seconds: -60)
        }
    }

    private static func addLimited(to list: inout CaseList) throws {
        try list.add(
            "limited", .limited,
            "The snapshot lists the badge as limited: shown as verified, marketing barred."
        ) {
            $0.list(\.limited)
        }
        try list.add("limited-staple", .limited, "A newer staple says limited.") {
            $0.badge.staple?.sequence = 12
            $0.badge.staple?.state = "limited"
        }
        try list.add("limited-staple-alone", .limited, "A staple says limited, and the pack has no snapshot.")
        {
            $0.badge.staple?.state = "limited"
            $0.pack.snapshot = nil
        }
        try list.add("limited-lifted", .trusted, "A newer staple says good again.") {
            $0.list(\.limited)
            $0.badge.staple?.sequence = 12
        }
        try list.add(
            "limited-stale", .statusStale,
            "Limited, by a stale snapshot: good or limited, that is not known now."
        ) {
            $0.list(\.limited)
            $0.issueSnapshot($0.time.days(-8))
            $0.badge.staple = nil
        }
    }

    private static func addRollback(to list: inout CaseList) throws {
        try list.add(
            "status-rollback", .statusRollback, "The client has seen snapshot 11; this is snapshot 10 again."
        ) {
            $0.seen = [$0.pack]
            $0.seen[0].snapshot?.sequence = 11
            $0.badge.staple = nil
        }
        try list.add(
            "status-rollback-staple", .statusRollback,
            "The client has seen snapshot 11; there is only an older staple."
        ) {
            $0.seen = [$0.pack]
            $0.seen[0].snapshot?.sequence = 11
            $0.pack.snapshot = nil
        }
        try list.add(
            "status-rollback-suspended", .suspended,
            "A snapshot from before says suspended: a sanction holds, old or not."
        ) {
            $0.seen = [$0.pack]
            $0.seen[0].snapshot?.sequence = 11
            $0.list(\.suspended)
            $0.badge.staple = nil
        }
        try list.add("status-forward", .trusted, "The client has seen snapshot 9; this is newer.") {
            $0.seen = [$0.pack]
            $0.seen[0].snapshot?.sequence = 9
        }
        try list.add(
            "status-rollback-new-staple", .trusted,
            "An older snapshot than seen, and a staple that is newer than what was seen."
        ) {
            $0.seen = [$0.pack]
            $0.seen[0].snapshot?.sequence = 11
            $0.badge.staple?.sequence = 12
        }
        try list.add(
            "status-new-key-begins-anew", .trusted,
            "The client has seen snapshot 10 of the old key; the next key begins at 1."
        ) {
            let (old, next) = ($0.pack.authority.statusSigner.verifierKey, try Others.nextStatus())
            $0.seen = [$0.pack]
            $0.pack.statusKeys = [
                .init(key: old, logs: [1], retired: $0.time.days(-1)),
                .init(key: next.verifierKey, logs: [1]),
            ]
            $0.pack.snapshot?.signers = [next]
            $0.pack.snapshot?.sequence = 1
            $0.badge.staple = nil
        }
    }
}
