import CommandLineKit
import CryptoCore
import Encoding
import Files
import Transparency

/// `identity new NAME`: a person's key.
enum IdentityNew {
    static let verb = Verb(
        "identity new", group: GreenBadgeProgram.Group.start, summary: "Make a person's key",
        discussion: """
            Writes FILE, the encrypted private key (0600), and FILE.pub, the public half that an admin needs for \
            staff add. The name is part of the key: it stands in every signature.

            A key in ssh-agent works as well: ssh-keygen -t ed25519, ssh-add, and --as with its .pub file.
            """,
        arguments: [.required("NAME", "what the person is called here, without spaces")],
        options: [
            .value("--out", "FILE", "where to write it (default: NAME.pem)", completion: .files),
            .flag("--no-passphrase", "leave the key unencrypted, for machines and tests"),
        ],
        examples: ["greenbadge identity new admin-1", "greenbadge identity new build-bot --no-passphrase"]
    ) { arguments, context in
        let name = try arguments.required("NAME")
        if arguments.value("--out") == nil, name.utf8.contains(UInt8(ascii: "/")) {
            // A path would stand in every signature of that person, for ever.
            let last = name.utf8.split(separator: UInt8(ascii: "/")).last.flatMap { String($0) } ?? "NAME"
            throw arguments.usageError(
                "NAME: \(quoted(name)) is a path. The name stands in every signature; say where the file goes with: greenbadge identity new \(visible(last)) --out \(visible(name)).pem"
            )
        }
        let path = arguments.value("--out") ?? "\(name).pem"
        let key = try PrivateKey.generate(.ed25519)
        guard (try? VerifierKey(name: name, kind: .ed25519, publicKey: key.publicKey)) != nil else {
            throw arguments.usageError("NAME: \(quoted(name)) must not be empty and has no spaces or +")
        }
        for file in [path, "\(path).pub"] where try context.fileSystem.exists(file) {
            throw CommandFailure.environment("\(visible(file)) exists already; it was not touched")
        }
        var secret: SecretBytes?
        if !arguments.flag("--no-passphrase") {
            secret =
                try context.passphrase(fromFileOf: "--passphrase-file")
                ?? context.askNewPassphrase(
                    "New passphrase for \(visible(name)): ", option: "--passphrase-file")
        }
        if context.isDryRun {
            // The key that was made is thrown away: nobody must write it down.
            if context.wantsJSON {
                context.print([
                    "name": .string(name), "file": .string(path), "encrypted": .bool(secret != nil),
                ])
            }
            context.note("dry run: nothing was made")
            return 0
        }
        let files = try IdentityFile.text(key, name: name, passphrase: secret)
        let text = String(decoding: files.public.dropLast(), as: UTF8.self)
        try context.writeNew(path, files.private, permissions: 0o600)
        do {
            try context.writeNew("\(path).pub", files.public)
        } catch {
            try? context.fileSystem.remove(path)
            throw error
        }
        if context.wantsJSON {
            context.print(
                [
                    "name": .string(name), "key": .string(text), "file": .string(path),
                    "encrypted": .bool(secret != nil),
                ])
        } else {
            context.print(text)
            context.note("private key: \(visible(path))\(secret == nil ? " (not encrypted)" : "")")
            context.note(
                "public key:  \(visible(path)).pub — an admin adds it with: greenbadge staff add \(visible(name)) --role ROLE --key \(visible(path)).pub"
            )
        }
        return 0
    }
}
