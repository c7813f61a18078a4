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
        if state == .appealed {
            return Waiting(
                reason: "a decision on its appeal",
                on: .people(able(.reviewer, except: barredFromAppeal(of: application))))
        }
        if let question = application.openQuestion {
            return Waiting(reason: "an answer, due \(question.due.dateText)", on: .applicant)
        }
        if let hold = application.hold(at: time) {
            let end = hold.until.map { "the end of its hold on \($0.dateText)" } ?? "the end of its hold"
            return Waiting(
                reason: end, on: reviewers(except: namedRepresentatives(of: application), application, time))
        }
        let open = openChecks(of: application, at: time)
        if !open.isEmpty { return waitingForChecks(open, application, time) }
        if let screening = waitingForScreening(application, time) { return screening }
        if state == .approved {
            guard application.content.value?.certificationRequest != nil else {
                return Waiting(reason: "the business's key", on: .applicant)
            }
            if mustPay(application, at: time) {
                return Waiting(reason: "its fee", on: .applicant)
            }
            return Waiting(reason: "its badge", on: issuers(of: application))
        }
        let count = countingApprovals(of: application, at: time).count
        let barred = barredFromApproving(application, at: time)
        // Whoever recorded a check approves before those who may complete the quorum are used up.
        let late = Set(
            able(.reviewer, except: barred).filter { strands(application, approvedBy: $0, at: time) })
        let inOrder = able(.reviewer, except: barred.union(late))
        return Waiting(
            reason: "approval \(count + 1) of \(approvalsNeeded(for: application))",
            on: reviewers(except: inOrder.isEmpty ? barred : barred.union(late), application, time))
    }

    /// Whether an approval by this person leaves nobody who may complete the quorum: all who remain recorded checks, or
    /// they are too few.
    package func strands(_ application: Application, approvedBy person: PersonID, at time: Timestamp) -> Bool
    {
        let counting = countingApprovals(of: application, at: time)
        let left = approvalsNeeded(for: application) - Int64(counting.count) - 1
        guard left > 0 else { return false }
        let done = ownPeople(of: application).union(counting.map(\.by)).union([person])
        let others = able(.reviewer, except: done)
        return Int64(others.count) < left || others.allSatisfy(application.checkers.contains)
    }

    private func waitingForScreening(_ application: Application, _ time: Timestamp) -> Waiting? {
        if lacksScreening(application) {
            return Waiting(
                reason: "its screening",
                on: reviewers(except: namedRepresentatives(of: application), application, time))
        }
        guard let open = application.screening?.open, !open.isEmpty else { return nil }
        return Waiting(
            reason:
                "\(open.count) hit\(open.count == 1 ? "" : "s"): \(open.map(\.name).joined(separator: ", "))",
            on: reviewers(except: barredFromClearing(application), application, time))
    }

    private func waitingForChecks(
        _ open: [OpenCheck], _ application: Application, _ time: Timestamp
    ) -> Waiting {
        let on = reviewers(except: namedRepresentatives(of: application), application, time)
        let failed = open.filter { $0.why == .failed }.map(\.name)
        if !failed.isEmpty {
            return Waiting(reason: "a decision, failed \(failed.joined(separator: ", "))", on: on)
        }
        let required = policy.requiredChecks(accounts: application.form?.accounts ?? []).count
        let names = open.count == required ? "" : ": \(open.map(\.name).joined(separator: ", "))"
        return Waiting(reason: "\(open.count) check\(open.count == 1 ? "" : "s")\(names)", on: on)
    }

    private func reviewers(
        except excluded: Set<PersonID>, _ application: Application, _ time: Timestamp
    ) -> Waiting.On {
        let able = able(.reviewer, except: excluded)
        if let claim = claim(of: application, at: time), able.contains(claim.by) {
            return .people([claim.by])
        }
        return .people(able)
    }

    private func issuers(of application: Application) -> Waiting.On {
        .people(able(.issuer, except: ownPeople(of: application)))
    }

    func able(_ role: Role, except excluded: Set<PersonID>) -> [PersonID] {
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
        case .needsInfo, .onHold, .approved, .issued, .rejected, .appealed, .withdrawn, .expired, .blocked:
            return false
        }
        if claim(of: application, at: time) != nil { return false }
        guard openChecks(of: application, at: time).isEmpty else { return true }
        return !barredFromApproving(application, at: time).contains(person.id)
    }

    /// Whether the case waits for the decision on an appeal that this person may give.
    package func canDecideAppeal(
        of application: Application, _ person: Person, at time: Timestamp
    ) -> Bool {
        state(of: application, at: time) == .appealed && person.holds([.reviewer])
            && !barredFromAppeal(of: application).contains(person.id)
    }
}
