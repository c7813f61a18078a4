package import Encoding

// Control of accounts: a challenge is issued, and answered once, in time, by what was asked for.
extension RegistryState {
    mutating func applyChallenge(
        _ id: ApplicationID, _ issue: ChallengeIssue, _ context: TransactionContext
    ) throws(RuleViolation) {
        let person = try actor(context, [], to: "issue challenges")
        var application = try open(id)
        try checkChallenge(
            for: issue.account, by: issue.method, on: application, from: person, at: context.time)
        if let secret = issue.secret.value, issue.method == .code {
            guard let code = ChallengeCode(secret), sameBytes(code.description, secret) else {
                throw RuleViolation(.challenge, "the challenge for \(issue.account) is no code")
            }
        }
        // The one before it, if there is one, is void with this.
        application.challenges[ByteString(issue.account)] = ChallengeState(
            issue: issue, by: person.id, at: context.time, sequence: context.sequence,
            expires: context.time.adding(seconds: policy.seconds(ofDays: .challengeDays)))
        application.lastChange = context.time
        applications[id] = application
    }

    /// Whether the person may issue such a challenge now; the same sentences for the command, before anything is written.
    package func checkChallenge(
        for account: String, by method: ChallengeMethod, on application: Application, from person: Person,
        at time: Timestamp
    ) throws(RuleViolation) {
        _ = try open(application.id)
        try require([.reviewer], of: person, to: "issue challenges")
        try refuseRepresentative(of: application, person, to: "issue challenges on it")
        try demandAccount(account, of: application)
        guard let kind = (try? AccountURI(account))?.kind else {
            throw RuleViolation(.challenge, "\"\(account)\" is no canonical account")
        }
        let methods = ChallengeMethod.methods(for: kind)
        guard methods.contains(method) else {
            throw RuleViolation(
                .challenge, "control of \(account) is not shown by \(method.rawValue)",
                remedy: "It is shown by \(Self.either(methods.map(\.rawValue))).")
        }
        try refuseBarred(account, of: application, at: time)
    }

    mutating func applyChallengeAnswer(
        _ id: ApplicationID, _ answer: ChallengeAnswer, _ context: TransactionContext
    ) throws(RuleViolation) {
        let person = try actor(context, [], to: "verify challenges")
        var application = try open(id)
        var challenge = try checkAnswering(
            answer.account, on: application, from: person, at: context.time)
        guard challenge.sequence == answer.issued else {
            throw RuleViolation(
                .challenge,
                "the challenge for \(answer.account) of transaction \(answer.issued) is void: a newer one was issued",
                remedy: "Only the answer to the newest counts.")
        }
        try checkOutcome(answer, to: challenge)
        switch answer.outcome {
        case .matched: challenge.isSettled = true
        case .different:
            application.wrongAnswers[ByteString(answer.account), default: []].append(context.time)
        case .notFetched: break
        }
        application.challenges[ByteString(answer.account)] = challenge
        application.lastChange = context.time
        applications[id] = application
    }

    /// The challenge that the person may verify now; the same sentences for the command, before anything is fetched.
    @discardableResult
    package func checkAnswering(
        _ account: String, on application: Application, from person: Person, at time: Timestamp
    ) throws(RuleViolation) -> ChallengeState {
        _ = try open(application.id)
        try require([.reviewer], of: person, to: "verify challenges")
        try refuseRepresentative(of: application, person, to: "verify challenges on it")
        try demandAccount(account, of: application)
        let again = "Issue one with: greenbadge challenge \(application.id) \(account)."
        guard let challenge = application.challenge(for: account) else {
            throw RuleViolation(.challenge, "there is no challenge for \(account)", remedy: again)
        }
        guard !challenge.isSettled else {
            throw RuleViolation(
                .challenge, "the challenge for \(account) was answered already; each is good for one answer",
                remedy: again)
        }
        guard time <= challenge.expires else {
            throw RuleViolation(
                .expired, "the challenge for \(account) was good until \(challenge.expires)", remedy: again)
        }
        try refuseBarred(account, of: application, at: time)
        return challenge
    }

    /// What the journal says of an answer is what it is, as far as the case's key is at hand.
    private func checkOutcome(
        _ answer: ChallengeAnswer, to challenge: ChallengeState
    ) throws(RuleViolation) {
        switch answer.outcome {
        case .notFetched:
            guard challenge.issue.method == .file else {
                throw RuleViolation(
                    .challenge, "nothing is fetched for a challenge by \(challenge.issue.method.rawValue)")
            }
        case .matched, .different:
            guard let text = answer.answer.value, let isRight = challenge.isAnswered(by: text) else { return }
            guard isRight == (answer.outcome == .matched) else {
                throw RuleViolation(
                    .challenge,
                    "the answer for \(answer.account) is \(isRight ? "" : "not ")the one that was asked for, and is recorded as \(answer.outcome.rawValue)"
                )
            }
        }
    }

    private func demandAccount(
        _ account: String, of application: Application
    ) throws(RuleViolation) {
        guard let form = application.form else { return }
        guard form.accounts.contains(where: { sameBytes($0, account) }) else {
            throw RuleViolation(
                .challenge, "\"\(account)\" is not an account of \(application.id)",
                remedy: "Its accounts: \(form.accounts.joined(separator: ", ")).")
        }
    }

    /// Times of the wrong answers for an account that still count, oldest first.
    package func wrongAnswers(
        for account: String, of application: Application, at time: Timestamp
    ) -> [Timestamp] {
        let period = policy.seconds(ofDays: .challengeDays)
        return (application.wrongAnswers[ByteString(account)] ?? []).filter {
            time < $0.adding(seconds: period)
        }
    }

    /// Wrong answers count for the account, over all its challenges: a new challenge gives no new guesses. They count in
    /// one case: else whoever claims an account that is not theirs could bar it to its owner.
    private func refuseBarred(
        _ account: String, of application: Application, at time: Timestamp
    ) throws(RuleViolation) {
        let wrong = wrongAnswers(for: account, of: application, at: time)
        let most = Int(policy[.challengeAttempts])
        guard wrong.count >= most else { return }
        let until = wrong[wrong.count - most].adding(seconds: policy.seconds(ofDays: .challengeDays))
        throw RuleViolation(
            .challenge,
            "\(account) had \(wrong.count) wrong answers in \(policy[.challengeDays]) days; \(most) bar it",
            remedy: "It may be challenged again from \(until).")
    }
}
