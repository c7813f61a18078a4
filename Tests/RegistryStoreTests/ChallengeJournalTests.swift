import Encoding
import Registry
import TestSupport
import Testing

@testable import RegistryStore

/// Challenges as they stand in a journal that somebody wrote by hand.
@Suite struct ChallengeJournalTests {
    private static let host = "https://shop.example"

    private let authority: VirtualAuthority
    private let id: ApplicationID
    private let other: ApplicationID

    init() throws {
        authority = try VirtualAuthority()
        let form = ApplicationContent.sample().with { $0.accounts = [Self.host, "tel:+12025550100"] }
        id = try authority.file(form)
        other = try authority.file(.sample(1).with { $0.accounts = [Self.host] }, key: .named("second"))
    }

    private func challenge(
        _ id: ApplicationID, _ account: String = host, _ method: ChallengeMethod = .file
    ) throws -> ChallengeState {
        try authority.append(
            [try authority.store.newChallenge(for: account, by: method, case: id).event], by: "reviewer-1")
        return try #require(authority.state.applications[id]?.challenge(for: account))
    }

    /// A transaction that the rules of this program would not have let through.
    private func refusal(of events: [Event], by name: String = "reviewer-1") throws -> String {
        var tampering = try Tampering(authority)
        let place = tampering.payloads.count
        try tampering.append(events, by: name)
        return try tampering.refusal(at: place)
    }

    @Test func challengesAndAnswersAreReadAgain() throws {
        for (account, method) in [
            (Self.host, ChallengeMethod.file), (Self.host, .dns), ("tel:+12025550100", .code),
        ] {
            let challenge = try challenge(id, account, method)
            let secret = try #require(challenge.issue.secret.value)
            let wrong = try authority.store.challengeAnswer("\(secret)0", to: challenge, case: id)
            #expect(!wrong.isRight)
            try authority.append([wrong.event], by: "reviewer-2")
            let right = try authority.store.challengeAnswer(secret, to: challenge, case: id)
            #expect(right.isRight)
            try authority.append([right.event], by: "reviewer-2")
        }
        let state = try Tampering(authority).open().state
        #expect(state.applications == authority.state.applications)
        #expect(state.applications[id]?.challenge(for: Self.host)?.isSettled == true)
    }

    @Test func noTwoSecretsAreTheSame() throws {
        let secrets = try (0..<20).map { _ in
            try authority.store.newChallenge(for: "tel:+12025550100", by: .code, case: id).secret
        }
        #expect(Set(secrets).count == 20)
        #expect(secrets.allSatisfy { ChallengeCode($0)?.description == $0 })
    }

    @Test func aTextOfAnotherCaseIsNoneOfThis() throws {
        let secret = try authority.store.newChallenge(for: Self.host, by: .file, case: other).secret
        let sealed = try authority.store.vault.seal(
            secret, bytes: Array(secret.utf8), case: id, field: "challenge")
        let event = Event.challengeIssued(
            id, ChallengeIssue(account: Self.host, method: .file, secret: sealed))
        #expect(try refusal(of: [event]).contains("is not bound to \(id)"))
    }

    @Test func whatIsSealedForOneCaseOpensInNoOther() throws {
        let (event, _) = try authority.store.newChallenge(for: Self.host, by: .file, case: other)
        guard case .challengeIssued(_, let issue) = event else { return }
        #expect(try refusal(of: [.challengeIssued(id, issue)]).contains("does not open"))
    }

    @Test func aWrongAnswerIsNotWrittenAsARightOne() throws {
        let challenge = try challenge(id)
        let sealed = try authority.store.vault.seal(
            "token", bytes: Array("token".utf8), case: id, field: "challengeAnswer")
        let answer = ChallengeAnswer(
            account: Self.host, issued: challenge.sequence, outcome: .matched, answer: sealed)
        #expect(try refusal(of: [.challengeAnswered(id, answer)]).contains("breaks a rule"))
    }

    @Test func anAnswerIsTakenOnce() throws {
        let challenge = try challenge(id)
        let secret = try #require(challenge.issue.secret.value)
        let event = try authority.store.challengeAnswer(secret, to: challenge, case: id).event
        #expect(try refusal(of: [event, event]).contains("answered already"))
    }
}
