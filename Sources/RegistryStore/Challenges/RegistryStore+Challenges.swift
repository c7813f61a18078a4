import CryptoCore
package import Encoding
package import Registry

// Challenges carry what is sealed: made here, because only this room holds the cases' keys.
extension RegistryStore {
    /// A new challenge with a secret that was never used: a code where the account is reached with one, else a text that
    /// is bound to this registry, the case and the account.
    ///
    /// - Returns: the event, and the secret, which is told once.
    package func newChallenge(
        for account: String, by method: ChallengeMethod, case id: ApplicationID
    ) throws(StoreError) -> (event: Event, secret: String) {
        let secret: String
        switch method {
        case .code: secret = try newCode().description
        case .file, .dns:
            secret = ChallengeText.make(
                token: random.bytes(ChallengeText.tokenBytes), registryID: registryID, case: id,
                account: account, method: method)
        }
        return try StoreError.placing {
            let sealed = try vault.seal(secret, bytes: Array(secret.utf8), case: id, field: "challenge")
            return (
                .challengeIssued(id, ChallengeIssue(account: account, method: method, secret: sealed)), secret
            )
        }
    }

    private func newCode() throws(StoreError) -> ChallengeCode {
        for _ in 0..<64 {
            if let code = ChallengeCode(random: random.bytes(32)) { return code }
        }
        throw StoreError.environment("no code comes of 64 draws in a row: the random source is broken")
    }

    /// An answer to a challenge, compared with what was asked for.
    ///
    /// - Throws: `.damaged` where the case's key is not at hand.
    package func challengeAnswer(
        _ answer: String, to challenge: ChallengeState, case id: ApplicationID
    ) throws(StoreError) -> (event: Event, isRight: Bool) {
        guard let isRight = challenge.isAnswered(by: answer) else { throw .damaged(vault.loss(of: id)) }
        return (
            try challengeEvent(isRight ? .matched : .different, answer, to: challenge, case: id), isRight
        )
    }

    /// That the host of a challenge gave no file, and in words why.
    package func challengeNotFetched(
        _ reason: String, of challenge: ChallengeState, case id: ApplicationID
    ) throws(StoreError) -> Event {
        try challengeEvent(.notFetched, reason, to: challenge, case: id)
    }

    private func challengeEvent(
        _ outcome: ChallengeOutcome, _ text: String, to challenge: ChallengeState, case id: ApplicationID
    ) throws(StoreError) -> Event {
        try StoreError.placing {
            let bytes = Array(text.utf8)
            return .challengeAnswered(
                id,
                ChallengeAnswer(
                    account: challenge.issue.account, issued: challenge.sequence, outcome: outcome,
                    answer: try vault.seal(text, bytes: bytes, case: id, field: "challengeAnswer")))
        }
    }

    /// A text that a host is to show is the one for this registry, case and account.
    func checkBinding(of issue: ChallengeIssue, _ id: ApplicationID) throws {
        guard issue.method != .code, let secret = issue.secret.value else { return }
        guard
            ChallengeText.isBound(
                secret, registryID: registryID, case: id, account: issue.account, method: issue.method)
        else {
            throw StoreError.damaged("the challenge for \(issue.account) is not bound to \(id)")
        }
    }
}
