package import Transparency

/// What a client holds of an authority, opened (step 0 of a verification).
///
/// A broken trust file is an error of opening. A broken or missing snapshot is not: badges then get `status-invalid`
/// or `status-missing`, unless they carry a fresh staple of their own.
public struct ClientPack: Sendable {
    /// A snapshot whose signature by a status key for its log was verified.
    package final class VerifiedSnapshot: Sendable {
        /// The snapshot.
        package let snapshot: StatusSnapshot
        /// The listed status key that signed it.
        package let key: VerifierKey
        /// Number of the log it is of.
        package let logNumber: UInt16
        /// What it is to the status of a badge.
        let source: StatusSource

        init(snapshot: StatusSnapshot, key: VerifierKey, logNumber: UInt16) {
            let header = snapshot.header
            source = StatusSource(
                .snapshot, origin: header.origin, key: key, sequence: header.sequence, issued: header.issued,
                nextUpdate: header.nextUpdate)
            self.snapshot = snapshot
            self.key = key
            self.logNumber = logNumber
        }
    }

    /// The trust file.
    package let trust: TrustFile
    /// At most one for each log.
    package let snapshots: [VerifiedSnapshot]
    /// Why a snapshot of the pack cannot be used.
    package let snapshotProblem: String?
    /// The pack's checkpoint and who signed it, if it is there and a listed log and its quorum did.
    let checkpointEvidence: CheckpointEvidence?
    /// Why the pack's checkpoint is not one that a listed log signed. A quorum that is not reached is no damage.
    package let checkpointProblem: String?
    /// Proofs that the checkpoint continues older ones.
    package let consistency: ConsistencyFile?
    /// Why the pack's proofs cannot be read.
    package let consistencyProblem: String?
    /// The checkpoint's tree as far as `VerificationMode.packInclusion` needs it.
    package let tree: PackTree?
    /// Why the pack has no tree although it has tiles.
    package let treeProblem: String?

    /// The pack's checkpoint, if it is there and a listed log and its quorum signed it.
    package var checkpoint: Checkpoint? { checkpointEvidence?.checkpoint }

    /// Opens a pack from the contents of its files; nil for one that is not there. Throws only for the trust file.
    ///
    /// - Parameters:
    ///   - trust: `trust.json`.
    ///   - snapshot: `status.snapshot`.
    ///   - checkpoint: `checkpoint`.
    ///   - frozenSnapshots: The snapshots of frozen logs, if there are any.
    ///   - consistency: `consistency`; needed by clients that keep a high-water mark.
    ///   - tiles: The tiles of the checkpoint's log by their C2SP path (`tile/2/000`); needed for
    ///     `VerificationMode.packInclusion`: all of level 2, and the last of levels 1 and 0.
    public init(
        trust: [UInt8], snapshot: [UInt8]?, checkpoint: [UInt8]?, frozenSnapshots: [[UInt8]] = [],
        consistency: [UInt8]? = nil, tiles: [String: [UInt8]] = [:]
    ) throws(PackError) {
        self.init(
            trust: try TrustFile(parsing: trust), snapshot: snapshot, checkpoint: checkpoint,
            frozenSnapshots: frozenSnapshots, consistency: consistency, tiles: tiles)
    }

    /// The same for a trust file that is already open.
    package init(
        trust: TrustFile, snapshot: [UInt8]?, checkpoint: [UInt8]?, frozenSnapshots: [[UInt8]] = [],
        consistency: [UInt8]? = nil, tiles: [String: [UInt8]] = [:]
    ) {
        self.trust = trust
        var verified: [VerifiedSnapshot] = []
        var problem: String?
        for file in [snapshot].compactMap({ $0 }) + frozenSnapshots {
            do {
                let next = try ClientPack.verify(file, trust: trust)
                if let place = verified.firstIndex(where: { $0.logNumber == next.logNumber }) {
                    // The pack is said to be damaged, and the one issued later counts, wherever it stands: else an
                    // old one that was slipped in would undo what the other says.
                    if verified[place].snapshot.header.issued < next.snapshot.header.issued {
                        verified[place] = next
                    }
                    throw SnapshotError("there are two of log \(next.logNumber)")
                }
                verified.append(next)
            } catch {
                problem = problem ?? "\(error)"
            }
        }
        snapshots = verified.sorted { $0.logNumber < $1.logNumber }
        snapshotProblem = problem
        (checkpointEvidence, checkpointProblem) = ClientPack.attempt { () throws(PackError) in
            try checkpoint.flatMap { file throws(PackError) in try ClientPack.checkpoint(file, trust: trust) }
        }
        (self.consistency, consistencyProblem) = ClientPack.attempt { () throws(PackError) in
            try consistency.map { file throws(PackError) in try ConsistencyFile(parsing: file) }
        }
        let evidence = checkpointEvidence
        (tree, treeProblem) = ClientPack.attempt { () throws(PackError) in
            guard !tiles.isEmpty, let evidence else { return nil }
            return try PackTree(tiles, of: evidence.checkpoint)
        }
    }

    /// A part that is there, missing, or cannot be used and why.
    private static func attempt<Part>(_ part: () throws(PackError) -> Part?) -> (Part?, String?) {
        do throws(PackError) { return (try part(), nil) } catch { return (nil, error.reason) }
    }

    /// The verified snapshot of a log.
    package func snapshot(forLog number: UInt16) -> VerifiedSnapshot? {
        snapshots.first { $0.logNumber == number }
    }

    /// C2SP rules: lines by keys that are not listed are ignored, so that a new status key can be brought in.
    private static func verify(_ file: [UInt8], trust: TrustFile) throws(SnapshotError) -> VerifiedSnapshot {
        let snapshot = try StatusSnapshot(parsing: file)
        guard let log = trust.log(origin: snapshot.header.origin) else {
            throw SnapshotError("it is of the log \(snapshot.header.origin), which is not listed")
        }
        do {
            let keys = trust.statusKeys(for: log, issued: snapshot.header.issued)
            guard let key = try snapshot.note.verified(by: keys).first else {
                throw SnapshotError("no listed status key signed it")
            }
            return VerifiedSnapshot(snapshot: snapshot, key: key, logNumber: log.number)
        } catch let error as SnapshotError {
            throw error
        } catch {
            throw SnapshotError("\(error)")
        }
    }

    /// Nil where the quorum is not reached.
    private static func checkpoint(_ file: [UInt8], trust: TrustFile) throws(PackError) -> CheckpointEvidence?
    {
        let checkpoint: Checkpoint
        let signers: [VerifierKey]
        let log: TrustFile.Log
        let note: SignedNote
        do {
            note = try SignedNote(parsing: file)
            checkpoint = try Checkpoint(text: note.text)
            guard let listed = trust.log(origin: checkpoint.origin) else {
                throw PackError("checkpoint", "it is of the log \(checkpoint.origin), which is not listed")
            }
            log = listed
            signers = try note.verified(by: log.signatureOrder)
        } catch let error as PackError {
            throw error
        } catch {
            throw PackError("checkpoint", "\(error)")
        }
        guard signers.contains(log.key) else {
            throw PackError("checkpoint", "the log \(log.origin) did not sign it")
        }
        guard log.policy.isSatisfied(by: Set(signers)) else { return nil }
        return CheckpointEvidence(
            checkpoint: checkpoint, log: log, signers: signers,
            times: signers.compactMap { note.cosignatureTime(of: $0) })
    }
}
