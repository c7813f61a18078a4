import BadgeVerifier
import CryptoCore
import Encoding

/// What a client has kept of earlier verdicts, and what the log shows to others: a log only grows, and is the same for
/// everybody.
enum HistoryCases {
    static func add(to list: inout CaseList) throws {
        list.group = "history"
        try addGrowing(to: &list)
        try addRollback(to: &list)
        try addProofs(to: &list)
        try addInconsistent(to: &list)
        try addRank(to: &list)
    }

    /// An entry that only some are shown.
    private static let fork: [UInt64: [UInt8]] = [7: KitLog.filler(7_000)]

    private static func addGrowing(to list: inout CaseList) throws {
        try list.add(
            "history-grown", .trusted,
            "The client has seen 300 entries; the pack has 600, and the proof that it continues them."
        ) {
            $0.seen = [$0.pack]
            $0.seen[0].checkpointSize = 300
        }
        try list.add(
            "history-grown-from-little", .trusted,
            "The client has seen 16 entries, and the proof from there holds."
        ) {
            $0.seen = [$0.pack]
            $0.seen[0].checkpointSize = KitAuthority.goodSize
        }
        try list.add("history-other-authority", .trusted, "The client has seen another authority only.") {
            [second = list.second] in
            $0.seen = [try PackRecipe(second)]
        }
        try list.add("history-no-proof-needed", .trusted, "A client that has seen nothing needs no proof.") {
            $0.pack.provenSizes = nil
        }
    }

    private static func addRollback(to list: inout CaseList) throws {
        try list.add(
            "history-older", .logRollback, "The client has seen 600 entries; the pack's checkpoint has 300."
        ) {
            $0.seen = [$0.pack]
            $0.pack.checkpointSize = 300
        }
        try list.add(
            "history-one-entry-less", .logRollback, "The pack's checkpoint has one entry less than was seen."
        ) {
            $0.seen = [$0.pack]
            $0.pack.checkpointSize = KitAuthority.logSize - 1
        }
        try list.add(
            "history-no-checkpoint", .logRollback, "The client has seen a checkpoint, and the pack has none."
        ) {
            $0.seen = [$0.pack]
            $0.pack.checkpointSize = nil
        }
        try list.add(
            "history-broken-checkpoint", .logRollback, "The pack's checkpoint is not signed by the log."
        ) {
            $0.seen = [$0.pack]
            $0.pack.checkpointSigners = [try Others.stranger($0.pack.authority.origin)]
        }
        try list.add(
            "history-checkpoint-without-quorum", .logRollback, "The pack's checkpoint lacks its witness."
        ) {
            try $0.witnesses(1, quorum: "w1", signed: [1])
            $0.seen = [$0.pack]
            $0.pack.checkpointSigners.removeLast()
        }
    }

    private static func addProofs(to list: inout CaseList) throws {
        func add(_ name: String, _ why: String, _ change: (inout PackRecipe) -> Void) throws {
            try list.add("history-\(name)", .logRollback, why) {
                $0.seen = [$0.pack]
                $0.seen[0].checkpointSize = 300
                change(&$0.pack)
            }
        }
        try add("no-proofs", "The client has seen 300 entries, and the pack has no proofs.") {
            $0.provenSizes = nil
        }
        try add("no-proof-from-there", "The pack has proofs, but none from the size that was seen.") {
            $0.provenSizes = [KitAuthority.goodSize, 256]
        }
        try add("empty-proof", "The proof has no hash.") { $0.editConsistency = { _ in [] } }
        try add("short-proof", "The last hash of the proof is missing.") {
            $0.editConsistency = { $0.dropLast() }
        }
        try add("other-proof", "One hash of the proof is another one.") {
            $0.editConsistency = { [SHA256.hash([])] + $0.dropFirst() }
        }
        try add("long-proof", "A hash more than the proof needs.") {
            $0.editConsistency = { $0 + [SHA256.hash([])] }
        }
        try add("fork-grown", "An entry below the size that was seen is another one now.") { $0.fork = fork }
    }

    private static func addInconsistent(to list: inout CaseList) throws {
        try list.add(
            "history-fork", .logInconsistent,
            "The log signed two trees of one size: what was seen, and what the pack has."
        ) {
            $0.seen = [$0.pack]
            $0.seen[0].fork = fork
        }
        try list.add(
            "history-fork-in-the-badge", .logInconsistent,
            "The log signed two trees of one size: in the badge file and in the pack."
        ) {
            $0.badge.treeSize = KitAuthority.logSize
            $0.badge.fork = fork
        }
        try list.add(
            "history-fork-in-the-pack", .logInconsistent, "The same, where the pack shows the other tree."
        ) {
            $0.badge.treeSize = KitAuthority.logSize
            $0.pack.fork = fork
        }
        try list.add(
            "history-fork-seen-and-badge", .logInconsistent,
            "The badge file's tree contradicts the one that the client saw long ago."
        ) {
            $0.badge.fork = fork
            $0.seen = [$0.pack]
            $0.seen[0].checkpointSize = KitAuthority.goodSize
        }
    }

    private static func addRank(to list: inout CaseList) throws {
        try list.add(
            "history-older-and-suspended", .suspended,
            "An older checkpoint than seen, and suspended: a sanction holds."
        ) {
            $0.seen = [$0.pack]
            $0.pack.checkpointSize = 300
            $0.list(\.suspended)
        }
        try list.add("history-older-and-revoked", .revoked, "An older checkpoint than seen, and revoked.") {
            $0.seen = [$0.pack]
            $0.pack.checkpointSize = 300
            $0.list(\.revoked)
        }
        try list.add(
            "history-fork-and-revoked", .logInconsistent,
            "Two trees of one size, and revoked: the first failing step names the reason."
        ) {
            $0.seen = [$0.pack]
            $0.seen[0].fork = fork
            $0.list(\.revoked)
        }
        try list.add(
            "history-older-and-stale", .statusStale, "An older checkpoint than seen, and a stale status."
        ) {
            $0.seen = [$0.pack]
            $0.pack.checkpointSize = 300
            $0.time = $0.time.days(20)
        }
        try list.add(
            "history-older-both", .statusRollback, "An older snapshot and an older checkpoint than seen."
        ) {
            $0.seen = [$0.pack]
            $0.seen[0].snapshot?.sequence = 11
            $0.pack.checkpointSize = 300
            $0.badge.staple = nil
        }
        try list.add(
            "history-two-snapshots", .statusRollback,
            "Two snapshots with one sequence, issued at different times."
        ) {
            $0.seen = [$0.pack]
            $0.seen[0].snapshot?.issued = $0.time.hours(-3)
            $0.badge.staple = nil
        }
    }
}
