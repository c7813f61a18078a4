import BadgeVerifier
package import CryptoCore
package import Encoding
import Files
import Registry
package import RegistryStore
package import Transparency

/// Publishes: snapshot and revocation lists as of now, the log up to now, and the checkpoint over both (DESIGN 4.2).
package struct Publisher {
    let store: RegistryStore
    let signers: Signers
    let actor: NoteSigner
    /// Keys of frozen logs' issuing CAs, to sign their last revocation lists with; only `recover` has any.
    let retired: [UInt16: PrivateKey]

    package init(
        _ store: RegistryStore, _ signers: Signers, by actor: NoteSigner, retired: [UInt16: PrivateKey] = [:]
    ) {
        self.store = store
        self.signers = signers
        self.actor = actor
        self.retired = retired
    }

    /// What was published.
    package struct Result: Sendable {
        package let sequence: UInt64
        package let covered: UInt64
        package let nextUpdate: Timestamp
        package let listed: Int
        package let logSize: UInt64
    }

    /// Signs and publishes. Durable in the journal, its checkpoint in `head`, before any file is written.
    package func publish(clock: Timestamp) throws(AuthorityError) -> Result {
        try AuthorityError.placing {
            let time = try store.transactionTime(clock: clock)
            let publication = try prepare(at: time)
            try store.append(
                [.published(publication)], by: actor, clock: time, checkpoint: publication.checkpoint)
            try writeFiles()
            let lists = StatusBook(state: store.state, before: .max)
                .lists(log: store.state.currentLog, size: .max)
            return Result(
                sequence: publication.snapshots[0].sequence, covered: publication.snapshots[0].covered,
                nextUpdate: publication.nextUpdate, listed: lists.count,
                logSize: store.trees[store.state.currentLog]?.count ?? 0)
        }
    }

    /// Rebuilds the files of the last publication in `public/`.
    package func writeFiles() throws(AuthorityError) {
        try Self.writeFiles(store, into: RegistryPlace(store.directory).published)
    }

    /// Rebuilds them in any directory; no key is needed.
    package static func writeFiles(_ store: RegistryStore, into directory: String) throws(AuthorityError) {
        try AuthorityError.placing {
            guard !store.state.publications.isEmpty else { return }
            let files = try PublicationFiles(store, index: store.state.publications.count - 1).files
            for file in files where file.name != "checkpoint" {
                try PublicFiles.put(FilePath.join(directory, file.name), file.bytes, store)
            }
            try PublicFiles.writeFrozenLogs(store, into: directory)
            // The newest checkpoint may be younger than the publication: issuing signs one as well.
            let newest = store.state.log?.checkpoint ?? files.last?.bytes ?? []
            try PublicFiles.writeLog(
                store, checkpoint: try SignedNote(parsing: newest), into: directory, complete: true)
        }
    }

    private func prepare(at time: Timestamp) throws -> Publication {
        let state = store.state
        let next = time.adding(seconds: state.policy[.statusDays] * Timestamp.day)
        let book = StatusBook(state: state, before: .max)
        var sequence = state.statusSequence
        var snapshots: [SnapshotRecord] = []
        // The current log first: its N is the tree's size before entries 3 and 5.
        for log in [state.currentLog] + state.logs.keys.filter({ $0 != state.currentLog }).sorted() {
            sequence += 1
            guard let entry = state.logs[log] else { continue }
            let header = StatusSnapshot.Header(
                origin: entry.opening.origin, sequence: sequence, issued: time, nextUpdate: next,
                coveredSize: entry.final?.size ?? entry.size)
            let snapshot = try StatusSnapshot.make(
                header, lists: book.lists(log: log, size: header.coveredSize), signers: [signers.status])
            snapshots.append(
                SnapshotRecord(
                    logNumber: log, sequence: sequence, covered: header.coveredSize,
                    hash: SHA256.hash(snapshot.bytes).hex,
                    signature: Array(snapshot.note.signatures[0].line.utf8.dropLast())))
        }
        let unsigned = Publication(
            issued: time, nextUpdate: next, snapshots: snapshots, revocationLists: [],
            anchorSequence: state.lastSequence ?? 0, anchorHash: store.lastHash?.hex ?? "", checkpoint: [])
        let lists = try revocationLists(unsigned, book)
        let leaves =
            (snapshots.map { LogRecord.snapshot(sequence: $0.sequence, hash: $0.hash) }
            + [.anchor(sequence: unsigned.anchorSequence, hash: unsigned.anchorHash)])
            .map { MerkleTree.leafHash(LogEntry($0).bytes) }
        let checkpoint = try CheckpointSigner(store: store, signers: signers).sign(appending: leaves)
        return Publication(
            issued: time, nextUpdate: next, snapshots: snapshots, revocationLists: lists,
            anchorSequence: unsigned.anchorSequence, anchorHash: unsigned.anchorHash,
            checkpoint: checkpoint.bytes)
    }

    private func revocationLists(
        _ publication: Publication, _ book: StatusBook
    ) throws -> [RevocationListRecord] {
        let state = store.state
        // Only the current CA's key is at hand, but for the moment in which `recover` ends a log.
        var keys = retired
        keys[state.currentLog] = signers.keys.issuing
        return try keys.sorted { $0.key < $1.key }.map { log, key in
            guard let issuer = state.logs[log]?.issuingCA?.serial else {
                throw AuthorityError.damaged("log \(log) has no issuing CA")
            }
            let tbs = try RevocationListText.tbs(
                state, log: log, publication: publication,
                lastIssued: state.publications.last?.publication.issued, book: book)
            return RevocationListRecord(issuer: issuer, signature: try key.signature(for: tbs))
        }
    }
}
