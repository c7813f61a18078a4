import Encoding
import Registry

// Events about the control of accounts.
extension EventCodec {
    static func challengeFields(_ issue: ChallengeIssue) -> Members {
        [
            .init("account", .string(issue.account)),
            .init("method", .string(issue.method.rawValue)),
            sealed("challenge", issue.secret),
        ]
    }

    static func challenge(
        _ reader: inout ObjectReader, _ id: ApplicationID, _ vault: CaseVault
    ) throws -> ChallengeIssue {
        ChallengeIssue(
            account: try reader.string("account"), method: try choice("method", &reader),
            secret: try text("challenge", &reader, id, vault))
    }

    static func challengeAnswerFields(_ answer: ChallengeAnswer) -> Members {
        [
            .init("account", .string(answer.account)),
            .init("issued", number(answer.issued)),
            .init("outcome", .string(answer.outcome.rawValue)),
            sealed("challengeAnswer", answer.answer),
        ]
    }

    static func challengeAnswer(
        _ reader: inout ObjectReader, _ id: ApplicationID, _ vault: CaseVault
    ) throws -> ChallengeAnswer {
        ChallengeAnswer(
            account: try reader.string("account"), issued: try reader.unsigned("issued"),
            outcome: try choice("outcome", &reader),
            answer: try text("challengeAnswer", &reader, id, vault))
    }
}
