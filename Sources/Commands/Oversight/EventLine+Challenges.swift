import Encoding
import Registry

extension EventLine {
    func challengeIssued(_ id: ApplicationID, _ issue: ChallengeIssue) -> Facts {
        Facts(
            kind: "challengeIssued", application: id,
            members: [.init("method", .string(issue.method.rawValue))] + account(issue.account))
    }

    func challengeAnswered(_ id: ApplicationID, _ answer: ChallengeAnswer) -> Facts {
        Facts(
            kind: "challengeAnswered", application: id,
            members: [.init("outcome", .string(answer.outcome.rawValue))] + account(answer.account))
    }

    /// What the applicant wrote, until a badge makes it public.
    private func account(_ account: String) -> [JSON.Member] {
        withData ? [.init("account", .string(account))] : []
    }
}
