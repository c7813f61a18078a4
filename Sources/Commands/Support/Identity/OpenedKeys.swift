import Authority
import CommandLineKit
import CryptoCore
import Files
import RegistryStore
import Transparency

/// What a person unlocked at the terminal in this invocation, so that nothing is asked for twice.
final class OpenedKeys {
    /// Private keys by the path that named them.
    fileprivate(set) var keys: [String: PrivateKey] = [:]
    /// The passphrase of the authority's keys.
    fileprivate(set) var authority: SecretBytes?

    func keep(_ key: PrivateKey, of path: String) { keys[path] = key }
}

extension CommandContext {
    /// Whether the authority's keys will be used, for the registry and the person who acts; throws what stands against
    /// it, so that nobody is asked for the passphrase of what is refused anyway.
    typealias AuthorityUse = (RegistryStore, NoteSigner) throws -> Bool

    /// Asks for every passphrase that the command will need, before the registry is locked: others can work while
    /// somebody types. Nothing is opened where there is nothing to ask for.
    func askBeforeLocking(_ needsAuthority: AuthorityUse?) throws {
        let paths = arguments.values("--as").filter(isAskedFor)
        let asksAuthority = try needsAuthority != nil && isAuthorityAskedFor()
        guard !paths.isEmpty || asksAuthority else { return }
        // What cannot be opened is refused before anybody types.
        let store = try openToRead()
        for path in paths { _ = try privateKey(path) }
        guard asksAuthority, let needsAuthority, try needsAuthority(store, try actor(in: store)) else {
            return
        }
        opened.authority = try askAuthorityPassphrase()
    }

    /// Whether a key of `--as` lies encrypted in a file and no option names its passphrase. What cannot be read is
    /// refused later, where it is needed.
    private func isAskedFor(_ path: String) -> Bool {
        guard opened.keys[path] == nil, arguments.values("--passphrase-file").isEmpty,
            let pem = try? fileSystem.readSecret(path, limit: IdentityFile.maximumBytes)
        else { return false }
        return PrivateKey.isEncrypted(pem: pem)
    }

    private func isAuthorityAskedFor() throws -> Bool {
        guard arguments.value("--keys-passphrase-file") == nil else { return false }
        let path = RegistryPlace(try registryDirectory()).keyBundle
        return (try? AuthorityKeys.isEncrypted(at: path, in: fileSystem)) ?? false
    }

    func askAuthorityPassphrase() throws -> SecretBytes {
        try askPassphrase("Passphrase for the authority's keys: ", option: "--keys-passphrase-file")
    }
}
