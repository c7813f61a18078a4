import BadgeVerifier
import CryptoCore
import Encoding
import Transparency

/// Step 8: what is known of the badge's status, by which source, and what it is worth now.
enum StatusCases {
    static func add(to list: inout CaseList) throws {
        list.group = "status"
        try addSanctions(to: &list)
        try addPrecedence(to: &list)
        try addLimited(to: &list)
        try addMissing(to: &list)
        try addInvalid(to: &list)
        try addInvalidPayload(to: &list)
        try addStale(to: &list)
        try addUncovered(to: &list)
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

    private static func addMissing(to list: inout CaseList) throws {
        try list.add("status-staple-alone", .trusted, "No snapshot, and a fresh staple that says good.") {
            $0.pack.snapshot = nil
        }
        try list.add("status-snapshot-alone", .trusted, "No staple, and a fresh snapshot.") {
            $0.badge.staple = nil
        }
        try list.add("status-missing", .statusMissing, "Neither a snapshot nor a staple.") {
            $0.pack.snapshot = nil
            $0.badge.staple = nil
        }
        try list.add(
            "status-missing-of-this-log", .statusMissing,
            "The pack has a snapshot, of another log of the authority."
        ) {
            try $0.secondLog()
            $0.pack.snapshot?.origin = try Others.nextLog().verifierKey.name
            $0.badge.staple = nil
        }
        try list.add(
            "status-missing-of-the-frozen-log", .statusMissing,
            "The log is frozen, and the pack lacks its own last snapshot."
        ) {
            try $0.secondLog()
            $0.pack.snapshot = nil
            $0.pack.checkpointSize = nil
            $0.badge.staple = nil
        }
    }

    private static func invalid(
        _ list: inout CaseList, _ name: String, _ why: String, _ change: (inout CaseDraft) throws -> Void
    ) throws {
        try list.add("status-invalid-\(name)", .statusInvalid, why) {
            $0.badge.staple = nil
            try change(&$0)
        }
    }

    private static func addInvalid(to list: inout CaseList) throws {
        let stranger = try Others.stranger("badges.example.org/status")
        try invalid(&list, "stranger", "A key that is not listed signed it, under the status key's name.") {
            $0.pack.snapshot?.signers = [stranger]
        }
        try invalid(&list, "log-key", "The log's key signed it: a key serves one role.") {
            let signer = $0.pack.authority.logSigner
            $0.pack.snapshot?.signers = [signer]
        }
        try invalid(&list, "retired-key", "The key was retired before it signed.") {
            let key = $0.pack.authority.statusSigner.verifierKey
            $0.pack.statusKeys = [.init(key: key, logs: [1], retired: $0.time.hours(-2))]
        }
        try invalid(&list, "key-of-another-log", "The key speaks for another log only.") {
            try $0.secondLog()
            $0.pack.statusKeys = [.init(key: $0.pack.authority.statusSigner.verifierKey, logs: [2])]
        }
        try invalid(&list, "unlisted-log", "It is of a log that the trust file does not list.") {
            $0.pack.snapshot?.origin = "badges.example.org/unknown"
        }
        try invalid(&list, "listed-badge", "A stranger's snapshot that revokes the badge revokes nothing.") {
            $0.list(\.revoked)
            $0.pack.snapshot?.signers = [stranger]
        }
        try list.add("status-retired-key-before", .trusted, "The key signed before it was retired.") {
            let key = $0.pack.authority.statusSigner.verifierKey
            $0.pack.statusKeys = [.init(key: key, logs: [1], retired: $0.time.adding(seconds: -1800))]
        }
        try list.add("status-next-key", .trusted, "The next status key signed, beside the retired one.") {
            let (old, next) = ($0.pack.authority.statusSigner.verifierKey, try Others.nextStatus())
            $0.pack.statusKeys = [
                .init(key: old, logs: [1], retired: $0.time.days(-1)),
                .init(key: next.verifierKey, logs: [1]),
            ]
            $0.pack.snapshot?.signers = [next]
            $0.pack.snapshot?.sequence = 1
            $0.badge.staple = nil
        }
        try list.add(
            "status-unknown-line", .trusted,
            "A snapshot may have further lines by keys that are not listed yet (C2SP)."
        ) {
            $0.pack.snapshot?.signers.append(try Others.nextStatus())
            $0.badge.staple = nil
        }
        try list.add(
            "status-invalid-with-staple", .trusted, "The snapshot is broken, and a fresh staple says good."
        ) {
            $0.pack.snapshot?.edit = { $0.dropLast() }
        }
    }

    private static func addInvalidPayload(to list: inout CaseList) throws {
        func edit(_ name: String, _ why: String, _ edit: @escaping ([UInt8]) throws -> [UInt8]) throws {
            try invalid(&list, name, why) {
                $0.list(\.limited, [$0.index, 300])
                $0.pack.snapshot?.edit = edit
            }
        }
        try edit("empty", "The file is empty.") { _ in [] }
        try edit("cut", "The last byte is missing.") { $0.dropLast() }
        try edit("trailing-byte", "A byte behind the payload.") { $0 + [0] }
        try edit("payload", "One bit of the payload is changed, so its hash differs.") {
            $0.dropLast() + [$0[$0.count - 1] ^ 1]
        }
        try edit("no-zero-byte", "The byte between note and payload is not zero.") { bytes in
            guard let place = bytes.firstIndex(of: 0) else {
                throw KitError("an edit of the kit found no zero byte")
            }
            var changed = bytes
            changed[place] = 1
            return changed
        }
        try edit(
            "header", "The sequence was changed after it was signed.",
            ByteEdits.replace("\n10\n", with: "\n11\n"))
        try edit(
            "leading-zero", "A sequence with a leading zero.", ByteEdits.replace("\n10\n", with: "\n010\n"))
        try edit("version", "A later version.", ByteEdits.replace("status@v1", with: "status@v2"))
        for (name, why, payload) in SnapshotPayloads.bad {
            try invalid(&list, name, why) { draft in
                let pack = draft.pack
                draft.pack.snapshot?.edit = SnapshotPayloads.signed(payload, pack)
            }
        }
    }

    private static func addStale(to list: inout CaseList) throws {
        try list.add("status-last-second", .trusted, "The last second before the snapshot's next update.") {
            $0.issueSnapshot($0.time.days(-3))
            $0.pack.snapshot?.days = 3
            $0.badge.staple = nil
        }
        try list.add("status-stale", .statusStale, "One second behind the snapshot's next update.") {
            $0.issueSnapshot($0.time.days(-3).adding(seconds: -1))
            $0.pack.snapshot?.days = 3
            $0.badge.staple = nil
        }
        try list.add(
            "status-stale-by-age", .statusStale,
            "The next update is due later, but the trust file's maximum age has passed by a second."
        ) {
            $0.issueSnapshot($0.time.days(-7).adding(seconds: -1))
            $0.pack.snapshot?.days = 30
            $0.badge.staple = nil
        }
        try list.add("status-short-age", .statusStale, "A trust file that allows an hour only.") {
            $0.pack.maxStatusAge = Timestamp.hour
            $0.issueSnapshot($0.time.hours(-1).adding(seconds: -1))
            $0.badge.staple?.issued = $0.time.hours(-2)
        }
        try list.add("status-stale-staple", .statusStale, "No snapshot, and the staple is stale.") {
            $0.pack.snapshot = nil
            $0.badge.staple?.issued = $0.time.days(-8)
        }
        try list.add(
            "status-stale-snapshot-older-staple", .statusStale,
            "The snapshot is stale, and the staple is older still."
        ) {
            $0.issueSnapshot($0.time.days(-8))
            $0.badge.staple?.issued = $0.time.days(-8).hours(-1)
        }
    }

    private static func addUncovered(to list: inout CaseList) throws {
        try list.add(
            "status-covered", .trusted, "The snapshot's covered size is one above the badge's place."
        ) {
            $0.coverSnapshot($0.index + 1)
            $0.badge.staple = nil
        }
        try list.add(
            "status-not-covered", .statusNotCovered,
            "The covered size is the badge's place: unlisted is not good there."
        ) {
            $0.coverSnapshot($0.index)
            $0.badge.staple = nil
        }
        try list.add("status-covers-nothing", .statusNotCovered, "A snapshot that covers nothing.") {
            $0.pack.snapshot?.covered = 0
            $0.badge.staple = nil
        }
        try list.add(
            "status-not-covered-with-staple", .trusted,
            "A new badge at a client with an older snapshot: its staple answers."
        ) {
            $0.coverSnapshot($0.index)
            $0.badge.staple?.sequence = 11
        }
        try list.add(
            "status-not-covered-and-stale", .statusStale,
            "A snapshot that is stale and does not reach the badge."
        ) {
            $0.coverSnapshot($0.index)
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
