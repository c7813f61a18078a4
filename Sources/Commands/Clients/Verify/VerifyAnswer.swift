import BadgeVerifier

/// What `verify` says about one badge, ready to be written: workers make it, whoever writes only passes it on.
struct VerifyAnswer: Sendable {
    /// What it counts as in the summary.
    enum Kind: Sendable {
        case verdict(Verdict.Outcome, ReasonCode)
        /// The file cannot be read.
        case unreadable
        /// The line of `--stdin` is no question.
        case badLine
    }

    let kind: Kind
    let exitCode: Int32
    /// For standard output, whole lines; may be empty.
    let output: String
    /// A line for standard error.
    var message: String?

    /// The same for a reader who looks at standard output alone.
    var withoutMessage: VerifyAnswer {
        var answer = self
        answer.message = nil
        return answer
    }
}

/// The answers to a piece of work, in its order.
struct VerifyBatch: Sendable {
    var answers: [VerifyAnswer] = []
    /// What was seen while they were found; nil where no badge was looked at.
    private(set) var mark: HighWaterMark?

    mutating func add(_ answer: VerifyAnswer, _ seen: HighWaterMark?) {
        answers.append(answer)
        guard let seen else { return }
        mark = mark?.merged(with: seen) ?? seen
    }
}
