import Encoding
import Transparency

/// What a verdict does not say, so that nobody reads more into it (DESIGN 7). Holds the facts; the sentences are made
/// when somebody reads them.
struct NotEstablished: Sendable {
    private var isTest = false
    private var isSingleOperator = false
    private var isAccountOpen: Bool
    private var isNameOpen: Bool
    private var isByPack = false
    private var isRefused: Bool
    /// Whether the log's policy asks for witnesses; nil where the log is not listed.
    private var hasQuorum: Bool?
    /// The time of the status.
    private var asOf: Timestamp?
    private var checkpointProblem: String?
    /// When the staple was issued that answers alone, and why the snapshot does not.
    private var snapshotDamage: (issued: Timestamp, problem: String)?

    init(_ examination: Examination, refusal: Refusal?) {
        self.init(examination.context, examination.request, isRefused: refusal != nil)
        isByPack = examination.isByPack
        hasQuorum = examination.badge.checkpoint.log.map { $0.policy.quorum != nil }
        asOf = examination.status?.statement?.source.issued
        guard let decisive = examination.status?.decisive, decisive.source.kind == .staple,
            let log = examination.contents?.serial.logNumber,
            examination.context.snapshot(forLog: log) == nil,
            let problem = examination.context.pack.snapshotProblem
        else { return }
        snapshotDamage = (decisive.source.issued, problem)
    }

    /// For a file that could not even be read, or is of no authority that was given (nil).
    init(_ context: PackContext?, _ request: Request) { self.init(context, request, isRefused: true) }

    private init(_ context: PackContext?, _ request: Request, isRefused: Bool) {
        isAccountOpen = request.account == .notChecked
        isNameOpen = request.displayName == nil
        self.isRefused = isRefused
        guard let context else { return }
        isTest = context.isTest
        isSingleOperator = context.pack.trust.isSingleOperator
        checkpointProblem = context.pack.checkpointProblem
    }

    /// Each a sentence for people.
    var sentences: [String] {
        var list = general
        list += [packTrust, logTrust, afterStatus, damage].compactMap { $0 }
        if isRefused { list.append("The checks behind the one that failed were not made.") }
        return list
    }

    private var general: [String] {
        var list: [String] = []
        if isTest {
            list.append("Anything: this is a TEST authority, whose badges say nothing about a business.")
        }
        if isAccountOpen {
            list.append(
                "That the badge is of the business at hand: the account was not compared, and files can be copied."
            )
        }
        if isNameOpen {
            list.append("That the name shown to the user is the badge's: it was not compared.")
        }
        if isSingleOperator {
            list.append("That more than one person decided: the authority has a single operator.")
        }
        if let checkpointProblem {
            list.append(
                "Anything about the log beyond the badge's own proof: the pack's checkpoint is damaged (\(checkpointProblem))."
            )
        }
        return list
    }

    private var packTrust: String? {
        guard isByPack else { return nil }
        return
            "That the issuing CA signed the badge, and that its file is whole: in pack mode the log alone vouches for it, "
            + "so whoever holds the log key could forge a badge."
    }

    private var logTrust: String? {
        guard let hasQuorum else { return nil }
        if !hasQuorum {
            return
                "That all see the same log: no witness quorum is configured, so whoever holds the issuing and the "
                + "log key could forge a badge that only this client sees."
        }
        return
            "That the authority's keys are in good hands: witnesses show that all see the same log, not that what "
            + "stands in it is true."
    }

    private var afterStatus: String? {
        asOf.map { "What the authority decided after \($0), the time of the status." }
    }

    /// A staple alone answers: it knows nothing of what came after it, and the snapshot that might cannot be used.
    private var damage: String? {
        snapshotDamage.map {
            "That the badge was not revoked since \($0.issued): the pack's status snapshot cannot be read "
                + "(\($0.problem))."
        }
    }
}
