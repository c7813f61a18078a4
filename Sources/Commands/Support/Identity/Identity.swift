import CommandLineKit
import CryptoCore
import Encoding
import Files
import Registry
import RegistryStore
import Transparency

/// A person's identity: a C2SP verifier key, whose private half is a PEM file or lies in a running `ssh-agent`.
///
/// The private file begins with a line `# name+hash+key` before its PEM block, so that the name goes with the key; the
/// public file beside it (`.pub`) holds the same line without `# `. Tools that read PEM skip the first line.
struct IdentityFile {
    let verifierKey: VerifierKey
    /// Nil where the file is the public half: the private one is in the agent.
    let pem: [UInt8]?

    static let maximumBytes = 64 << 10

    /// A new identity's private file.
    static func text(
        _ key: PrivateKey, name: String, passphrase: SecretBytes?
    ) throws -> (private: [UInt8], public: [UInt8]) {
        let vkey = try VerifierKey(name: name, kind: .ed25519, publicKey: key.publicKey).text
        return (Array("# \(vkey)\n".utf8) + (try key.pem(passphrase: passphrase)), Array("\(vkey)\n".utf8))
    }
}

extension CommandContext {
    /// Who acts: the signer of `--as`, under the name that the registry knows.
    func actor(in store: RegistryStore) throws -> NoteSigner {
        let paths = arguments.values("--as")
        guard let path = paths.last else {
            throw CommandFailure.usage("this needs to know who you are: --as KEY, or GREENBADGE_IDENTITY")
        }
        guard paths.count == 1 else { throw CommandFailure.usage("--as: one person acts at a time here") }
        return try signer(path) { store.name(of: $0) }
    }

    /// The person behind `--as`, who must work here.
    func person(_ actor: NoteSigner, in store: RegistryStore) throws -> Person {
        guard let person = store.state.activePerson(verifierKey: actor.verifierKey.text) else {
            throw store.state.refusal(ofKey: actor.verifierKey.text)
        }
        return person
    }

    /// A signer from a PEM file, or from a public key whose private half the agent holds.
    ///
    /// - Parameter registered: the name under which a registry knows a public key.
    func signer(_ path: String, registered: (PublicKey) -> String? = { _ in nil }) throws -> NoteSigner {
        let bytes = try fileSystem.read(path, limit: IdentityFile.maximumBytes)
        let text = String(decoding: bytes, as: UTF8.self)
        try refuseOpenSSHKey(text, path)
        if text.contains("PRIVATE KEY-----") {
            let key = try privateKey(path)
            guard key.publicKey.algorithm == .ed25519 else {
                throw CommandFailure.environment(
                    "\(visible(path)): an identity is an Ed25519 key, this is \(key.publicKey.algorithm.rawValue)"
                )
            }
            let name = registered(key.publicKey) ?? Self.nameLine(text) ?? Self.name(from: path)
            return try NoteSigner(name: name, key: key)
        }
        let identity = try publicIdentity(text, path: path)
        let agent = try AgentSigner(publicKey: identity.publicKey, environment: environment)
        return try NoteSigner(name: registered(identity.publicKey) ?? identity.name, key: agent)
    }

    /// A public identity from a `.pub` file, a private file, an OpenSSH public key file, or the verifier key itself.
    func verifierKey(_ argument: String) throws -> VerifierKey {
        if let key = try? VerifierKey(parsing: argument) { return key }
        let bytes = try fileSystem.read(argument, limit: IdentityFile.maximumBytes)
        let text = String(decoding: bytes, as: UTF8.self)
        try refuseOpenSSHKey(text, argument)
        if text.contains("PRIVATE KEY-----") {
            if let line = Self.firstLine(text), line.hasPrefix("# "),
                let key = try? VerifierKey(parsing: String(line.dropFirst(2)))
            {
                return key
            }
            let key = try privateKey(argument)
            return try VerifierKey(
                name: Self.name(from: argument), kind: .ed25519, publicKey: key.publicKey)
        }
        return try publicIdentity(text, path: argument)
    }

    /// OpenSSH's own format of private keys is for its agent alone.
    private func refuseOpenSSHKey(_ text: String, _ path: String) throws {
        guard text.contains("-----BEGIN OPENSSH PRIVATE KEY-----") else { return }
        let file = visible(path)
        throw CommandFailure.environment(
            "\(file) is an OpenSSH private key, which only ssh-agent opens: ssh-add \(file), and name \(file).pub here"
        )
    }

    private func publicIdentity(_ text: String, path: String) throws -> VerifierKey {
        guard let line = Self.firstLine(text) else {
            throw CommandFailure.environment("\(visible(path)) is empty")
        }
        if let key = try? VerifierKey(parsing: line) { return key }
        if let key = try OpenSSHKey(line: line) {
            let name = key.comment.isEmpty ? Self.name(from: path) : key.comment
            return try VerifierKey(
                name: name.split(separator: " ").joined(separator: "-"), kind: .ed25519,
                publicKey: key.publicKey)
        }
        throw CommandFailure.environment(
            "\(visible(path)) is neither a private key, a verifier key (name+hash+key) nor an ssh-ed25519 public key"
        )
    }

    private static func firstLine(_ text: String) -> String? {
        text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: true).first.map(String.init)
    }

    private static func nameLine(_ text: String) -> String? {
        guard let line = firstLine(text), line.hasPrefix("# ") else { return nil }
        return (try? VerifierKey(parsing: String(line.dropFirst(2))))?.name
    }

    /// `admin-1.pem` is admin-1.
    private static func name(from path: String) -> String {
        let name = FilePath.name(of: path)
        return name.split(separator: ".").first.map(String.init) ?? name
    }
}

extension RegistryStore {
    /// The name under which the registry knows a public key.
    func name(of key: PublicKey) -> String? {
        for person in state.people.values {
            for text in person.activeKeys {
                if let known = try? VerifierKey(parsing: text), known.publicKey == key { return known.name }
            }
        }
        return nil
    }
}
