import Registry

/// One thing that a reviewer does to a case: one transaction, one signature.
enum ReviewAct: Hashable {
    case claim
    case release
    /// Results of several checks with what is said of them all.
    case record([CheckResultRow], note: String, evidence: [String])
    /// - Parameter despiteOthers: the screen named the other businesses.
    case approve(despiteOthers: Bool)
    /// - Parameters:
    ///   - note: for the people here
    ///   - letter: what the business reads beside the reason; both may be empty
    case reject(reason: String, note: String, letter: String)
    case ask(String)
    /// Hits of the screening that are harmless, by number, with the comment that says why.
    case clear([Int64], note: String)
    /// Until somebody resumes the case.
    case hold(String)
    case resume
    /// - Parameter reverses: the rejection falls.
    case decideAppeal(reverses: Bool, note: String)

    /// A check and what it came to.
    struct CheckResultRow: Hashable {
        let check: String
        let result: CheckResult
    }

    /// Whether the case is done with for now, so that the next one comes.
    var leavesCase: Bool {
        switch self {
        case .approve, .reject, .ask, .hold, .decideAppeal: true
        case .claim, .release, .record, .clear, .resume: false
        }
    }
}
