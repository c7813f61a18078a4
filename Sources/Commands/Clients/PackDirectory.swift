import BadgeVerifier
import CommandLineKit
import Files
import Transparency

/// The files of a client pack in a directory (DESIGN 4.4), each read within its budget.
///
/// `trust.json` must be there. A snapshot that is missing or broken is no error: verdicts say so.
struct PackDirectory {
    static let trustName = "trust.json"
    static let signatureName = "trust.sig"
    static let snapshotName = "status.snapshot"
    static let checkpointName = "checkpoint"

    /// The snapshot of a log that is frozen.
    static func snapshotName(ofFrozenLog number: UInt16) -> String { "status-\(number).snapshot" }

    let trust: TrustFile
    let snapshot: [UInt8]?
    let frozenSnapshots: [[UInt8]]
    let checkpoint: [UInt8]?
    /// `trust.sig`, which clients do not need; where it is there, it signs `trust`.
    let signature: [UInt8]?

    /// Reads a pack. The directory or a file that cannot be read is exit 5; a broken trust file, or one that the
    /// `trust.sig` beside it does not sign, exit 4.
    ///
    /// - Parameter checkingSignature: false where the pack is about to be replaced: a crash between the two files leaves
    ///   a mismatch that only the replacement mends.
    init(_ path: String, in fileSystem: any FileSystem, checkingSignature: Bool = true) throws {
        guard try fileSystem.isDirectory(path) else {
            let isThere = try fileSystem.exists(path)
            throw CommandFailure.environment(
                "\(visible(path)) \(isThere ? "is not a directory" : "is not there"): a client pack is a directory with trust.json, status.snapshot and checkpoint"
            )
        }
        func file(_ name: String, _ limit: Int) throws -> [UInt8]? {
            let file = FilePath.join(path, name)
            guard try fileSystem.exists(file) else { return nil }
            guard try fileSystem.size(of: file) <= UInt64(limit) else {
                throw CommandFailure.damaged("\(visible(file)) is larger than \(limit) bytes")
            }
            return try fileSystem.read(file, limit: limit)
        }
        guard let json = try file(Self.trustName, Limits.trustFileBytes) else {
            throw CommandFailure.environment(
                "\(visible(path)) has no trust.json, so it is not a client pack. Get one from the authority over a way that you trust"
            )
        }
        let trust = try TrustFile(parsing: json)
        self.trust = trust
        snapshot = try file(Self.snapshotName, Limits.snapshotBytes)
        // By the trust file's own list, so that a stray file is never read.
        frozenSnapshots = try trust.logs.compactMap {
            try file(Self.snapshotName(ofFrozenLog: $0.number), Limits.snapshotBytes)
        }
        checkpoint = try file(Self.checkpointName, Limits.noteBytes)
        signature = try file(Self.signatureName, Limits.noteBytes)
        if checkingSignature, let signature {
            try TrustSignature.check(signature, of: trust, replacing: nil)
        }
    }

    /// The pack as the verifier takes it.
    func open() -> ClientPack {
        ClientPack(
            trust: trust, snapshot: snapshot, checkpoint: checkpoint, frozenSnapshots: frozenSnapshots)
    }
}
