package import Encoding

/// A challenge as it is issued: what is asked of the business, for one account of a case.
package struct ChallengeIssue: Hashable, Sendable {
    package let account: String
    package let method: ChallengeMethod
    /// What has to come back: a code, or the whole text of file or DNS, which is bound to registry, case and account.
    package let secret: Sealed<String>
    package init(account: String, method: ChallengeMethod, secret: Sealed<String>) {
        self.account = account
        self.method = method
        self.secret = secret
    }
}

/// What came of looking for the answer.
package enum ChallengeOutcome: String, Sendable, Hashable, CaseIterable {
    case matched
    /// An answer, but not the one that was asked for: counts against the account.
    case different
    /// The host gave no file; counts for nothing, since nothing was answered.
    case notFetched
}

/// One answer to a challenge, or the lack of one, with its proof.
package struct ChallengeAnswer: Hashable, Sendable {
    package let account: String
    /// The transaction that issued the challenge: no other is answered by it.
    package let issued: UInt64
    package let outcome: ChallengeOutcome
    /// The code, file or text as it came, or in words why there was none.
    package let answer: Sealed<String>
    package init(account: String, issued: UInt64, outcome: ChallengeOutcome, answer: Sealed<String>) {
        self.account = account
        self.issued = issued
        self.outcome = outcome
        self.answer = answer
    }

    /// Bytes of an answer that is kept; the longest that is asked for has 65.
    package static let mostBytes = 1 << 10
}

/// The newest challenge for one account of a case.
package struct ChallengeState: Hashable, Sendable {
    package let issue: ChallengeIssue
    package let by: PersonID
    package let at: Timestamp
    package let sequence: UInt64
    /// The last second at which it can be answered.
    package let expires: Timestamp
    /// It was answered, rightly; a challenge is good for one answer.
    package var isSettled = false

    /// Whether an answer is the one that was asked for; nil where the case's key is not at hand.
    package func isAnswered(by answer: String) -> Bool? {
        issue.secret.value.map { Self.areEqual(Array($0.utf8), Array(answer.utf8)) }
    }

    /// In a time that tells nothing of where the first difference is.
    private static func areEqual(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        guard a.count == b.count else { return false }
        return zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

extension Application {
    /// The newest challenge for an account that the form still names.
    package func challenge(for account: String) -> ChallengeState? { challenges[ByteString(account)] }

    /// Challenges that can still be answered at `time`, by account.
    package func openChallenges(at time: Timestamp) -> [ChallengeState] {
        challenges.sorted { $0.key < $1.key }.map(\.value).filter { !$0.isSettled && time <= $0.expires }
    }

    /// An account that left the form takes its challenge with it, also where it comes back later.
    mutating func dropStrayChallenges() {
        guard let form else { return }
        let named = Set(form.accounts.map { ByteString($0) })
        challenges = challenges.filter { named.contains($0.key) }
    }
}
