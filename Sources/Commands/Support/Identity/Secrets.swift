import Authority
import BadgeVerifier
import CommandLineKit
import CryptoCore
import Encoding
import Files
import RegistryStore

/// Passphrases and the keys that they open. Asked for on the terminal where no file is named; never printed.
extension CommandContext {
    /// The passphrase in the file of an option, without its line end; nil where the option is not given.
    ///
    /// - Parameter key: the file of the key. Where several passphrase files are given, the n-th is for the n-th `--as`.
    func passphrase(fromFileOf option: String, for key: String? = nil) throws -> SecretBytes? {
        var files = arguments.values(option)
        let keys = arguments.values("--as")
        if files.count > 1, let key, let place = keys.firstIndex(where: { sameBytes($0, key) }) {
            guard files.count == keys.count else {
                throw arguments.usageError(
                    "\(option) is given \(files.count) times and --as \(keys.count) times; give one for all, or one for each"
                )
            }
            files = [files[place]]
        }
        guard let path = files.last else { return nil }
        var bytes = try fileSystem.readSecret(path, limit: Passphrase.mostBytes + 1)
        defer { Passphrase.clear(&bytes) }
        while bytes.last == 0x0A || bytes.last == 0x0D { bytes.removeLast() }
        guard !bytes.isEmpty else { throw CommandFailure.environment("\(visible(path)) is empty") }
        return SecretBytes(copying: bytes)
    }

    /// A passphrase typed on the terminal.
    func askPassphrase(_ prompt: String, option: String) throws -> SecretBytes {
        do {
            try errors.flush()
            var bytes = try Passphrase.prompt(prompt)
            defer { Passphrase.clear(&bytes) }
            return SecretBytes(copying: bytes)
        } catch PromptError.noTerminal {
            throw CommandFailure.environment(
                "a passphrase is needed and there is no terminal to ask on: give \(option)")
        }
    }

    /// A new passphrase, typed twice.
    func askNewPassphrase(_ prompt: String, option: String) throws -> SecretBytes {
        do {
            try errors.flush()
            var bytes = try Passphrase.promptTwice(prompt, repeating: "Again: ")
            defer { Passphrase.clear(&bytes) }
            guard !bytes.isEmpty else { throw CommandFailure.environment("the passphrase must not be empty") }
            return SecretBytes(copying: bytes)
        } catch PromptError.noTerminal {
            throw CommandFailure.environment(
                "a new key needs a passphrase and there is no terminal to ask on: give \(option), or --no-passphrase for machines and tests"
            )
        }
    }

    /// A private key in a PEM file; asks for the passphrase where the file needs one and no option names it.
    func privateKey(_ path: String, passphraseOption: String = "--passphrase-file") throws -> PrivateKey {
        if let key = opened.keys[path] { return key }
        let pem = try secretPEM(path)
        let name = FilePath.name(of: path)
        guard PrivateKey.isEncrypted(pem: pem) else {
            return try labelled(path) { try PrivateKey(pem: pem, passphrase: nil) }
        }
        if let secret = try passphrase(fromFileOf: passphraseOption, for: path) {
            return try labelled(path) { try PrivateKey(pem: pem, passphrase: secret) }
        }
        let secret = try askPassphrase("Passphrase for \(visible(name)): ", option: passphraseOption)
        let key = try labelled(path) { try PrivateKey(pem: pem, passphrase: secret) }
        opened.keep(key, of: path)
        return key
    }

    /// A private key's file, which must be readable by its owner alone; only the public TEST keys may lie open.
    private func secretPEM(_ path: String) throws -> [UInt8] {
        do {
            return try fileSystem.readSecret(path, limit: 64 << 10)
        } catch {
            guard let pem = try? fileSystem.read(path, limit: 64 << 10),
                let key = try? PrivateKey(pem: pem, passphrase: nil),
                TestKeys.spkiDigests.contains(key.publicKey.spkiDigest)
            else { throw error }
            return pem
        }
    }

    /// The authority's daily keys, checked against the registry's log and CA.
    func authorityKeys(_ store: RegistryStore) throws -> Signers {
        let path = RegistryPlace(store.directory).keyBundle
        var secret: SecretBytes?
        if try AuthorityKeys.isEncrypted(at: path, in: fileSystem) {
            secret =
                try passphrase(fromFileOf: "--keys-passphrase-file") ?? opened.authority
                ?? askAuthorityPassphrase()
        }
        return try Signers(
            try AuthorityKeys.load(path, passphrase: secret, in: fileSystem), for: store.state)
    }

    /// The authority's passphrase for the root's file, asked for where that is encrypted and no option names it.
    ///
    /// Without a passphrase of its own the file may stand under that of the daily keys, which is told.
    func rootPassphrase(forFile path: String) throws -> SecretBytes? {
        guard try CustodyKeys.isEncrypted(at: path, in: fileSystem) else { return nil }
        if let secret = try passphrase(fromFileOf: "--root-passphrase-file") { return secret }
        if let secret = try passphrase(fromFileOf: "--keys-passphrase-file") {
            noteSharedPassphrase(path)
            return secret
        }
        return try askPassphrase(
            "Passphrase for \(visible(FilePath.name(of: path))): ", option: "--root-passphrase-file")
    }

    /// Whoever learns the one passphrase has both, so nobody shares it without knowing.
    func noteSharedPassphrase(_ path: String) {
        note(
            "note: \(visible(path)) and the daily keys share a passphrase; --root-passphrase-file gives the root its own"
        )
    }

    /// The option of the commands that take `--root-key`.
    static let rootPassphraseOption = OptionSpec.value(
        "--root-passphrase-file", "FILE",
        "holds the passphrase of the --root-key file (default: that of the authority's keys)",
        completion: .files)

    private func labelled<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as KeyError {
            throw CommandFailure.environment("\(visible(path)): \(error)")
        }
    }
}
