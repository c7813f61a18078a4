import BadgeVerifier
import CryptoCore
import Encoding

/// Pack mode: where the pack's checkpoint, tiles and snapshot answer for the badge, no signature of the badge file is
/// looked at; where they do not, all of them are.
enum PackModeCases {
    static func add(to list: inout CaseList) throws {
        list.group = "pack-mode"
        try addAnswered(to: &list)
        try addNotAnswered(to: &list)
    }

    private static func packMode(_ draft: inout CaseDraft) {
        draft.mode = .packInclusion
        draft.pack.hasTiles = true
        draft.badge.treeSize = KitAuthority.logSize
    }

    private static func addAnswered(to list: inout CaseList) throws {
        try list.add(
            "pack-mode", .trusted, "The pack's log has the badge, and its snapshot covers it.", packMode)
        try list.add("pack-mode-limited", .limited, "The same, limited by the snapshot.") {
            packMode(&$0)
            $0.list(\.limited)
        }
        try list.add(
            "pack-mode-signature", .trusted,
            "The CA's signature is of no effect here: that is the trade of this mode."
        ) {
            packMode(&$0)
            $0.badge.editSignature = { _ in [UInt8](repeating: 0, count: 64) }
        }
        try list.add(
            "pack-mode-staple", .suspended, "The pack's snapshot alone counts, even where a staple is newer."
        ) {
            packMode(&$0)
            $0.list(\.suspended)
            $0.badge.staple?.sequence = 12
        }
        try list.add("pack-mode-revoked", .revoked, "Revoked by the snapshot.") {
            packMode(&$0)
            $0.list(\.revoked)
        }
        try list.add("pack-mode-account", .accountMismatch, "Another account.") {
            packMode(&$0)
            $0.account = "tel:+12025550199"
        }
        try list.add("pack-mode-expired", .expired, "One second behind notAfter.") {
            packMode(&$0)
            $0.badge.notAfter = $0.time.adding(seconds: -1)
        }
        try list.add(
            "pack-mode-fork", .logInconsistent,
            "The log signed two trees of one size: what was seen, and what the pack has."
        ) {
            packMode(&$0)
            $0.seen = [$0.pack]
            $0.seen[0].fork = [7: KitLog.filler(7_000)]
        }
        try list.add("pack-mode-form", .malformed, "The form of the certificates counts in this mode too.") {
            packMode(&$0)
            $0.badge.editFile = { [0x0A] + $0 }
        }
        try list.add("pack-mode-profile", .wrongProfile, "The profile counts in this mode too.") {
            packMode(&$0)
            $0.badge.subject.country = "nl"
        }
        try list.add(
            "pack-mode-issuer", .untrustedIssuer, "The issuing CA's own signature counts in this mode too."
        ) {
            packMode(&$0)
            let stranger = try KitKeys.derived("stranger root")
            $0.badge.issuingDER = try $0.badge.authority.issuingCA(signedBy: stranger) { _ in }
        }
    }

    private static func addNotAnswered(to list: inout CaseList) throws {
        try list.add("pack-mode-no-tiles", .trusted, "A pack without tiles: the signatures answer.") {
            packMode(&$0)
            $0.pack.hasTiles = false
        }
        try list.add(
            "pack-mode-no-tiles-signature", .badSignature, "A pack without tiles, and a bad signature."
        ) {
            packMode(&$0)
            $0.pack.hasTiles = false
            $0.badge.editSignature = { _ in [UInt8](repeating: 0, count: 64) }
        }
        try list.add(
            "pack-mode-old-proof", .trusted,
            "A proof from before its part of the tree was complete: the signatures answer."
        ) {
            packMode(&$0)
            $0.badge.treeSize = nil
        }
        try list.add("pack-mode-not-logged", .notLogged, "The log has something else at the badge's place.") {
            packMode(&$0)
            $0.badge.subject.displayName = "Example Bank"
            $0.badge.isLogged = false
        }
        try list.add(
            "pack-mode-not-covered", .trusted,
            "The snapshot does not cover the badge, and its staple answers."
        ) {
            packMode(&$0)
            $0.coverSnapshot($0.index)
            $0.badge.staple?.sequence = 11
        }
        try list.add("pack-mode-no-snapshot", .statusMissing, "No snapshot and no staple.") {
            packMode(&$0)
            $0.pack.snapshot = nil
            $0.badge.staple = nil
        }
    }
}
