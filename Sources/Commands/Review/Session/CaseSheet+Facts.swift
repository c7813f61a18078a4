import Authority
import CommandLineKit
import Encoding
import Registry
import RegistryStore

extension CaseSheet {
    /// The case as the registry has it now.
    /// - Parameter since: the revision that the reader saw last, where the registry does not know one.
    init(_ facts: CaseFacts, _ store: RegistryStore, since: UInt64?) throws {
        let view = facts.view
        let application = facts.application
        self.init(
            id: application.id, revision: application.revision, name: view.name, country: view.country,
            state: view.state.rawValue)
        subject = view.subject
        conflicts = IntakeNotice.conflicts(of: application, in: store, at: view.time).map(\.text)
        summary = CaseLines.summary(facts)
        hits = Self.hits(facts, conflicts)
        openHits = application.screening?.open.map(\.number) ?? []
        checks = Self.checks(facts)
        documents = application.documents.map { document in
            DocumentRow(
                hash: document.hash, kind: document.kind, size: document.size,
                name: document.name.value ?? "(sealed)")
        }
        changes = Self.changes(facts, since: since)
        isNew = since == nil && facts.reader.map { application.seen[$0.id] == nil } ?? true
        approvals = facts.counting.map { view.name(of: $0.by) }
        history = try Self.history(application, store)
        obstacle = facts.obstacle?.message
        if let claim = view.claim {
            let end = view.registry.claimEnd(claim).dateText
            self.claim =
                claim.by == facts.reader?.id
                ? .mine(until: end) : .other(view.name(of: claim.by), until: end)
        }
        isOnHold = application.hold(at: view.time) != nil
        isAppealed = view.state == .appealed
        let policy = view.registry.policy
        terms = [
            CaseLine("content", "SHA-256 \(application.contentHash)"),
            CaseLine("policy", "version \(policy.version)"),
            CaseLine("counts", "for \(policy[.decisionDays]) days, while the case is at this revision"),
        ]
    }

    /// What the screening found; other businesses with the same account or key, which an approval must name; and other
    /// cases that claim the same.
    private static func hits(_ facts: CaseFacts, _ conflicts: [String]) -> [CaseLine] {
        CaseLines.screened(facts) + conflicts.map { CaseLine("conflict", $0, .red) }
            + facts.holders.map { holder in
                let cases = holder.cases.map(\.description).joined(separator: ", ")
                return CaseLine("also", "\(holder.what) is claimed by \(cases) too", .yellow)
            }
    }

    private static func checks(_ facts: CaseFacts) -> [CheckRow] {
        guard let form = facts.application.form else { return [] }
        let policy = facts.view.registry.policy
        let required = policy.requiredChecks(accounts: form.accounts).map(\.name)
        let others = facts.checks.map(\.record.check)
            .filter { name in !required.contains { sameBytes($0, name) } }
        return (required + others).map { name in
            let why = facts.open.first { sameBytes($0.name, name) }?.why
            return CheckRow(
                name: name, standing: standing(name, why, facts), isOpen: why != nil,
                waiver: policy.waiver(for: name, businessCategory: form.businessCategory)?.name)
        }
    }

    private static func standing(
        _ name: String, _ why: RegistryState.OpenCheck.Why?, _ facts: CaseFacts
    ) -> String {
        guard let state = facts.application.check(name) else {
            return RegistryState.OpenCheck.Why.missing.rawValue
        }
        let group = CheckGroup.groups([state.record], by: [facts.view.name(of: state.by)])
        let until = facts.validUntil(state).map { "until \($0.dateText)" }
        let reason = why == .failed ? nil : why?.rawValue
        return ([reason, group.first?.facts].compactMap(\.self) + [until].compactMap(\.self))
            .joined(separator: "; ")
    }

    private static func changes(_ facts: CaseFacts, since: UInt64?) -> [CaseLine] {
        let application = facts.application
        guard let reader = facts.reader, let seen = application.seen[reader.id] ?? since else { return [] }
        let differences = facts.view.registry.differences(of: application, since: seen, for: reader.id)
        guard !differences.isEmpty else { return [] }
        return [CaseLine("since", "revision \(seen), which you saw", .bold)]
            + differences.map { CaseLine("changed", $0, .yellow) }
    }

    /// What happened last first.
    private static func history(_ application: Application, _ store: RegistryStore) throws -> [CaseLine] {
        var teller = HistoryTeller(store.state)
        let told = try store.history(of: application.id).map { entry in
            let happening = teller.tell(entry)
            return [CaseLine(entry.time.dateText, "\(entry.by.name) \(happening.text)")]
                + happening.lines.map { CaseLine("", "  \($0)") }
        }
        return Array(told.reversed().joined())
    }
}
