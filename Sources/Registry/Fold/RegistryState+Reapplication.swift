package import Encoding

extension ApplicationContent {
    /// The business's place in its register, as cases of one business share it: country, and the number without the
    /// signs that people set between its characters.
    package var business: ByteString {
        let number = registrationNumber.utf8.filter { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            default: false
            }
        }
        return ByteString("\(jurisdiction.country) \(String(decoding: number, as: UTF8.self).uppercased())")
    }
}

// When a business may apply again, and under another name (PROGRAMME section 4).
extension RegistryState {
    /// Keeps the case under its business; an earlier number of it stays, so that changing it hides nothing.
    mutating func index(_ application: Application) {
        guard let key = application.form?.business else { return }
        guard businesses[key]?.contains(application.id) != true else { return }
        businesses[key, default: []].append(application.id)
    }

    /// Every other case of the business, oldest first.
    package func cases(of form: ApplicationContent, except id: ApplicationID?) -> [Application] {
        (businesses[form.business] ?? []).compactMap { $0 == id ? nil : applications[$0] }
    }

    /// Refuses an application that comes too early, with the date from which it is taken in.
    package func checkReapplication(
        of form: ApplicationContent, case id: ApplicationID?, at time: Timestamp
    ) throws(RuleViolation) {
        let earlier = cases(of: form, except: id)
        guard !earlier.isEmpty else { return }
        let rejected = earlier.filter(Self.countsAgainstBusiness)
        if let blocked = rejected.first(where: { $0.rejection?.reason?.resubmission == .never }) {
            throw RuleViolation(
                .locked,
                "this business cannot apply again: \(blocked.id) was rejected for \(blocked.rejection?.reason?.code ?? "")",
                remedy: "It may appeal: greenbadge appeal \(blocked.id).")
        }
        if let end = lockEnd(rejected), time < end {
            throw RuleViolation(
                .locked,
                "this business may apply again from \(end): \(rejected.last?.id.description ?? "") was rejected",
                remedy:
                    "Until then it may appeal: greenbadge appeal \(rejected.last?.id.description ?? "ID").")
        }
        try checkRename(to: form.displayName, earlier, at: time)
    }

    /// Whether a case was rejected for what its business is or did, and not because somebody else used its number.
    private static func countsAgainstBusiness(_ application: Application) -> Bool {
        application.rejection?.reason.map { !$0.isAboutApplicant } ?? false
    }

    /// Until when rejections keep a business from applying: a reason that is not free, or the last of so many attempts.
    private func lockEnd(_ rejected: [Application]) -> Timestamp? {
        guard let last = rejected.compactMap(\.rejection).max(by: { $0.sequence < $1.sequence }) else {
            return nil
        }
        let told = policy(of: last)
        let isLast = Int64(rejected.count) % told[.attempts] == 0
        guard isLast || last.reason?.freeResubmission == false else { return nil }
        return last.at.adding(seconds: told.seconds(ofDays: .reapplicationDays))
    }

    /// From when the business of a rejected case may apply again: at once, at a date, or not at all (nil).
    package func reapplication(after application: Application) -> (from: Timestamp?, isFree: Bool)? {
        guard let rejection = application.rejection, let reason = rejection.reason else { return nil }
        if reason.resubmission == .never { return (nil, false) }
        let rejected =
            application.form.map { cases(of: $0, except: nil).filter(Self.countsAgainstBusiness) }
            ?? [application]
        return lockEnd(rejected).map { ($0, false) } ?? (rejection.at, true)
    }

    /// One name at a time, and each for a while: a badge's name that changes often vouches for nothing.
    private func checkRename(
        to name: String, _ earlier: [Application], at time: Timestamp
    ) throws(RuleViolation) {
        let badges = earlier.compactMap { application in application.badge.flatMap { self.badges[$0] } }
            .filter { !$0.state.isFinal && $0.logging.notAfter >= time }
        guard let newest = badges.max(by: { $0.loggedAt < $1.loggedAt }),
            let known = applications[newest.logging.application]?.form?.displayName, !sameBytes(known, name)
        else { return }
        let end = newest.loggedAt.adding(seconds: policy.seconds(ofDays: .renameDays))
        guard time >= end else {
            throw RuleViolation(
                .locked,
                "this business has badge \(newest.logging.serial) as \"\(known)\" and may change its name from \(end)",
                remedy: "Under the same name it may apply at any time.")
        }
        let other = earlier.first { application in
            guard let form = application.form, !state(of: application, at: time).isFinal else { return false }
            return !sameBytes(form.displayName, known)
        }
        if let other {
            throw RuleViolation(
                .locked, "another change of this business's name is open already: \(other.id)",
                remedy: "Decide or withdraw that one first.")
        }
    }

    /// What a business can do after its case ended.
    func wayOn(from state: CaseState, _ application: Application) -> String {
        switch state {
        case .rejected, .blocked:
            guard let again = reapplication(after: application) else {
                return "The business may apply again."
            }
            let appeal = mayAppeal(application, at: lastTime)
            let tail = appeal ? " It may appeal: greenbadge appeal \(application.id)." : ""
            guard let from = again.from else { return "The business cannot apply again.\(tail)" }
            return again.isFree
                ? "The business may apply again.\(tail)" : "The business may apply again from \(from).\(tail)"
        case .submitted, .inReview, .needsInfo, .onHold, .crossCheck, .approved, .issued, .appealed,
            .withdrawn, .expired:
            return "The business may apply again."
        }
    }
}
