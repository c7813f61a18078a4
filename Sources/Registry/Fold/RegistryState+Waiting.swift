package import Encoding

/// Why a case waits, and on whom; computed, never stored.
package struct Waiting: Hashable, Sendable {
    /// On whom.
    package enum On: Hashable, Sendable {
        case applicant
        /// Each of them could move it.
        case people([PersonID])
        /// The case has ended.
        case nobody
    }

    /// A few words: `2 checks: contact, consent`.
    package let reason: String
    package let on: On
}

extension RegistryState {
    /// Why the case waits at `time` and who could move it: the one who claimed it, if they can, else all who can.
    package func waiting(_ application: Application, at time: Timestamp) -> Waiting {
        let state = state(of: application, at: time)
        if state.isFinal { return Waiting(reason: "", on: .nobody) }
        if let serial = application.badge {
            return Waiting(reason: "badge \(serial) is logged, not signed", on: issuers(of: application))
        }
        if let question = application.openQuestion {
            let due = question.askedAt.adding(seconds: policy[.answerDays] * Timestamp.day)
            let when = due < time ? "overdue since" : "due"
            return Waiting(reason: "an answer, \(when) \(due.dateText)", on: .applicant)
        }
        let open = openChecks(of: application, at: time)
        if !open.isEmpty { return waitingForChecks(open, application) }
        if state == .approved {
            guard application.content.value?.certificationRequest != nil else {
                return Waiting(reason: "the business's key", on: .applicant)
            }
            return Waiting(reason: "its badge", on: issuers(of: application))
        }
        let count = countingApprovals(of: application, at: time).count
        return Waiting(
            reason: "approval \(count + 1) of \(policy[.approvals])",
            on: reviewers(except: barredFromApproving(application, at: time), application))
    }

    private func waitingForChecks(_ open: [OpenCheck], _ application: Application) -> Waiting {
        let on = reviewers(except: namedRepresentatives(of: application), application)
        let failed = open.filter { $0.why == .failed }.map(\.name)
        if !failed.isEmpty {
            return Waiting(reason: "a decision, failed \(failed.joined(separator: ", "))", on: on)
        }
        let required = policy.requiredChecks(accounts: application.form?.accounts ?? []).count
        let names = open.count == required ? "" : ": \(open.map(\.name).joined(separator: ", "))"
        return Waiting(reason: "\(open.count) check\(open.count == 1 ? "" : "s")\(names)", on: on)
    }

    private func reviewers(except excluded: Set<PersonID>, _ application: Application) -> Waiting.On {
        let able = able(.reviewer, except: excluded)
        if let claim = application.claim, able.contains(claim.by) { return .people([claim.by]) }
        return .people(able)
    }

    private func issuers(of application: Application) -> Waiting.On {
        .people(able(.issuer, except: ownPeople(of: application)))
    }

    private func able(_ role: Role, except excluded: Set<PersonID>) -> [PersonID] {
        people.values.filter { $0.isActive && $0.holds([role]) && !excluded.contains($0.id) }
            .map(\.id).sorted()
    }

    /// Whether taking the case on would be of use: something is left that this person may give.
    package func canWork(on application: Application, _ person: Person, at time: Timestamp) -> Bool {
        guard person.holds([.reviewer]), !isOwn(application, person), application.badge == nil else {
            return false
        }
        switch state(of: application, at: time) {
        case .submitted, .inReview, .crossCheck: break
        case .needsInfo, .approved, .issued, .rejected, .withdrawn: return false
        }
        if let claim = application.claim, people[claim.by]?.isActive == true { return false }
        guard openChecks(of: application, at: time).isEmpty else { return true }
        return !barredFromApproving(application, at: time).contains(person.id)
    }
}
