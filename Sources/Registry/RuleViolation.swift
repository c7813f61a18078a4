/// A rule of the programme that an event would break; the fold refuses it, whoever wrote it.
///
/// The message says what was wrong and with which values, `remedy` what to do or who could do it instead.
package struct RuleViolation: Error, Hashable, CustomStringConvertible {
    /// The named rule, as it stands in messages, audits and tests.
    package enum Rule: String, Sendable, CaseIterable {
        case genesis = "genesis-first"
        case time = "time-order"
        case key = "active-key"
        case role = "role"
        case person = "person"
        case twoAdmins = "two-admins"
        case lastAdmin = "last-admin"
        case policy = "policy"
        case state = "state"
        case ownCase = "own-case"
        case oncePerPerson = "one-person-counts-once"
        case recordedCheck = "recorder-does-not-complete"
        case checksComplete = "checks-complete"
        case revision = "revision"
        case claim = "claim"
        case appeal = "appeal"
        case locked = "reapplication"
        case fee = "fee"
        case breakGlass = "break-glass"
        case evidence = "evidence"
        case screening = "screening"
        case waiver = "waiver"
        case challenge = "challenge"
        case quorum = "quorum"
        case expired = "expired"
        case duplicate = "duplicate"
        case content = "content"
        case leakedKey = "leaked-key"
        case log = "log"
        case status = "status"
    }

    /// Which rule.
    package let rule: Rule
    /// What was wrong, in one sentence.
    package let message: String
    /// What to do, or who could do it instead; nil where nothing helps.
    package let remedy: String?

    package init(_ rule: Rule, _ message: String, remedy: String? = nil) {
        self.rule = rule
        self.message = message
        self.remedy = remedy
    }

    package var description: String {
        remedy.map { "\(message) (rule \(rule.rawValue)). \($0)" } ?? "\(message) (rule \(rule.rawValue))"
    }
}
