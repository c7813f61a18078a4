import Encoding
import Registry

// The control of accounts in words. No secret is told that could still be answered with.
extension HistoryTeller {
    func challenged(_ issue: ChallengeIssue) -> Happening {
        Happening(
            what: "challenged", text: "asked for proof of \(issue.account) by \(issue.method.rawValue)",
            members: [
                .init("account", .string(issue.account)), .init("method", .string(issue.method.rawValue)),
            ])
    }

    /// A wrong answer is told as it came; the right one has done its work and is nobody's business any more.
    func challengeAnswered(_ answer: ChallengeAnswer) -> Happening {
        let text =
            switch answer.outcome {
            case .matched: "got the right answer for \(answer.account)"
            case .different: "got a wrong answer for \(answer.account):"
            case .notFetched: "got no file for \(answer.account):"
            }
        return Happening(
            what: "challengeAnswered", text: text,
            lines: answer.outcome == .matched ? [] : [answer.answer.value ?? Self.sealed],
            members: [
                .init("account", .string(answer.account)), .init("outcome", .string(answer.outcome.rawValue)),
                .init("challenge", .integer(Int64(clamping: answer.issued))),
            ])
    }
}
