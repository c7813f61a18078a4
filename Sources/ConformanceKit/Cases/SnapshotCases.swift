import BadgeVerifier
import CryptoCore
import Encoding
import Transparency

/// Step 8: what a snapshot is worth: missing, not to be used, stale, or too short.
enum SnapshotCases {
    static func add(to list: inout CaseList) throws {
        list.group = "status"
        try addMissing(to: &list)
        try addInvalid(to: &list)
        try addKeys(to: &list)
        try addInvalidPayload(to: &list)
        try addStale(to: &list)
        try addUncovered(to: &list)
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
    }

    private static func addKeys(to list: inout CaseList) throws {
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
}
