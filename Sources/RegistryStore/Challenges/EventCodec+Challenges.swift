import Encoding
import Registry

// Events about the control of accounts.
extension EventCodec {
    static func challengeFields(_ id: ApplicationID, _ issue: ChallengeIssue) -> Members {
        [
            caseMember(id), .init("account", .string(issue.account)),
            .init("method", .string(issue.method.rawValue)),
            sealed("challenge", issue.secret),
        ]
    }

    static func challengeIssued(_ reader: inout ObjectReader, _ vault: CaseVault) throws -> Event {
        let id = try caseID(&reader)
        return .challengeIssued(
            id,
            ChallengeIssue(
                account: try reader.string("account"), method: try choice("method", &reader),
                secret: try text("challenge", &reader, id, vault)))
    }

    static func challengeAnswerFields(_ id: ApplicationID, _ answer: ChallengeAnswer) -> Members {
        [
            caseMember(id), .init("account", .string(answer.account)),
            .init("issued", number(answer.issued)),
            .init("outcome", .string(answer.outcome.rawValue)),
            sealed("challengeAnswer", answer.answer),
        ]
    }

    static func challengeAnswered(_ reader: inout ObjectReader, _ vault: CaseVault) throws -> Event {
        let id = try caseID(&reader)
        return .challengeAnswered(
            id,
            ChallengeAnswer(
                account: try reader.string("account"), issued: try reader.unsigned("issued"),
                outcome: try choice("outcome", &reader),
                answer: try text("challengeAnswer", &reader, id, vault)))
    }
}
