import Encoding

extension RegistryState {
    /// Ends the current log. What was not released of it comes to nothing, so that its cases can have a badge of the next.
    mutating func applyFreeze(
        _ freeze: LogFreeze, _ context: TransactionContext
    ) throws(RuleViolation) -> [LogRecord] {
        let person = try actor(context, [.admin], to: "freeze a log")
        guard freeze.number == currentLog, let current = log, current.final == nil else {
            throw RuleViolation(.log, "log \(freeze.number) is not the open log")
        }
        let known = min(freeze.size, current.size)
        guard freeze.lost.isEmpty || UInt64(freeze.lost.count) == freeze.size - known else {
            throw RuleViolation(
                .log, "log \(freeze.number) lost \(freeze.size - known) entries, not \(freeze.lost.count)")
        }
        let isProvable = known == freeze.size || !freeze.lost.isEmpty
        for (serial, badge) in badges where serial.logNumber == freeze.number {
            guard badge.checkpoint == nil || serial.index < freeze.size else {
                throw RuleViolation(
                    .log, "badge \(serial) was released, so log \(freeze.number) cannot end at \(freeze.size)"
                )
            }
            if badge.checkpoint != nil { continue }
            if badge.signing != nil, serial.index < freeze.size, isProvable, !freeze.checkpoint.isEmpty {
                badges[serial]?.checkpoint = freeze.checkpoint
            } else {
                void(badge, by: person, context)
            }
        }
        awaitingCheckpoint = []
        for sanction in freeze.sanctions { try carryOver(sanction, by: person, context) }
        logs[freeze.number]?.final = LogState.Final(
            size: freeze.size, root: freeze.root, known: known, checkpoint: freeze.checkpoint,
            sequence: context.sequence, time: context.time)
        return grow(freeze.lost.map(LogRecord.lost))
    }

    /// A badge that never left the authority: revoked, and its case free.
    private mutating func void(_ badge: Badge, by person: Person, _ context: TransactionContext) {
        let serial = badge.logging.serial
        if !badge.state.isFinal {
            record(
                StatusChange(serial: serial, state: .revoked, reason: 9, successor: nil), by: person, context)
        }
        guard applications[badge.logging.application]?.badge == serial else { return }
        release(badge.logging.application)
        applications[badge.logging.application]?.isIssued = false
    }

    /// Clients were told: it stays so. Only for the worse, since lifting a sanction takes the quorum.
    private mutating func carryOver(
        _ change: StatusChange, by person: Person, _ context: TransactionContext
    ) throws(RuleViolation) {
        guard let badge = badges[change.serial] else {
            throw RuleViolation(.status, "there is no badge \(change.serial)")
        }
        guard !badge.state.isFinal, change.state.rawValue > badge.state.rawValue else {
            throw RuleViolation(
                .status,
                "badge \(change.serial) is \(badge.state.name), and \(change.state.name) is no sanction on that"
            )
        }
        guard StatusReason.allowed(for: change.state).contains(change.reason) else {
            throw RuleViolation(.status, "reason \(change.reason) does not go with \(change.state.name)")
        }
        record(change, by: person, context)
    }

    /// Brings a badge into a state, with its place in the journal.
    mutating func record(_ change: StatusChange, by person: Person, _ context: TransactionContext) {
        guard var next = badges[change.serial] else { return }
        next.state = change.state
        next.reason = change.reason
        next.stateSince = context.time
        next.revision = context.sequence
        next.successor = change.successor
        next.approvals = []
        next.suspendedBy = change.state == .suspended ? person.id : nil
        next.history.append(
            Badge.StatusEntry(change: change, at: context.time, sequence: context.sequence, by: person.id))
        badges[change.serial] = next
        if next.isUnsigned && change.state.isFinal { release(next.logging.application) }
    }
}
