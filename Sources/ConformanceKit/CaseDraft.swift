import BadgeVerifier
import Encoding

/// A case while it is described: a good badge and a good call, of which the case changes what it is about.
struct CaseDraft {
    var badge: BadgeRecipe
    var pack: PackRecipe
    /// Packs of other authorities, behind the first.
    var morePacks: [PackRecipe] = []
    var account: String? = KitAuthority.account
    var displayName: String?
    var time = KitAuthority.now
    /// The packs that the client has seen before; it kept their high-water mark.
    var seen: [PackRecipe] = []
    /// When it saw them; nil is `time`.
    var seenTime: Timestamp?
    var mode = KitCase.Mode.signatures

    init(_ badge: BadgeRecipe, _ pack: PackRecipe) { (self.badge, self.pack) = (badge, pack) }

    /// Where the badge stands in the log.
    var index: UInt64 { badge.index }

    /// Puts indexes into one of the snapshot's lists: the badge's unless others are given.
    mutating func list(_ list: WritableKeyPath<StatusLists, [UInt64]>, _ indexes: [UInt64]? = nil) {
        let indexes = indexes ?? [index]
        pack.snapshot?.lists[keyPath: list] = indexes
    }

    /// Sets the time at which the pack's snapshot was issued.
    mutating func issueSnapshot(_ time: Timestamp) { pack.snapshot?.issued = time }

    /// Sets the size up to which the pack's snapshot answers.
    mutating func coverSnapshot(_ size: UInt64) { pack.snapshot?.covered = size }
}

/// What a case's author expects.
enum Expected {
    case trusted
    /// Good, marketing barred.
    case limited
    case refused(ReasonCode)
    /// A pack that cannot be opened.
    case packError

    func expectation(_ badge: BadgeRecipe) -> KitExpectation {
        let shown = KitExpectation.Shown(
            id: "1-\(badge.index)", displayName: badge.subject.displayName, country: badge.subject.country)
        switch self {
        case .trusted: return KitExpectation(verdict: "trusted", reason: "ok", badge: shown)
        case .limited: return KitExpectation(verdict: "limited", reason: "ok", badge: shown)
        case .refused(let reason): return .refused(reason.rawValue)
        case .packError:
            return KitExpectation(
                verdict: KitExpectation.packError, reason: KitExpectation.packError)
        }
    }
}
