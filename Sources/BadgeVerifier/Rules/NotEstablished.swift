import Encoding
import Transparency

/// What a verdict does not say, so that nobody reads more into it (DESIGN 7).
enum NotEstablished {
    static func list(_ examination: Examination, refusal: Refusal?) -> [String] {
        var list = general(examination.pack, examination.request)
        list += [packTrust(examination), logTrust(examination)].compactMap { $0 }
        list += [afterStatus(examination), snapshotDamage(examination)].compactMap { $0 }
        if refusal != nil { list.append(laterChecks) }
        return list
    }

    /// For a file that could not even be read, or is of no authority that was given (nil).
    static func list(_ pack: ClientPack?, _ request: Request) -> [String] {
        general(pack, request) + [laterChecks]
    }

    private static let laterChecks = "The checks behind the one that failed were not made."

    private static func general(_ pack: ClientPack?, _ request: Request) -> [String] {
        let trust = pack?.trust
        var list: [String] = []
        if trust?.isTest == true {
            list.append("Anything: this is a TEST authority, whose badges say nothing about a business.")
        }
        if request.account == .notChecked {
            list.append(
                "That the badge is of the business at hand: the account was not compared, and files can be copied."
            )
        }
        if request.displayName == nil {
            list.append("That the name shown to the user is the badge's: it was not compared.")
        }
        if trust?.isSingleOperator == true {
            list.append("That more than one person decided: the authority has a single operator.")
        }
        if let problem = pack?.checkpointProblem {
            list.append(
                "Anything about the log beyond the badge's own proof: the pack's checkpoint is damaged (\(problem))."
            )
        }
        return list
    }

    private static func packTrust(_ examination: Examination) -> String? {
        guard examination.isByPack else { return nil }
        return
            "That the issuing CA signed the badge, and that its file is whole: in pack mode the log alone vouches for it, "
            + "so whoever holds the log key could forge a badge."
    }

    private static func logTrust(_ examination: Examination) -> String? {
        guard let log = examination.badge.checkpoint.log else { return nil }
        if log.policy.quorum == nil {
            return
                "That all see the same log: no witness quorum is configured, so whoever holds the issuing and the "
                + "log key could forge a badge that only this client sees."
        }
        return
            "That the authority's keys are in good hands: witnesses show that all see the same log, not that what "
            + "stands in it is true."
    }

    private static func afterStatus(_ examination: Examination) -> String? {
        guard let asOf = examination.status?.summary(at: examination.request.now)?.asOf else { return nil }
        return "What the authority decided after \(asOf), the time of the status."
    }

    /// A staple alone answers: it knows nothing of what came after it, and the snapshot that might cannot be used.
    private static func snapshotDamage(_ examination: Examination) -> String? {
        guard let decisive = examination.status?.decisive, decisive.source == .staple,
            let log = examination.contents?.serial.logNumber, examination.pack.snapshot(forLog: log) == nil,
            let problem = examination.pack.snapshotProblem
        else { return nil }
        return
            "That the badge was not revoked since \(decisive.issued): the pack's status snapshot cannot be read "
            + "(\(problem))."
    }
}
