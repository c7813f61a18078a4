import Encoding
import Transparency

/// Step 8: status (`revoked`, `superseded`, `suspended`, then what keeps it from being known: `status-missing`,
/// `status-invalid`, `status-stale`, `status-not-covered`, `status-rollback`, `log-rollback`; tried in this order).
enum StatusRule {
    static func check(_ examination: Examination) -> Refusal? {
        let finding = establish(examination)
        guard let decisive = finding.decisive, let state = decisive.state else {
            return uncovered(finding, examination)
        }
        let source = decisive.source
        return sanction(state, source) ?? freshnessProblem(source, examination)
            ?? rollbackProblem(source, examination) ?? logProblem(examination)
    }

    /// A revocation for an expired badge, or nil.
    static func revocation(_ examination: Examination) -> Refusal? {
        guard let decisive = establish(examination).decisive, decisive.state == .revoked else { return nil }
        return sanction(.revoked, decisive.source)
    }

    /// Gathers the statements once; needs the serial, and the signature that makes it the badge's.
    @discardableResult
    static func establish(_ examination: Examination) -> StatusFinding {
        if let finding = examination.status { return finding }
        guard let serial = examination.contents?.serial, examination.isAuthentic else {
            return StatusFinding(snapshot: nil, staple: nil)
        }
        let finding = StatusFinding(
            snapshot: snapshotStatement(serial, examination.context),
            staple: stapleStatement(serial, examination.badge))
        examination.status = finding
        return finding
    }

    private static func snapshotStatement(_ serial: BadgeSerial, _ context: PackContext) -> StatusStatement? {
        context.snapshot(forLog: serial.logNumber).map {
            StatusStatement(source: $0.source, state: $0.snapshot.state(of: serial.index))
        }
    }

    private static func stapleStatement(_ serial: BadgeSerial, _ badge: UnverifiedBadge) -> StatusStatement? {
        // Step 1 compared the staple's index with the proof's, step 6 compares that with the serial's; an expired
        // badge comes here without step 6.
        guard let evidence = badge.staple, evidence.staple.index == serial.index,
            badge.checkpoint.log?.number == serial.logNumber
        else { return nil }
        let staple = evidence.staple
        let source = StatusSource(
            .staple, origin: staple.origin, key: evidence.key, sequence: staple.sequence,
            issued: staple.issued, nextUpdate: staple.nextUpdate)
        return StatusStatement(source: source, state: staple.state)
    }

    /// A sanction holds however old the statement is: none lifts by the client's clock.
    private static func sanction(_ state: StatusState, _ source: StatusSource) -> Refusal? {
        switch state {
        case .revoked: return Refusal(.revoked, "revoked, says \(source.name)")
        case .superseded:
            return Refusal(
                .superseded,
                "replaced by another badge, says \(source.name). The public log names the successor; ask the business for it"
            )
        case .suspended: return Refusal(.suspended, "suspended, says \(source.name)")
        case .good, .limited: return nil
        }
    }

    private static func freshnessProblem(_ source: StatusSource, _ examination: Examination) -> Refusal? {
        let limit = source.freshUntil(maximumAge: examination.context.maxStatusAge)
        guard examination.request.now > limit else { return nil }
        return Refusal(
            .statusStale,
            "the newest status is \(source.name), good until "
                + "\(limit); now is \(examination.request.now). Fetch a new client pack")
    }

    /// The statement is older than a snapshot that the client has seen: somebody may be playing back an old one.
    private static func rollbackProblem(_ source: StatusSource, _ examination: Examination) -> Refusal? {
        let mark = examination.request.highWater
        guard !mark.isEmpty else { return nil }
        guard let seen = mark.statement(HighWaterMark.Source(origin: source.origin, key: source.key.text))
        else { return nil }
        if source.sequence < seen.sequence {
            return Refusal(
                .statusRollback,
                "\(source.kind.rawValue) \(source.sequence) is older than snapshot \(seen.sequence) of "
                    + "\(seen.issued), seen before. Fetch a new client pack")
        }
        guard source.kind == .snapshot, source.sequence == seen.sequence, source.issued != seen.issued
        else { return nil }
        return Refusal(
            .statusRollback,
            "there are two snapshots \(seen.sequence): this one of \(source.issued), and one of \(seen.issued), seen "
                + "before. Tell the authority")
    }

    /// The pack's log is older than, or not shown to continue, the one that the client has seen.
    private static func logProblem(_ examination: Examination) -> Refusal? {
        guard !examination.request.highWater.isEmpty, let log = examination.badge.checkpoint.log,
            case .unknown(let problem) = examination.context.pack.continuity(
                of: log, from: examination.request.highWater)
        else { return nil }
        return Refusal(.logRollback, "\(problem). Fetch a new client pack")
    }

    /// No statement covers the badge.
    private static func uncovered(_ finding: StatusFinding, _ examination: Examination) -> Refusal {
        guard let source = finding.any?.source else {
            guard let problem = examination.context.pack.snapshotProblem else {
                return Refusal(
                    .statusMissing,
                    "the client pack has no status snapshot of this log. Fetch a new client pack")
            }
            return Refusal(.statusInvalid, "\(problem). Fetch a new client pack")
        }
        return freshnessProblem(source, examination)
            ?? Refusal(
                .statusNotCovered,
                "snapshot \(source.sequence) of \(source.issued) does not reach badge "
                    + "\(examination.contents?.serial.description ?? ""). Fetch a new client pack")
    }
}
