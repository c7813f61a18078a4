import BadgeVerifier
import CryptoCore
import Encoding
import Transparency

/// What goes into a client pack. A case changes what it is about; all else is good.
struct PackRecipe {
    let authority: KitAuthority

    // MARK: The trust file

    var version: UInt64 = 1
    var isSingleOperator = false
    var arc: ObjectIdentifier
    var scope = TrustFile.Scope(accountKinds: [.tel, .https, .acct])
    var roots: [[UInt8]]
    var logs: [TrustFile.Log]
    var statusKeys: [TrustFile.StatusKey]
    var maxStatusAge = 7 * Timestamp.day
    /// Changes the bytes of trust.json; the result is not signed again.
    var editTrust: (([UInt8]) throws -> [UInt8])?

    // MARK: The other files

    var snapshot: SnapshotRecipe?
    /// Snapshots of frozen logs, by log number.
    var frozen: [UInt16: SnapshotRecipe] = [:]
    /// The size of the pack's checkpoint; nil is a pack without one.
    var checkpointSize: UInt64? = KitAuthority.logSize
    var checkpointSigners: [NoteSigner]
    /// Older sizes of the log from which the pack has proofs; nil is a pack without the file.
    var provenSizes: [UInt64]? = [KitAuthority.goodSize, 256, 300]
    /// Changes the hashes of those proofs.
    var editConsistency: ([Digest]) -> [Digest] = { $0 }
    /// With the tiles for pack mode.
    var hasTiles = false
    /// Entries that the log shows to this pack's readers alone.
    var fork: [UInt64: [UInt8]] = [:]
    /// Another log whose checkpoint the pack has.
    var otherLog: KitLog?
    /// Changes the bytes of the checkpoint.
    var editCheckpoint: ([UInt8]) throws -> [UInt8] = { $0 }

    init(_ authority: KitAuthority) throws {
        self.authority = authority
        arc = authority.oids.arc
        roots = [authority.rootDER]
        logs = [try PackRecipe.log(1, authority.logSigner)]
        statusKeys = [.init(key: authority.statusSigner.verifierKey, logs: [1])]
        snapshot = SnapshotRecipe(authority.origin, [authority.statusSigner])
        checkpointSigners = [authority.logSigner]
    }

    /// A log of the trust file, with witnesses `w1`, `w2`… and a quorum over them.
    static func log(
        _ number: UInt16, _ signer: NoteSigner, witnesses: [NoteSigner] = [], quorum: String = "none",
        groups: [String] = [], final: TrustFile.Final? = nil
    ) throws -> TrustFile.Log {
        var lines = ["log \(signer.verifierKey.text)"]
        lines += witnesses.enumerated().map { "witness w\($0.offset + 1) \($0.element.verifierKey.text)" }
        lines += groups + ["quorum \(quorum)"]
        return try TrustFile.Log(
            number: number, key: signer.verifierKey, policyText: lines.map { $0 + "\n" }.joined(),
            final: final)
    }

    private func trust() throws -> TrustFile {
        try TrustFile(
            version: version, registry: SHA256.hash(Array("genesis of \(authority.name)\n".utf8)),
            name: "\(authority.name) TEST authority", isTest: true, isSingleOperator: isSingleOperator,
            arc: arc, scope: scope, roots: roots.map { try TrustedRoot(der: $0) }, logs: logs,
            statusKeys: statusKeys, trustThreshold: 1, trustKeys: [authority.trustSigner.verifierKey],
            maxStatusAge: maxStatusAge)
    }

    /// The files by name, in the order of their names.
    func files(_ log: KitLog) throws -> [KitFile] {
        let trust = try trust()
        var files = [KitFile("trust.json", try editTrust?(trust.bytes) ?? trust.bytes)]
        if editTrust == nil {
            let signature = try TrustSignature.make(for: trust, signers: [authority.trustSigner])
            files.append(KitFile("trust.sig", signature.bytes))
        }
        if let snapshot { files.append(KitFile("status.snapshot", try snapshot.bytes())) }
        for (number, snapshot) in frozen {
            files.append(KitFile("status-\(number).snapshot", try snapshot.bytes()))
        }
        if let size = checkpointSize {
            files += try logFiles((otherLog ?? log).tree(fork), size: size)
        }
        return files.sorted { $0.path < $1.path }
    }

    /// The checkpoint, the proofs that it continues older ones, and the tiles below it.
    private func logFiles(_ tree: KitTree, size: UInt64) throws -> [KitFile] {
        let note = try SignedNote.sign(
            tree.checkpoint(size).text, by: checkpointSigners, at: KitAuthority.now.hours(-1))
        var files = [KitFile("checkpoint", try editCheckpoint(note.bytes))]
        if let provenSizes {
            let proofs = try provenSizes.filter { $0 < size }.map { old in
                ConsistencyFile.Proof(
                    oldSize: old, hashes: editConsistency(try tree.consistencyProof(from: old, to: size)))
            }
            let text = ConsistencyFile([.init(origin: tree.origin, size: size, proofs: proofs)]).text
            files.append(KitFile("consistency", Array(text.utf8)))
        }
        if hasTiles {
            files += PackTree.tiles(forSize: size).map { KitFile($0.path, tree.tile($0)) }
        }
        return files
    }
}

/// What goes into a status snapshot: sequence 10, an hour old, over the whole log.
struct SnapshotRecipe {
    var origin: String
    var sequence: UInt64 = 10
    var issued = KitAuthority.now.hours(-1)
    var days: Int64 = 7
    var covered = KitAuthority.logSize
    var lists = StatusLists()
    var signers: [NoteSigner]
    /// Changes the bytes of the file.
    var edit: ([UInt8]) throws -> [UInt8] = { $0 }

    init(_ origin: String, _ signers: [NoteSigner]) { (self.origin, self.signers) = (origin, signers) }

    func bytes() throws -> [UInt8] {
        let header = StatusSnapshot.Header(
            origin: origin, sequence: sequence, issued: issued, nextUpdate: issued.days(days),
            coveredSize: covered)
        return try edit(try StatusSnapshot.make(header, lists: lists, signers: signers).bytes)
    }
}
