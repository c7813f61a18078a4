import CommandLineKit
import CryptoCore
import Encoding
import Registry
import RegistryStore

/// What `show` says beyond the case itself, for text and JSON alike.
struct CaseFacts {
    let view: CaseView
    /// Who looks, if they said so.
    let reader: Person?
    /// Algorithm of the business's key; nil where it gave none.
    let keyAlgorithm: KeyAlgorithm?
    let open: [RegistryState.OpenCheck]
    let counting: [DecisionState]
    /// Other cases that claim the same account or number.
    let holders: [Holder]
    /// Until when a badge issued now would last, and the checks that end first where they are why.
    let end: Timestamp
    let endedBy: [String]
    /// What changed since the reader looked.
    let differences: [String]

    struct Holder {
        let what: String
        let cases: [ApplicationID]
    }

    var application: Application { view.application }

    init(_ view: CaseView, _ store: RegistryStore, reader: Person?) {
        let application = view.application
        let state = view.registry
        self.view = view
        self.reader = reader
        keyAlgorithm = application.content.value?.certificationRequest
            .flatMap { try? CertificationRequest(der: $0) }.map(\.publicKey.algorithm)
        open = state.openChecks(of: application, at: view.time)
        counting = state.countingApprovals(of: application, at: view.time)
        holders = Self.holders(application, store)
        let end = state.latestEnd(of: application, from: view.time)
        self.end = end
        endedBy = state.policy.requiredChecks(accounts: application.form?.accounts ?? [])
            .filter { check in
                guard check.endsBadge, let state = application.check(check.name) else { return false }
                return state.record.result == .pass
                    && state.validUntil(maximumAgeDays: check.maximumAgeDays) == end
            }.map(\.name)
        differences =
            reader.flatMap { reader in
                application.seen[reader.id].map {
                    state.differences(of: application, since: $0, for: reader.id)
                }
            } ?? []
    }

    private static func holders(_ application: Application, _ store: RegistryStore) -> [Holder] {
        guard let form = application.form else { return [] }
        let claiming = { (cases: [ApplicationID]) in
            cases.filter {
                store.state.applications[$0].map { $0.rejection == nil && $0.withdrawnAt == nil } ?? false
            }
        }
        let accounts = form.accounts.map {
            Holder(what: $0, cases: claiming(store.holders(ofAccount: $0, except: application.id)))
        }
        let country = form.jurisdiction.country
        let number = Holder(
            what: "\(country) \(form.registrationNumber)",
            cases: claiming(
                store.holders(
                    ofRegistration: form.registrationNumber, country: country, except: application.id)))
        return (accounts + [number]).filter { !$0.cases.isEmpty }
    }

    /// The last second for which a check's evidence is young enough; nil where it has no limit of its own.
    func validUntil(_ check: CheckState) -> Timestamp? {
        let rules = view.registry.policy.requiredChecks(accounts: application.form?.accounts ?? [])
        guard let rule = rules.first(where: { sameBytes($0.name, check.record.check) }) else { return nil }
        return check.validUntil(maximumAgeDays: rule.maximumAgeDays)
    }

    /// A challenge that waits for its answer, in a line without its secret.
    func text(of challenge: ChallengeState) -> String {
        let issue = challenge.issue
        let wrong = wrongAnswers(to: challenge)
        let count = wrong == 0 ? "" : ", \(wrong) wrong of \(view.registry.policy[.challengeAttempts])"
        return
            "\(issue.account) by \(issue.method.rawValue), issued \(challenge.at.dateText) by \(view.name(of: challenge.by)), good until \(challenge.expires)\(count)"
    }

    /// The wrong answers for its account that still count.
    func wrongAnswers(to challenge: ChallengeState) -> Int {
        view.registry.wrongAnswers(for: challenge.issue.account, of: application, at: view.time).count
    }

    /// The recorded checks: the required ones in the policy's order, then others by name.
    var checks: [CheckState] {
        let required = view.registry.policy.requiredChecks(accounts: application.form?.accounts ?? []).map(
            \.name)
        let others = application.checks.keys.sorted().map(\.string)
            .filter { name in !required.contains { sameBytes($0, name) } }
        return (required + others).compactMap { application.check($0) }
    }

    /// What to type next, most useful first.
    var next: [String] {
        let id = application.id
        let decide = ["greenbadge reject \(id) --reason CODE"]
        switch view.state {
        case .issued: return application.badge.map { ["greenbadge badge \($0)"] } ?? []
        case .rejected, .withdrawn, .expired, .blocked: return ["greenbadge history \(id)"]
        case .appealed: return ["greenbadge appeal uphold \(id)", "greenbadge appeal reverse \(id)"]
        case .needsInfo: return ["greenbadge answer \(id)"]
        case .onHold: return ["greenbadge resume \(id)"]
        case .approved where view.registry.mustPay(application, at: view.time):
            return ["greenbadge fee \(id) paid"]
        case .approved: return ["greenbadge issue \(id)"]
        case .submitted, .inReview, .crossCheck: break
        }
        let claim = view.claim == nil ? ["greenbadge claim \(id)"] : []
        guard open.isEmpty else {
            let names = open.map(\.name)
            let checks = names.count > 2 ? "CHECK" : names.joined(separator: ",")
            return claim + challenge
                + ["greenbadge check \(id) \(checks)=pass", "greenbadge ask \(id)"] + decide
        }
        if view.registry.lacksScreening(application) { return claim + ["greenbadge screen \(id)"] + decide }
        if let hit = application.screening?.open.first {
            return claim + ["greenbadge check \(id) \(hit.name)=pass --note TEXT"] + decide
        }
        return (view.waiting.on == .people([]) ? [] : claim + ["greenbadge approve \(id)"]) + decide
    }

    /// The first account whose control is still to be shown: to be challenged, or its answer to be verified.
    private var challenge: [String] {
        let waiting = application.openChallenges(at: view.time).map(\.issue.account)
        let account = (application.form?.accounts ?? []).first { account in
            open.contains { sameBytes($0.name, "\(Policy.accountCheck):\(account)") }
        }
        guard let account else { return [] }
        let verb = waiting.contains { sameBytes($0, account) } ? "challenge verify" : "challenge"
        return ["greenbadge \(verb) \(application.id) \(account)"]
    }

    /// Why the reader may not approve now; nil where they may, or nobody said who looks.
    var obstacle: RuleViolation? {
        guard let reader, !view.state.isFinal else { return nil }
        do {
            try view.registry.checkDecision(.approve, on: application, by: reader, at: view.time)
            return nil
        } catch {
            // What the case itself lacks is said above; here only what is about the person.
            return [.checksComplete, .state].contains(error.rule) ? nil : error
        }
    }
}
