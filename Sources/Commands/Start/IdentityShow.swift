import CommandLineKit
import CryptoCore
import Encoding
import Files
import Transparency

/// `identity show FILE`: whose key that is.
enum IdentityShow {
    static let verb = Verb(
        "identity show", group: GreenBadgeProgram.Group.start, summary: "Show a key's verifier key",
        arguments: [
            .required("FILE", "a private key, a .pub file or an ssh-ed25519 public key", completion: .files)
        ],
        examples: ["greenbadge identity show admin-1.pem", "greenbadge identity show ~/.ssh/id_ed25519.pub"]
    ) { arguments, context in
        let path = try arguments.required("FILE")
        let key = try context.verifierKey(path)
        if context.wantsJSON {
            let bytes = try context.fileSystem.read(path, limit: IdentityFile.maximumBytes)
            let isPrivate = String(decoding: bytes, as: UTF8.self).contains("PRIVATE KEY-----")
            context.print([
                "name": .string(key.name), "key": .string(key.text), "private": .bool(isPrivate),
                "encrypted": .bool(isPrivate && PrivateKey.isEncrypted(pem: bytes)),
            ])
        } else {
            context.print(key.text)
        }
        return 0
    }
}
