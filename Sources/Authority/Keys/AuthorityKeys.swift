package import CryptoCore
import Encoding
package import Files
import Transparency

/// The keys that work every day: one for certificates, one for the log, one for statuses. A key serves one role.
///
/// They lie together in `secrets/authority.keys`, so that one unlock opens all: one line of canonical JSON with the
/// head (format, scrypt salt, nonce), one with the sealed keys. The head is bound to them as associated data.
///
///     {"format":"greenbadge/keys@v1","salt":"…","nonce":"…"}
///     {"sealed":"…"}
package struct AuthorityKeys: Sendable {
    package let issuing: PrivateKey
    package let log: PrivateKey
    package let status: PrivateKey

    package init(issuing: PrivateKey, log: PrivateKey, status: PrivateKey) {
        self.issuing = issuing
        self.log = log
        self.status = status
    }

    /// New keys; certificates are signed with `algorithm`, everything else with Ed25519.
    package static func generate(_ algorithm: KeyAlgorithm) throws(KeyError) -> AuthorityKeys {
        AuthorityKeys(
            issuing: try .generate(algorithm), log: try .generate(.ed25519), status: try .generate(.ed25519))
    }

    static let format = "greenbadge/keys@v1"
    private static let maximumBytes = 64 << 10

    /// The file's bytes; without a passphrase the keys stand open in it, for machines and tests.
    package func file(passphrase: SecretBytes?, random: RandomSource) throws -> [UInt8] {
        let keys = JSON.object([
            .init("issuing", .string(Base64.encode(try issuing.pkcs8DER))),
            .init("log", .string(Base64.encode(try log.pkcs8DER))),
            .init("status", .string(Base64.encode(try status.pkcs8DER))),
        ])
        let salt = passphrase.map { _ in random.bytes(16) }
        let nonce = random.bytes(12)
        let head = JSON.object([
            .init("format", .string(Self.format)),
            .init("salt", salt.map { .string(Base64.encode($0)) } ?? .null),
            .init("nonce", .string(Base64.encode(nonce))),
        ]).canonicalText
        var body = keys.canonicalBytes
        if let passphrase, let salt {
            let key = try Scrypt.derive(passphrase: passphrase, salt: salt)
            body = try AESGCM.seal(body, key: key, nonce: nonce, aad: Array(head.utf8))
        }
        return Array(
            "\(head)\n\(JSON.object([.init("sealed", .string(Base64.encode(body)))]).canonicalText)\n".utf8)
    }

    /// Whether the file needs a passphrase.
    package static func isEncrypted(
        at path: String, in fileSystem: any FileSystem
    ) throws(AuthorityError) -> Bool {
        try AuthorityError.placing { try read(path, fileSystem).salt != nil }
    }

    /// Opens the file; it must be readable by its owner alone.
    package static func load(
        _ path: String, passphrase: SecretBytes?, in fileSystem: any FileSystem
    )
        throws(AuthorityError) -> AuthorityKeys
    {
        try AuthorityError.placing {
            let file = try read(path, fileSystem)
            var body = file.body
            if let salt = file.salt {
                guard let passphrase else {
                    throw AuthorityError.environment(
                        "\(path) is encrypted: give the authority's passphrase with --keys-passphrase-file")
                }
                let key = try Scrypt.derive(passphrase: passphrase, salt: salt)
                do {
                    body = try AESGCM.open(body, key: key, nonce: file.nonce, aad: Array(file.head.utf8))
                } catch {
                    throw AuthorityError.environment("the passphrase does not open \(path)")
                }
            }
            var reader = try ObjectReader(try JSON.parseCanonical(body))
            let issuing = try PrivateKey(pkcs8DER: try reader.bytes("issuing"))
            let log = try PrivateKey(pkcs8DER: try reader.bytes("log"))
            let status = try PrivateKey(pkcs8DER: try reader.bytes("status"))
            try reader.finish()
            return AuthorityKeys(issuing: issuing, log: log, status: status)
        }
    }

    private struct Parts {
        let head: String
        let salt: [UInt8]?
        let nonce: [UInt8]
        let body: [UInt8]
    }

    private static func read(_ path: String, _ fileSystem: any FileSystem) throws -> Parts {
        let bytes = try fileSystem.readSecret(path, limit: maximumBytes)
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.count == 3, lines[2].isEmpty else {
            throw AuthorityError.damaged("\(path) is not a key bundle")
        }
        var head = try ObjectReader(try JSON.parseCanonical(Array(lines[0])))
        guard try head.string("format") == format else {
            throw AuthorityError.damaged("\(path) is not of the format \(format)")
        }
        let salt = try head.optionalBytes("salt")
        let nonce = try head.bytes("nonce")
        try head.finish()
        var body = try ObjectReader(try JSON.parseCanonical(Array(lines[1])))
        let sealed = try body.bytes("sealed")
        try body.finish()
        return Parts(head: String(decoding: lines[0], as: UTF8.self), salt: salt, nonce: nonce, body: sealed)
    }
}

/// The keys that are kept elsewhere: the root, which signs issuing CAs alone, and the trust key, which signs trust files.
///
/// One file of two PEM blocks, the root's first, so that there is one thing to lock away.
package struct CustodyKeys: Sendable {
    package let root: PrivateKey
    package let trust: PrivateKey

    package init(root: PrivateKey, trust: PrivateKey) {
        self.root = root
        self.trust = trust
    }

    /// The file's bytes, each block encrypted where there is a passphrase.
    package func file(passphrase: SecretBytes?) throws(KeyError) -> [UInt8] {
        try root.pem(passphrase: passphrase) + trust.pem(passphrase: passphrase)
    }

    /// Whether the file needs a passphrase.
    package static func isEncrypted(
        at path: String, in fileSystem: any FileSystem
    ) throws(AuthorityError) -> Bool {
        try AuthorityError.placing {
            try PEMBlock.parseLenient(try fileSystem.readSecret(path, limit: 64 << 10))
                .contains { PrivateKey.isEncrypted(pem: Array($0.text.utf8)) }
        }
    }

    /// Reads the file.
    package static func load(
        _ path: String, passphrase: SecretBytes?, in fileSystem: any FileSystem
    )
        throws(AuthorityError) -> CustodyKeys
    {
        try AuthorityError.placing {
            let blocks = try PEMBlock.parseLenient(try fileSystem.readSecret(path, limit: 64 << 10))
            guard blocks.count == 2 else {
                throw AuthorityError.environment(
                    "\(path) must hold two private keys, the root's and the trust key's; it holds \(blocks.count)"
                )
            }
            let keys = try blocks.map { block in
                do {
                    return try PrivateKey(pem: Array(block.text.utf8), passphrase: passphrase)
                } catch {
                    throw AuthorityError.environment("\(path): \(error)")
                }
            }
            guard keys[1].publicKey.algorithm == .ed25519 else {
                throw AuthorityError.environment("\(path): the second key, the trust key, must be Ed25519")
            }
            return CustodyKeys(root: keys[0], trust: keys[1])
        }
    }
}
