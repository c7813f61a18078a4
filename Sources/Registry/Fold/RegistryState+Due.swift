package import Encoding

/// Something that is to be done by a time; computed from what happened and the policy, never stored.
package struct DueItem: Hashable, Sendable {
    /// What it is about.
    package enum Subject: Hashable, Sendable {
        case application(ApplicationID)
        case badge(BadgeSerial)
    }

    package enum What: String, Sendable, Hashable, CaseIterable {
        /// The applicant's answer; then the case expires.
        case answer
        /// Nobody worked on the case for the policy's business days.
        case overdue
        /// Nobody worked on it for the policy's idle days.
        case idle
        /// The decision on an appeal.
        case appeal
        /// A hold ends, and the case is worked on again.
        case holdEnds = "hold-ends"
        /// An approval lapses before the quorum is complete or the badge issued.
        case approvalLapses = "approval-lapses"
        /// Somebody's claim lapses.
        case claimLapses = "claim-lapses"
        /// A check's evidence becomes too old.
        case evidenceEnds = "evidence-ends"
        /// A badge ends: its renewal is offered.
        case renewal
        /// Lists are searched again, or availability is probed again, while a badge lives.
        case recheck
    }

    package let subject: Subject
    package let what: What
    /// A few words: the check, the person, or nothing.
    package let detail: String
    /// The last second in which it is in time.
    package let due: Timestamp
    package let on: Waiting.On
}

extension RegistryState {
    /// What is due at `time`, or within `horizon` seconds after it, the earliest first.
    package func due(at time: Timestamp, within horizon: Int64 = 0) -> [DueItem] {
        let end = time.adding(seconds: horizon)
        var items: [DueItem] = []
        for id in arrivals {
            guard let application = applications[id] else { continue }
            items += due(application, at: time)
        }
        for badge in badges.values { items += due(badge, at: time) }
        return items.filter { $0.due <= end }.sorted {
            ($0.due, $0.what.rawValue, $0.order) < ($1.due, $1.what.rawValue, $1.order)
        }
    }

    /// Everything with a time on one case, whenever it is due.
    package func due(_ application: Application, at time: Timestamp) -> [DueItem] {
        let state = state(of: application, at: time)
        guard !state.isFinal, application.badge == nil else { return [] }
        let waiting = waiting(application, at: time)
        var items: [DueItem] = []
        func add(_ what: DueItem.What, _ due: Timestamp, _ detail: String = "", on: Waiting.On? = nil) {
            items.append(
                DueItem(
                    subject: .application(application.id), what: what, detail: detail, due: due,
                    on: on ?? waiting.on))
        }
        if let appeal = application.openAppeal {
            add(.appeal, appealAnswerDue(appeal))
            return items
        }
        if let question = application.openQuestion {
            add(.answer, question.due)
        } else if let hold = application.hold(at: time) {
            if let until = hold.until { add(.holdEnds, until) }
        } else {
            add(.overdue, workDue(application, at: time))
            add(.idle, lastWork(application, at: time).adding(seconds: policy.seconds(ofDays: .idleDays)))
        }
        if let claim = claim(of: application, at: time) {
            add(.claimLapses, claimEnd(claim), people[claim.by]?.name ?? "", on: .people([claim.by]))
        }
        for approval in countingApprovals(of: application, at: time) {
            add(.approvalLapses, approval.decision.expiry, people[approval.by]?.name ?? "")
        }
        for (name, until) in evidenceEnds(of: application) { add(.evidenceEnds, until, name) }
        return items
    }

    /// When work on the case is overdue.
    package func workDue(_ application: Application, at time: Timestamp) -> Timestamp {
        lastWork(application, at: time).adding(businessDays: policy[.overdueBusinessDays])
    }

    /// When somebody here last did something for the case, or a hold ended by itself.
    private func lastWork(_ application: Application, at time: Timestamp) -> Timestamp {
        guard let hold = application.holds.last, hold.resumedAt == nil, let until = hold.until, until < time
        else { return application.lastChange }
        return max(application.lastChange, until)
    }

    /// The required checks that passed, with the last second of their evidence.
    private func evidenceEnds(of application: Application) -> [(String, Timestamp)] {
        policy.requiredChecks(accounts: application.form?.accounts ?? []).compactMap { check in
            guard let state = application.check(check.name), state.record.result == .pass else { return nil }
            return state.validUntil(maximumAgeDays: check.maximumAgeDays).map { (check.name, $0) }
        }
    }

    /// What a standing badge asks for: its renewal, from the first offer on, and the checks that the authority repeats.
    private func due(_ badge: Badge, at time: Timestamp) -> [DueItem] {
        let serial = badge.logging.serial
        guard !badge.state.isFinal, !badge.isUnsigned, badge.logging.notAfter >= time,
            let application = applications[badge.logging.application]
        else { return [] }
        let on = Waiting.On.people(able(.reviewer, except: ownPeople(of: application)))
        var items: [DueItem] = []
        if let first = policy.renewalOfferDays.first, !isRenewed(application, badge, at: time) {
            let offer = badge.logging.notAfter.adding(seconds: -first * Timestamp.day)
            items.append(
                DueItem(
                    subject: .badge(serial), what: .renewal,
                    detail: "ends \(badge.logging.notAfter.dateText)", due: offer, on: .applicant))
        }
        for check in policy.requiredChecks(accounts: application.form?.accounts ?? []) where !check.endsBadge
        {
            guard let state = application.check(check.name), state.record.result == .pass,
                let until = state.validUntil(maximumAgeDays: check.maximumAgeDays),
                until < badge.logging.notAfter
            else { continue }
            items.append(
                DueItem(subject: .badge(serial), what: .recheck, detail: check.name, due: until, on: on))
        }
        return items
    }

    /// Whether the business has a newer badge, or asked for one.
    package func isRenewed(_ application: Application, _ badge: Badge, at time: Timestamp) -> Bool {
        guard let form = application.form else { return false }
        return cases(of: form, except: application.id).contains { other in
            if let serial = other.badge, let newer = badges[serial] {
                return !newer.state.isFinal && newer.loggedAt > badge.loggedAt
            }
            return other.filedAt > badge.loggedAt && !state(of: other, at: time).isFinal
        }
    }
}

extension DueItem {
    /// A text to sort by where the times are the same.
    fileprivate var order: String {
        switch subject {
        case .application(let id): "\(id) \(detail)"
        case .badge(let serial): "\(serial) \(detail)"
        }
    }
}
