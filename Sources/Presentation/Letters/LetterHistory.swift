package import Encoding
package import Registry

/// Every letter that a case has given rise to so far, computed from the registry: nothing of it is stored.
///
/// A hold is the authority's own affair and gives none. A challenge's code goes to the account itself, or it would prove
/// nothing; the letter only says that it is waited for, and only while it is.
package struct LetterHistory {
    let state: RegistryState
    let application: Application
    let form: ApplicationContent
    let time: Timestamp
    private(set) var letters: [Letter] = []

    /// Days before the end of the time to answer, or of half of it where that is less, on which the business is reminded.
    static let reminderDays: Int64 = 7

    /// The letters of a case up to `time`, the oldest first; nil where the case's data key is gone.
    package static func letters(
        of application: Application, in state: RegistryState, at time: Timestamp
    ) -> [Letter]? {
        guard let form = application.form else { return nil }
        var history = LetterHistory(state: state, application: application, form: form, time: time)
        history.addExchanges()
        history.addDecisions()
        history.addChallenges()
        history.addEnd()
        history.addBadge()
        // What happened in the same second stays in the order in which it was told of.
        return history.letters.enumerated()
            .sorted { ($0.element.date, $0.offset) < ($1.element.date, $1.offset) }.map(\.element)
    }

    /// Adds a letter; what lies in the future is not written yet.
    mutating func add(
        _ kind: LetterKind, _ date: Timestamp, badge: BadgeSerial? = nil, deadline: Timestamp? = nil,
        appealEnd: Timestamp? = nil, _ values: [LetterField: String] = [:]
    ) {
        guard date <= time else { return }
        var values = values
        values[.authority] = state.genesis?.name
        values[.website] = state.genesis?.baseURL
        values[.test] = state.genesis?.test == true ? "yes" : nil
        values[.date] = date.dateText
        values[.case] = application.id.description
        values[.business] = form.displayName
        values[.legalName] = form.legalName
        values[.signs] = application.content.value?.certificationRequest == nil ? nil : "yes"
        if let deadline { values[.deadline] = Letter.text(deadline) }
        values[.appealUntil] = appealEnd.map(Letter.text)
        values[.badge] = badge?.description
        letters.append(
            Letter(
                kind: kind, date: date, application: application.id, badge: badge, deadline: deadline,
                appealEnd: appealEnd, values: values))
    }

    private mutating func addExchanges() {
        add(.received, application.filedAt)
        for exchange in application.exchanges {
            let due = exchange.due
            let question: [LetterField: String] = [.question: exchange.question.value ?? ""]
            add(.question, exchange.askedAt, deadline: due, question)
            let half = (due.seconds - exchange.askedAt.seconds) / 2
            let reminder = due.adding(seconds: -min(Self.reminderDays * Timestamp.day, half))
            // A case that ended, or an answer that came, needs no reminder.
            let ends = [exchange.answeredAt, application.withdrawnAt, application.rejection?.at]
                .compactMap(\.self).filter { $0 >= exchange.askedAt }
            if !ends.contains(where: { $0 <= reminder }) { add(.reminder, reminder, deadline: due, question) }
            if let answered = exchange.answeredAt { add(.answered, answered) }
        }
    }

    private mutating func addChallenges() {
        guard !state.state(of: application, at: time).isFinal else { return }
        for challenge in application.openChallenges(at: time) {
            let account = challenge.issue.account
            add(
                .challenge, challenge.at, deadline: challenge.expires,
                [
                    .account: account, .code: challenge.issue.method == .code ? "yes" : "",
                    .host: ChallengeMethod.Place.host(of: account) ?? "",
                ])
        }
    }

    private mutating func addEnd() {
        if let withdrawn = application.withdrawnAt { add(.withdrawn, withdrawn) }
        if state.state(of: application, at: time) == .expired, let question = application.openQuestion {
            let due = question.due
            add(
                .expired, due.adding(seconds: 1),
                [
                    .question: question.question.value ?? "", .deadline: Letter.text(due),
                ])
        }
    }

    private mutating func addDecisions() {
        var told: Set<UInt64> = []
        for appeal in application.appeals {
            if told.insert(appeal.rejection.sequence).inserted { addRejection(appeal.rejection) }
            add(
                .appealed, appeal.at, deadline: state.appealAnswerDue(appeal),
                [.statement: appeal.statement.value ?? ""])
            if let outcome = appeal.outcome { addOutcome(outcome, appeal) }
        }
        if let rejection = application.rejection, told.insert(rejection.sequence).inserted {
            addRejection(rejection)
        }
        if let approved = approvedAt {
            let waits = application.badge == nil
            add(
                .approved, approved,
                [
                    .fee: waits && state.mustPay(application, at: time) ? "yes" : "",
                    .key: waits && application.content.value?.certificationRequest == nil ? "yes" : "",
                ])
        }
    }

    private mutating func addRejection(_ rejection: DecisionState) {
        var values = reason(of: rejection)
        values[.explanation] = application.explanation(of: rejection)
        let isBlocked = rejection.reason?.resubmission == .never
        if !isBlocked { values[.reapplyFrom] = reapplication(after: rejection).map(Letter.text) }
        add(
            isBlocked ? .blocked : .rejected, rejection.at, appealEnd: state.appealEnd(rejection), values)
    }

    private mutating func addOutcome(_ outcome: DecisionState, _ appeal: Appeal) {
        let explanation = application.explanation(of: outcome)
        guard case .uphold = outcome.decision.verdict else {
            return add(.reversed, outcome.at, explanation.map { [.explanation: $0] } ?? [:])
        }
        var values = reason(of: appeal.rejection)
        values[.explanation] = explanation
        values[.never] = appeal.rejection.reason?.resubmission == .never ? "yes" : ""
        values[.reapplyFrom] = reapplication(after: appeal.rejection).map(Letter.text)
        add(.upheld, outcome.at, values)
    }

    private func reason(of rejection: DecisionState) -> [LetterField: String] {
        guard let reason = rejection.reason else { return [:] }
        return [.reason: reason.code, .field: reason.field, .hint: reason.hint]
    }

    /// From when a new application is taken in; nil for at once. A rejection that fell locks nothing any more: its letter
    /// keeps saying what its reason alone meant.
    private func reapplication(after rejection: DecisionState) -> Timestamp? {
        if application.rejection == rejection, let again = state.reapplication(after: application) {
            return again.isFree ? nil : again.from
        }
        guard rejection.reason?.resubmission == .later else { return nil }
        return rejection.at.adding(seconds: state.policy(of: rejection).seconds(ofDays: .reapplicationDays))
    }

    /// When the quorum was complete, where it is, or was when the badge was logged.
    private var approvedAt: Timestamp? {
        let moment = application.badge.flatMap { state.badges[$0]?.loggedAt } ?? time
        guard application.rejection == nil, application.withdrawnAt == nil,
            application.badge != nil || state.state(of: application, at: moment) == .approved
        else { return nil }
        if let alone = state.decidedAlone(application) { return alone.decision.at }
        let counting = state.countingApprovals(of: application, at: moment)
        return counting.dropFirst(Int(state.approvalsNeeded(for: application)) - 1)
            .first { !application.checkers.contains($0.by) }?.at
    }
}
