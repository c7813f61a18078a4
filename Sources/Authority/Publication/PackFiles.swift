import BadgeVerifier
import Registry
package import RegistryStore

/// The files of a client pack, as they stand in `public/`: rebuilt from the journal, so no key is needed.
package enum PackFiles {
    /// Name and bytes of each file of the last publication that belongs to a pack; `checkpoint` last.
    package static func last(
        of store: RegistryStore
    ) throws(AuthorityError) -> [(name: String, bytes: [UInt8])] {
        let index = store.state.publications.count - 1
        guard index >= 0 else {
            throw .refused("nothing was published yet, so there is no pack: run greenbadge publish")
        }
        var files = try PublicationFiles(store, index: index).files.filter { belongs($0.name) }
        // Issuing signs a checkpoint too, and the newest one is the published one.
        if let newest = store.state.log?.checkpoint, let last = files.indices.last {
            files[last].bytes = newest
        }
        return files
    }

    /// Whether a published file is part of a client pack (DESIGN 4.4).
    private static func belongs(_ name: String) -> Bool {
        ["trust.json", "trust.sig", "checkpoint"].contains(name) || name.hasSuffix(".snapshot")
    }
}
