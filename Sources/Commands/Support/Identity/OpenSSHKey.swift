import CryptoCore
import Encoding

/// An `ssh-ed25519 AAAA… comment` line (RFC 4253 6.6, RFC 8709).
struct OpenSSHKey {
    let publicKey: PublicKey
    /// The key's blob, as the agent names it.
    let blob: [UInt8]
    let comment: String

    /// Nil where the line is not an OpenSSH public key at all; throws where it is one that cannot be used.
    init?(line: String) throws {
        let parts = line.split(separator: " ", maxSplits: 2).map(String.init)
        guard parts.count >= 2, parts[0].hasPrefix("ssh-") || parts[0].hasPrefix("ecdsa-") else { return nil }
        guard parts[0] == "ssh-ed25519", let blob = Base64.decode(parts[1]) else {
            throw CommandFailure.environment(
                "an identity in the agent is an ssh-ed25519 key; this is \(parts[0])")
        }
        let prefix = Self.prefix
        guard blob.count == prefix.count + 32, blob.starts(with: prefix) else {
            throw CommandFailure.environment("the ssh-ed25519 key is malformed")
        }
        self.blob = blob
        publicKey = try PublicKey(ed25519: [UInt8](blob.suffix(32)))
        comment = parts.count > 2 ? parts[2] : ""
    }

    /// The agent's name for an Ed25519 key: two length-prefixed strings.
    static func blob(of key: PublicKey) -> [UInt8]? { key.ed25519Raw.map { prefix + $0 } }

    private static let prefix: [UInt8] = [0, 0, 0, 11] + Array("ssh-ed25519".utf8) + [0, 0, 0, 32]
}
