import BadgeVerifier
import Encoding

/// The cases as they are described, and the log that their badges stand in.
///
/// Badges that differ from the good one get places of their own in the log, in the order of the cases, so that one
/// checkpoint answers for all of them.
struct CaseList {
    /// A case that waits for the log to be complete.
    struct Item {
        let name: String
        let group: String
        let why: String
        let draft: CaseDraft
        let expected: KitExpectation
    }

    let authority: KitAuthority
    /// Another authority, for clients that trust several.
    let second: KitAuthority
    /// The log of the first authority.
    private(set) var log: KitLog
    /// The log of the second, complete.
    let secondLog: KitLog
    private(set) var items: [Item] = []
    /// The group of the cases that are added next.
    var group = "good"

    init(_ keys: KitKeys) throws {
        authority = try KitAuthority(keys)
        second = try KitAuthority.second(keys)
        log = try CaseList.log(authority)
        secondLog = try CaseList.log(second).filled
    }

    /// The null entry, the issuing CA, and the good badge among entries of no importance (DESIGN 4.2).
    private static func log(_ authority: KitAuthority) throws -> KitLog {
        var log = KitLog(authority.logSigner)
        log.append([0])
        log.append([4] + (try authority.issuingTBS()))
        log.fill(to: KitAuthority.goodIndex)
        log.append(try BadgeRecipe(authority, index: KitAuthority.goodIndex).entry())
        log.fill(to: KitAuthority.goodSize)
        return log
    }

    /// Adds a case that differs from the good one by `change`.
    mutating func add(
        _ name: String, _ expected: Expected, _ why: String,
        _ change: (inout CaseDraft) throws -> Void = { _ in }
    ) throws {
        let good = try BadgeRecipe(authority, index: KitAuthority.goodIndex)
        var draft = CaseDraft(good, try PackRecipe(authority))
        try change(&draft)
        if draft.badge.authority.name == authority.name, try draft.badge.entry() != good.entry() {
            draft = CaseDraft(try BadgeRecipe(authority, index: log.count), try PackRecipe(authority))
            try change(&draft)
            log.append(try draft.badge.entry())
        }
        items.append(
            Item(
                name: name, group: group, why: why, draft: draft,
                expected: expected.expectation(draft.badge)))
    }

    /// Adds a case that is refused for a reason.
    mutating func add(
        _ name: String, _ reason: ReasonCode, _ why: String, _ change: (inout CaseDraft) throws -> Void
    ) throws {
        try add(name, .refused(reason), why, change)
    }

    /// The tree of the entries so far, whose prefixes do not change any more.
    var completePrefix: KitTree { log.tree() }

    /// The log with all its entries.
    func completeLog() throws -> KitLog {
        guard log.count <= KitAuthority.logSize else { throw KitError("the kit's log is too small") }
        return log.filled
    }
}

extension KitLog {
    /// Filled up to the size that all packs speak of.
    fileprivate var filled: KitLog {
        var log = self
        log.fill(to: KitAuthority.logSize)
        return log.completed
    }
}
