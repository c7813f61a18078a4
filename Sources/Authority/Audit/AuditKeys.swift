import CryptoCore
import Files
import Registry
import RegistryStore

/// The bundle of daily keys: one, readable, and where it stands open, of the keys that the journal names.
enum AuditKeys {
    static func check(_ scene: AuditScene, _ report: AuditReport) {
        report.check("secrets/authority.keys") {
            let path = scene.place.keyBundle
            guard try scene.store.fileSystem.exists(path) else {
                throw AuthorityError.damaged(
                    "it is missing: nothing can be issued or published. Put it back from a copy, or run greenbadge recover with new keys"
                )
            }
            guard try !AuthorityKeys.isEncrypted(at: path, in: scene.store.fileSystem) else { return }
            if !(scene.state.genesis?.test ?? false) {
                throw AuthorityError.damaged("the keys of a real authority lie in it unencrypted")
            }
            let keys = try AuthorityKeys.load(path, passphrase: nil, in: scene.store.fileSystem)
            guard scene.isWhole, scene.state.log?.final == nil else { return }
            _ = try Signers(keys, for: scene.state)
        }
    }
}
