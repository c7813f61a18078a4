import CryptoCore
import Encoding
import Files
import Registry
package import RegistryStore
import Transparency

/// The one place that signs checkpoints, and its one rule: never two that are not consistent (DESIGN 4.2).
///
/// Before it signs it holds the tree against the last checkpoint in `head` and against the published one, so the rule
/// survives crashes, restored copies and a second machine.
struct CheckpointSigner {
    let store: RegistryStore
    let signers: Signers

    /// Signs the current log's tree as it stands after `appending` more leaves.
    func sign(appending leaves: [Digest] = []) throws -> SignedNote {
        guard let log = store.state.log, var tree = store.trees[log.opening.number] else {
            throw AuthorityError.damaged("the registry has no log")
        }
        try PublishedCheckpoint.check(store)
        for leaf in leaves { tree.append(leaf) }
        let checkpoint = Checkpoint(origin: log.opening.origin, size: tree.count, root: tree.root)
        return try SignedNote.sign(checkpoint.text, by: [signers.log])
    }
}

/// Holds the log as folded against every checkpoint that may have left the process.
package enum PublishedCheckpoint {
    /// Refuses a registry that is behind, or other than, what `head` or `public/checkpoint` promise.
    package static func check(_ store: RegistryStore) throws(AuthorityError) {
        try AuthorityError.placing {
            try compare(store, store.headCheckpoint, named: "head")
            let path = FilePath.join(RegistryPlace(store.directory).published, "checkpoint")
            if try store.fileSystem.exists(path) {
                try compare(
                    store, try store.fileSystem.read(path, limit: SignedNote.maximumBytes),
                    named: "public/checkpoint")
            }
        }
    }

    /// Refuses where `note` is not a checkpoint of one of the registry's logs that the tree extends.
    package static func compare(_ store: RegistryStore, _ bytes: [UInt8], named name: String) throws {
        guard !bytes.isEmpty else { return }
        let note: SignedNote
        let checkpoint: Checkpoint
        do throws(NoteError) {
            note = try SignedNote(parsing: bytes)
            checkpoint = try Checkpoint(text: note.text)
        } catch {
            throw AuthorityError.damaged("\(name) is not a checkpoint: \(error)")
        }
        guard
            let log = store.state.logs.values.first(where: { sameBytes($0.opening.origin, checkpoint.origin) }
            )
        else {
            throw AuthorityError.damaged(
                "\(name) is of the log \(checkpoint.origin), which is not this registry's")
        }
        let key = try VerifierKey(parsing: log.opening.logKey)
        guard (try? note.verified(by: [key])) != nil else {
            throw AuthorityError.damaged("\(name) is not signed by the log's key")
        }
        let size = log.final?.size ?? store.trees[log.opening.number]?.count ?? 0
        guard checkpoint.size <= size else {
            throw AuthorityError.damaged(
                "\(name) promises \(checkpoint.size) log entries, the journal has \(size): its end is lost or an older copy was put back. Nothing is signed; run greenbadge recover"
            )
        }
        let tree = store.trees[log.opening.number] ?? MerkleAccumulator()
        if checkpoint.size > tree.count, let final = log.final {
            // The journal lost these entries; only the last checkpoint can be told.
            guard checkpoint.size != final.size || checkpoint.root.hex == final.root else {
                throw AuthorityError.damaged(
                    "\(name) is not the checkpoint with which log \(log.opening.number) ended")
            }
            return
        }
        guard tree.root(size: checkpoint.size) == checkpoint.root else {
            throw AuthorityError.damaged(
                "\(name) and the journal disagree on the first \(checkpoint.size) log entries. Nothing is signed; run greenbadge recover"
            )
        }
    }
}
