import Encoding

extension RegistryState {
    mutating func applyLogOpening(
        _ opening: LogOpening, _ context: TransactionContext
    ) throws(RuleViolation)
        -> [LogRecord]
    {
        _ = try actor(context, [.admin], to: "open a log")
        guard opening.number == currentLog + 1, opening.number < 1 << 15 else {
            throw RuleViolation(.log, "log \(opening.number) cannot follow log \(currentLog)")
        }
        if let current = log, current.final == nil {
            throw RuleViolation(.log, "log \(currentLog) is not frozen yet")
        }
        let used = logs.values.map { Self.keyPart($0.opening.logKey) }
        guard !used.contains(Self.keyPart(opening.logKey)) else {
            throw RuleViolation(.log, "a log key serves one log for ever", remedy: "Make a new one.")
        }
        guard Self.keyPart(opening.logKey) != Self.keyPart(opening.statusKey) else {
            throw RuleViolation(.log, "log and statuses are signed by the same key; a key serves one role")
        }
        currentLog = opening.number
        logs[currentLog] = LogState(opening: opening)
        return grow([.null])
    }

    /// The key in `name+hash+key`: a log's name is in its key's text, so the texts of two logs always differ.
    private static func keyPart(_ key: String) -> ByteString {
        let parts = key.utf8.split(
            separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
        return ByteString(parts.last.flatMap { String($0) } ?? key)
    }

    mutating func applyIssuingCALogged(
        _ tbs: [UInt8], _ context: TransactionContext
    ) throws(RuleViolation)
        -> [LogRecord]
    {
        _ = try actor(context, [.admin], to: "log an issuing CA")
        let current = try growing()
        guard current.issuingCA == nil else {
            throw RuleViolation(.log, "log \(currentLog) has its issuing CA already")
        }
        guard let serial = BadgeSerial(logNumber: currentLog, index: current.size) else {
            throw RuleViolation(.log, "log \(currentLog) is full")
        }
        logs[currentLog]?.issuingCA = LogState.IssuingCAState(serial: serial, tbs: tbs, signed: nil)
        return grow([.issuingCA(tbs: tbs)])
    }

    mutating func applyIssuingCASigned(
        _ signed: IssuingCA, _ context: TransactionContext
    ) throws(RuleViolation) {
        _ = try actor(context, [.admin], to: "record an issuing CA")
        guard let authority = log?.issuingCA, authority.signed == nil else {
            throw RuleViolation(.log, "no issuing CA waits for the root's signature")
        }
        logs[currentLog]?.issuingCA?.signed = signed
        logs[currentLog]?.issuingCA?.signedSequence = context.sequence
    }

    mutating func applyTrustFile(
        json: [UInt8], signature: [UInt8], _ context: TransactionContext
    )
        throws(RuleViolation)
    {
        _ = try actor(context, [.admin], to: "change the trust file")
        trustFiles.append(TrustFileState(json: json, signature: signature, sequence: context.sequence))
    }

    mutating func applyCheckpoint(_ note: [UInt8], _ context: TransactionContext) throws(RuleViolation) {
        _ = try actor(context, [.issuer, .admin], to: "sign checkpoints")
        _ = try growing()
        logs[currentLog]?.checkpoint = note
        for serial in awaitingCheckpoint where serial.logNumber == currentLog {
            badges[serial]?.checkpoint = note
        }
        awaitingCheckpoint = []
    }

    mutating func applyPublication(
        _ publication: Publication, _ context: TransactionContext
    )
        throws(RuleViolation) -> [LogRecord]
    {
        _ = try actor(context, [.issuer, .admin], to: "publish")
        let current = try growing()
        guard publication.snapshots.first?.logNumber == currentLog,
            publication.snapshots.first?.covered == current.size
        else {
            throw RuleViolation(.log, "the snapshot must cover the log's \(current.size) entries")
        }
        guard publication.issued == context.time, publication.nextUpdate > publication.issued else {
            throw RuleViolation(
                .time, "a publication is issued at its transaction's time, with a later next update")
        }
        for snapshot in publication.snapshots { try advance(to: snapshot.sequence) }
        guard publication.anchorSequence + 1 == context.sequence else {
            throw RuleViolation(
                .log, "the anchor names transaction \(publication.anchorSequence), not the last one")
        }
        logs[currentLog]?.checkpoint = publication.checkpoint
        publications.append(PublicationState(publication: publication, sequence: context.sequence))
        return grow(
            publication.snapshots.map { LogRecord.snapshot(sequence: $0.sequence, hash: $0.hash) }
                + [.anchor(sequence: publication.anchorSequence, hash: publication.anchorHash)])
    }

    /// The log that takes entries now.
    func growing() throws(RuleViolation) -> LogState {
        guard let current = log, current.final == nil else {
            throw RuleViolation(.log, "no log is open", remedy: "An admin opens one: greenbadge recover.")
        }
        return current
    }

    mutating func grow(_ records: [LogRecord]) -> [LogRecord] {
        logs[currentLog]?.size += UInt64(records.count)
        return records
    }

    /// The status sequence strictly rises; snapshots and staples share it (DESIGN 4.3).
    mutating func advance(to sequence: UInt64) throws(RuleViolation) {
        guard sequence > statusSequence else {
            throw RuleViolation(.status, "status sequence \(sequence) does not rise above \(statusSequence)")
        }
        statusSequence = sequence
    }
}
