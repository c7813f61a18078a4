import CommandLineKit
import CryptoCore
import Encoding
import Files
import Registry
import RegistryStore
import Transparency

/// `request new FORM`: the business's key, its certification request and the signed form, in one `.request` file.
enum RequestNew {
    static let verb = Verb(
        "request new", group: GreenBadgeProgram.Group.applicant,
        summary: "Turn a form into a signed request for a badge",
        discussion: """
            Checks the form, makes the business's key on this machine and writes a .request file that is signed with \
            it. Only that file goes to the authority; the key stays here. The badge will certify this key, and \
            answers and withdrawals are signed with it.
            """,
        arguments: [.required("FORM", "the filled-in form; - for standard input", completion: .files)],
        options: [
            .value(
                "--new-key", "FILE", "where to write the new key (default: FORM with .key.pem)",
                completion: .files),
            .value("--key", "FILE", "take this key instead of a new one", completion: .files),
            .value(
                "--algorithm", "NAME", "of the new key", choices: KeyAlgorithm.allCases.map(\.rawValue),
                default: KeyAlgorithm.p256.rawValue),
            .value("--out", "FILE", "where to write it (default: FORM with .request)", completion: .files),
            .flag("--no-passphrase", "leave the new key unencrypted, for machines and tests"),
        ],
        rules: [.atMostOne(["--new-key", "--key"]), .atMostOne(["--key", "--no-passphrase"])],
        examples: [
            "greenbadge request new airline.json",
            "greenbadge request new airline.json --new-key /safe/airline.pem --algorithm p384",
        ]
    ) { arguments, context in
        let path = try arguments.required("FORM")
        let form = try context.form(path)
        let out = arguments.value("--out") ?? "\(CommandContext.stem(of: path)).request"
        try context.mustNotExist(out, otherwise: "Choose another with --out.")
        let key = try BusinessKey(path, out: out, context)
        let request = try context.signedFile(path) { try ApplicantRequest(signing: form, with: key.key) }
        if context.isDryRun {
            context.note("dry run: nothing was written")
        } else {
            try key.save(context)
            do {
                try context.writeNew(out, request.note.bytes)
            } catch {
                key.discard(context)
                throw error
            }
        }
        report(form, key, out, context)
        return 0
    }

    private static func report(
        _ form: ApplicationContent, _ key: BusinessKey, _ out: String, _ context: CommandContext
    ) {
        if context.wantsJSON {
            context.print([
                "request": .string(out), "displayName": .string(form.displayName),
                "key": .string(key.path), "newKey": .bool(key.isNew),
                "algorithm": .string(key.key.publicKey.algorithm.rawValue),
                "keyHash": .string(key.key.publicKey.spkiDigest.hex),
            ])
            return
        }
        guard !context.isDryRun else { return context.print("\(visible(out)): would be written") }
        context.print(visible(out))
        if key.isNew {
            let plain = key.isEncrypted ? "" : " (not encrypted)"
            context.note("private key: \(visible(key.path))\(plain). Keep it: the badge will certify it.")
        }
        context.note(
            "Next: send \(visible(out)) to the authority, which takes it in with: greenbadge apply \(visible(out))"
        )
    }
}

/// The key that a request is signed with: a new one, written only once the request is made, or one that is there.
private struct BusinessKey {
    let path: String
    let key: PrivateKey
    let isNew: Bool
    /// The new key's file; nil for one that is there.
    private let pem: [UInt8]?
    let isEncrypted: Bool

    init(_ form: String, out: String, _ context: CommandContext) throws {
        let arguments = context.arguments
        if let existing = arguments.value("--key") {
            guard arguments.source(of: "--algorithm") == .defaultValue else {
                throw arguments.usageError("--algorithm is of a new key; --key names one that is there")
            }
            (path, isNew, pem, isEncrypted) = (existing, false, nil, true)
            key = try context.privateKey(existing)
            return
        }
        path = arguments.value("--new-key") ?? "\(CommandContext.stem(of: form)).key.pem"
        guard !sameBytes(path, out) else {
            throw arguments.usageError("key and request cannot be one file")
        }
        try context.mustNotExist(path, otherwise: "To use the key in it: --key \(visible(path)).")
        isNew = true
        key = try .generate(arguments.value("--algorithm").flatMap(KeyAlgorithm.init(rawValue:)) ?? .p256)
        var secret: SecretBytes?
        if !arguments.flag("--no-passphrase"), !context.isDryRun {
            secret =
                try context.passphrase(fromFileOf: "--passphrase-file")
                ?? context.askNewPassphrase(
                    "New passphrase for \(visible(path)): ", option: "--passphrase-file")
        }
        isEncrypted = !arguments.flag("--no-passphrase")
        pem = context.isDryRun ? nil : try key.pem(passphrase: secret)
    }

    func save(_ context: CommandContext) throws {
        if let pem { try context.writeNew(path, pem, permissions: 0o600) }
    }

    /// A failed command leaves no key behind.
    func discard(_ context: CommandContext) {
        if pem != nil { try? context.fileSystem.remove(path) }
    }
}
