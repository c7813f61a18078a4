import BadgeVerifier
import CryptoCore
import Encoding
import Files
import Registry
import RegistryStore
import Transparency

/// What `public/` and the old head still know of what the journal may have lost. Only what our own keys signed counts.
struct PublishedState {
    let store: RegistryStore
    private let directory: String

    init(_ store: RegistryStore) {
        self.store = store
        directory = RegistryPlace(store.directory).published
    }

    /// A checkpoint of the current log that may have left the process.
    struct Promise {
        let name: String
        let note: [UInt8]
        let checkpoint: Checkpoint
    }

    /// The promises of the old head, of `public/checkpoint` and of the journal itself, the newest last.
    ///
    /// - Throws: refused where one of them is of a log that the journal does not know, or contradicts the journal: then
    ///   the journal is not the one that was published.
    func promises(head: [UInt8]) throws -> [Promise] {
        let published = try file("checkpoint", limit: SignedNote.maximumBytes) ?? []
        let recorded = store.state.log?.final?.checkpoint ?? store.state.log?.checkpoint ?? []
        return try [("head", head), ("public/checkpoint", published), ("the journal", recorded)]
            .compactMap { try promise($0.0, $0.1) }
            .sorted { $0.checkpoint.size < $1.checkpoint.size }
    }

    private func promise(_ name: String, _ bytes: [UInt8]) throws -> Promise? {
        guard !bytes.isEmpty else { return nil }
        let note = try SignedNote(parsing: bytes)
        let checkpoint = try Checkpoint(text: note.text)
        guard
            let log = store.state.logs.values.first(where: { sameBytes($0.opening.origin, checkpoint.origin) }
            )
        else {
            throw AuthorityError.damaged(
                "\(name) has a checkpoint of the log \(checkpoint.origin), which the journal does not know: it is a copy from before that log, or of another registry. Put back the newest copy of the journal; nothing was changed"
            )
        }
        guard try !note.verified(by: [try VerifierKey(parsing: log.opening.logKey)]).isEmpty else {
            throw AuthorityError.damaged(
                "\(name) has a checkpoint that the log's key did not sign; remove it or put back the right one. Nothing was changed"
            )
        }
        let tree = store.trees[log.opening.number] ?? MerkleAccumulator()
        guard checkpoint.size > tree.count || tree.root(size: checkpoint.size) == checkpoint.root else {
            throw AuthorityError.damaged(
                "the journal is not the one that was published: \(name) has another root over the first \(checkpoint.size) log entries. Two copies of this registry went on separately. Find the one whose audit --against public/checkpoint succeeds, and go on with that; nothing was changed"
            )
        }
        // What was said about earlier, frozen logs promises nothing about the current one.
        guard log.opening.number == store.state.currentLog else { return nil }
        return Promise(name: name, note: bytes, checkpoint: checkpoint)
    }

    /// The log entries from the journal's end up to a checkpoint, as published; nil where they are not all there or do
    /// not lead to the checkpoint's root.
    func entries(upTo checkpoint: Checkpoint) throws -> [[UInt8]]? {
        let log = store.state.currentLog
        guard var tree = store.trees[log], checkpoint.size > tree.count else { return [] }
        var found: [[UInt8]] = []
        for tile in Tile.tiles(level: 0, size: checkpoint.size, after: tree.count) {
            let name = PackTree.prefix(ofLog: log) + tile.entriesPath
            guard let bytes = try file(name, limit: 1 << 25),
                let entries = EntryBundle.decode(bytes, count: tile.width)
            else { return nil }
            let first = tile.index * UInt64(Tile.fullWidth)
            found += entries.dropFirst(Int(max(first, tree.count) - first))
        }
        for entry in found { tree.append(MerkleTree.leafHash(entry)) }
        guard tree.count == checkpoint.size, tree.root == checkpoint.root else { return nil }
        return found
    }

    /// What clients get is still that of a log before the current one.
    func isOfEarlierLog() throws -> Bool {
        guard let log = store.state.log, let bytes = try file("checkpoint", limit: SignedNote.maximumBytes),
            let checkpoint = try? Checkpoint(text: SignedNote(parsing: bytes).text)
        else { return false }
        return !sameBytes(checkpoint.origin, log.opening.origin)
    }

    /// The published trust file, if it is this registry's, later than the journal's, and signed by the trust keys of both.
    func trustFile() throws -> TrustFile? {
        guard let json = try file("trust.json", limit: Limits.trustFileBytes),
            let signature = try file("trust.sig", limit: Limits.noteBytes),
            let trust = try? TrustFile(parsing: json), trust.registry.hex == store.state.registryID,
            (try? TrustSignature.check(signature, of: trust, replacing: nil)) != nil
        else { return nil }
        guard let recorded = try store.state.trustFiles.last.map({ try TrustFile(parsing: $0.json) }) else {
            return trust
        }
        // Versions between the two may be lost, so the one is not the other's successor.
        let signers = try? SignedNote(parsing: signature).verified(by: recorded.trustKeys)
        guard let signers, signers.count >= recorded.trustThreshold else { return nil }
        return trust.version > recorded.version ? trust : nil
    }

    /// The published snapshots that our status key signed, by log.
    func snapshots() throws -> [(log: UInt16, snapshot: StatusSnapshot)] {
        let state = store.state
        guard let opening = state.log?.opening else { return [] }
        let key = try VerifierKey(parsing: opening.statusKey)
        return try state.logs.keys.sorted().compactMap { number in
            let name = PublicFiles.snapshot(number, current: state.currentLog)
            guard let bytes = try file(name, limit: Limits.snapshotBytes),
                let snapshot = try? StatusSnapshot(parsing: bytes),
                (try? snapshot.note.verified(by: [key])) != nil,
                let log = state.logs[number], sameBytes(snapshot.header.origin, log.opening.origin)
            else { return nil }
            return (number, snapshot)
        }
    }

    private func file(_ name: String, limit: Int) throws -> [UInt8]? {
        let path = FilePath.join(directory, name)
        guard try store.fileSystem.exists(path) else { return nil }
        return try store.fileSystem.read(path, limit: limit)
    }
}
