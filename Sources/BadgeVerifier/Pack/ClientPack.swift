package import Transparency

/// Step 0: what a client holds of an authority (DESIGN 4.4), opened.
///
/// A broken trust file is an error of opening. A broken or missing snapshot is not: badges then get `status-invalid`
/// or `status-missing`, unless they carry a fresh staple of their own.
public struct ClientPack: Sendable {
    /// A snapshot whose signature by a status key for its log was verified.
    package struct VerifiedSnapshot: Sendable {
        /// The snapshot.
        package let snapshot: StatusSnapshot
        /// The listed status key that signed it.
        package let key: VerifierKey
        /// Number of the log it is of.
        package let logNumber: UInt16
    }

    /// The trust file.
    package let trust: TrustFile
    /// At most one for each log.
    package let snapshots: [VerifiedSnapshot]
    /// Why a snapshot of the pack cannot be used.
    package let snapshotProblem: String?
    /// The pack's checkpoint, if it is there and a listed log and its quorum signed it.
    package let checkpoint: Checkpoint?
    /// Why the pack's checkpoint is not one that a listed log signed. A quorum that is not reached is no damage.
    package let checkpointProblem: String?

    /// Opens a pack from the contents of its files: `trust.json`, `status.snapshot`, `checkpoint`, and the snapshots
    /// of frozen logs if there are any. Throws only for the trust file.
    public init(
        trust: [UInt8], snapshot: [UInt8]?, checkpoint: [UInt8]?, frozenSnapshots: [[UInt8]] = []
    ) throws(PackError) {
        let opened = try TrustFile(parsing: trust)
        self.init(
            trust: opened, snapshot: snapshot, checkpoint: checkpoint, frozenSnapshots: frozenSnapshots)
    }

    /// The same for a trust file that is already open.
    package init(
        trust: TrustFile, snapshot: [UInt8]?, checkpoint: [UInt8]?, frozenSnapshots: [[UInt8]] = []
    ) {
        self.trust = trust
        var verified: [UInt16: VerifiedSnapshot] = [:]
        var problem: String?
        for file in [snapshot].compactMap({ $0 }) + frozenSnapshots {
            do {
                let next = try ClientPack.verify(file, trust: trust)
                guard verified.updateValue(next, forKey: next.logNumber) == nil else {
                    throw SnapshotError("there are two of log \(next.logNumber)")
                }
            } catch {
                problem = problem ?? "\(error)"
            }
        }
        snapshots = verified.values.sorted { $0.logNumber < $1.logNumber }
        snapshotProblem = problem
        do throws(PackError) {
            self.checkpoint = try checkpoint.flatMap { file throws(PackError) in
                try ClientPack.checkpoint(file, trust: trust)
            }
            checkpointProblem = nil
        } catch {
            self.checkpoint = nil
            checkpointProblem = error.reason
        }
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
    private static func checkpoint(_ file: [UInt8], trust: TrustFile) throws(PackError) -> Checkpoint? {
        let checkpoint: Checkpoint
        let signers: [VerifierKey]
        let log: TrustFile.Log
        do {
            let note = try SignedNote(parsing: file)
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
        return log.policy.isSatisfied(by: Set(signers)) ? checkpoint : nil
    }
}
