import BadgeVerifier
import Registry
package import RegistryStore

/// The files of a client pack, as they stand in `public/`: rebuilt from the journal, so no key is needed.
package enum PackFiles {
    /// A file of a pack: its path below the pack's directory, and its bytes.
    package typealias File = (name: String, bytes: [UInt8])

    /// The files of the last publication that belong to a pack, with the proofs and tiles of the newest checkpoint;
    /// `checkpoint` last.
    ///
    /// - Parameter older: Sizes by log origin that the readers of an older pack may have seen.
    package static func last(
        of store: RegistryStore, older: [String: [UInt64]] = [:]
    ) throws(AuthorityError) -> [File] {
        let index = store.state.publications.count - 1
        guard index >= 0 else {
            throw .refused("nothing was published yet, so there is no pack: run greenbadge publish")
        }
        var files = try PublicationFiles(store, index: index).files.filter { belongs($0.name) }
        // Issuing signs a checkpoint too, and the newest one is the published one.
        guard let log = store.state.log, let last = files.popLast() else { return files }
        let checkpoint = log.checkpoint ?? last.bytes
        let size = ConsistencyProofs.size(of: checkpoint, log) ?? 0
        let proofs = ConsistencyProofs.file(store, size: size, older: older)
        files.append((PublicFiles.consistency, Array(proofs.text.utf8)))
        for tile in PackTree.tiles(forSize: size) {
            files += PublicFiles.files(of: tile, log: log.opening.number, store).prefix(1)
        }
        return files + [(last.name, checkpoint)]
    }

    /// Whether a published file is part of a client pack (DESIGN 4.4).
    private static func belongs(_ name: String) -> Bool {
        ["trust.json", "trust.sig", "checkpoint"].contains(name) || name.hasSuffix(".snapshot")
    }
}
