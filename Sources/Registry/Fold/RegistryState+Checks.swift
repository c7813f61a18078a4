import Encoding

extension RegistryState {
    mutating func applyChecks(
        _ id: ApplicationID, _ records: [CheckRecord], _ context: TransactionContext
    )
        throws(RuleViolation)
    {
        let person = try actor(context, [.reviewer], to: "record checks")
        var application = try open(id)
        // Taking a case in does not bar from checking it (only from deciding it); acting for the business does.
        try refuseRepresentative(of: application, person, to: "record checks on it")
        guard !records.isEmpty else { throw RuleViolation(.state, "no check is recorded") }
        for record in records {
            // Where a case's data key was destroyed at the end of its retention, its past stays readable without it.
            if let form = application.form { try check(record, application, form, context) }
            application.checks[ByteString(record.check)] = CheckState(
                record: record, by: person.id, at: context.time, sequence: context.sequence,
                termsVersion: policy[.termsVersion])
        }
        application.checkers.insert(person.id)
        changed(&application, .checks(records.map(\.check)), by: person, context)
        applications[id] = application
    }

    private func check(
        _ record: CheckRecord, _ application: Application, _ form: ApplicationContent,
        _ context: TransactionContext
    ) throws(RuleViolation) {
        let known = policy.requiredChecks(accounts: form.accounts).map(\.name) + ["brand"]
        guard known.contains(where: { sameBytes($0, record.check) }) else {
            throw RuleViolation(
                .state, "\"\(record.check)\" is not a check of this case",
                remedy: nearest(record.check, in: known).map { "Did you mean \($0)?" }
                    ?? "Its checks: \(known.joined(separator: ", ")).")
        }
        guard record.collected <= context.time else {
            throw RuleViolation(
                .evidence, "\(record.check): evidence collected on \(record.collected), in the future")
        }
        for hash in record.evidence where !application.documents.contains(where: { $0.hash == hash }) {
            throw RuleViolation(
                .evidence, "\(record.check): no document \(hash) is attached to \(application.id)",
                remedy: "Attach it first: greenbadge attach \(application.id) KIND FILE.")
        }
        switch (record.result, record.waiver) {
        case (.skip, let name):
            let waiver = policy.waiver(for: record.check, businessCategory: form.businessCategory)
            guard let waiver, let name, sameBytes(waiver.name, name) else {
                throw RuleViolation(
                    .waiver,
                    "\(record.check) cannot be skipped: no rule of policy \(policy.version) waives it for \(form.businessCategory)",
                    remedy: "Record pass or fail.")
            }
        case (_, .some):
            throw RuleViolation(.waiver, "\(record.check): a waiver goes with skip only")
        default: break
        }
    }
}
