import Authority
import CommandLineKit
import CryptoCore
import Encoding
import Files
import Registry
import RegistryStore
import Transparency

/// `init DIR`: a new registry with its keys, log and first publication.
enum Init {
    static let verb = Verb(
        "init", group: GreenBadgeProgram.Group.start, summary: "Make a new registry",
        discussion: """
            Makes transaction 0, signed by each admin; the root, kept outside the registry in the --root-key file \
            together with the trust key; the issuing CA, logged before the root signs it; and the first publication. \
            After a failure there is nothing.

            Lock the --root-key file away: it is needed again only to recover a lost log.
            """,
        arguments: [.required("DIR", "the new directory", completion: .directories)],
        options: [
            .value("--origin", "HOST/PATH", "the log's name, such as badges.example.org/log", required: true),
            .value("--base-url", "URL", "where public/ will be served, https://…", required: true),
            .value(
                "--root-key", "FILE", "the root's and the trust key's file; made if it is not there",
                completion: .files),
            CommandContext.rootPassphraseOption,
            .value("--name", "TEXT", "the authority's name for people (default: the origin's host)"),
            .value("--oid-arc", "ARC", "your OID arc; the default is for documentation and needs --test"),
            .value(
                "--algorithm", "NAME", "how certificates are signed", choices: ["p256", "ed25519"],
                default: "p256"),
            .flag("--test", "a test authority: its badges mean nothing, --now works"),
            .value(
                "--keys", "DIR", "take root, issuing, log, status and trust keys from DIR (tests)",
                completion: .directories),
            .flag("--no-passphrase", "leave the authority's keys unencrypted (test authorities only)"),
        ],
        rules: [.exactlyOne(["--root-key", "--keys"])],
        examples: [
            "greenbadge init registry --origin badges.example.org/log --base-url https://badges.example.org --as admin-1.pem --as admin-2.pem --root-key root.pem --oid-arc 1.3.6.1.4.1.99999.1"
        ]
    ) { arguments, context in
        let directory = try arguments.required("DIR")
        let plan = try plan(arguments, context)
        try checkPlace(directory, context)
        let secret = try keysPassphrase(arguments, context, isTest: plan.isTest)
        let rootSecret = try rootPassphrase(arguments, context)
        let keys = try InitKeys(arguments, context, algorithm: plan.algorithm, rootPassphrase: rootSecret)
        let ceremony = Ceremony(
            plan, keys: keys.daily, custody: keys.custody, fileSystem: context.fileSystem,
            random: context.random)
        if context.isDryRun {
            context.note("dry run: nothing was made")
            return 0
        }
        let clock = try context.time(allowingGiven: plan.isTest)
        // The root's file first: a registry whose root is lost would be worth nothing.
        try keys.saveNewCustody(context, passphrase: rootSecret)
        let store: RegistryStore
        do {
            store = try ceremony.hold(in: directory, passphrase: secret, clock: clock)
        } catch {
            keys.discardNewCustody(context)
            throw error
        }
        report(store, directory, keys, context)
        return 0
    }

    private static func plan(_ arguments: ParsedArguments, _ context: CommandContext) throws -> Ceremony.Plan
    {
        let paths = arguments.values("--as")
        guard !paths.isEmpty else {
            throw arguments.usageError(
                "name the first admins: --as KEY, once for each (two, so that nobody decides alone)")
        }
        let origin = arguments.value("--origin") ?? ""
        let host = String(origin.split(separator: "/", omittingEmptySubsequences: false).first ?? "")
        guard AccountURI.hostProblem(Array(host.utf8)[...]) == nil, !origin.utf8.contains(0x20),
            origin.last != "/"
        else {
            throw arguments.usageError(
                "--origin: \(quoted(origin)) is not HOST/PATH without a scheme, such as badges.example.org/log"
            )
        }
        let baseURL = arguments.value("--base-url") ?? ""
        if let problem = URLRules.problem(in: baseURL) {
            throw arguments.usageError("--base-url: \(problem)")
        }
        let arc = arguments.value("--oid-arc")
        let isTest = arguments.flag("--test")
        guard isTest || arc != nil else {
            throw arguments.usageError("a real authority gives its own --oid-arc; a test one says --test")
        }
        if let arc, ObjectIdentifier(arc) == nil {
            throw arguments.usageError("--oid-arc: \(quoted(arc)) is not an object identifier")
        }
        return Ceremony.Plan(
            name: arguments.value("--name") ?? host, isTest: isTest, arc: arc ?? InitDefaults.arc,
            origin: origin,
            baseURL: baseURL.last == "/" ? String(baseURL.dropLast()) : baseURL,
            algorithm: KeyAlgorithm(rawValue: arguments.value("--algorithm") ?? "p256") ?? .p256,
            admins: try paths.map { try context.signer($0) })
    }

    private static func checkPlace(_ directory: String, _ context: CommandContext) throws {
        guard try context.fileSystem.exists(directory) else { return }
        guard try context.fileSystem.isDirectory(directory), try context.fileSystem.list(directory).isEmpty
        else {
            throw CommandFailure.refused(
                "\(visible(directory)) exists and is not an empty directory; it was not touched")
        }
    }

    private static func keysPassphrase(
        _ arguments: ParsedArguments, _ context: CommandContext, isTest: Bool
    ) throws
        -> SecretBytes?
    {
        if arguments.flag("--no-passphrase") {
            guard isTest else {
                throw CommandFailure.refused(
                    "the keys of a real authority are encrypted; --no-passphrase goes with --test")
            }
            return nil
        }
        if let secret = try context.passphrase(fromFileOf: "--keys-passphrase-file") { return secret }
        // Test authorities with the public keys have nothing to hide.
        if isTest && arguments.value("--keys") != nil { return nil }
        return try context.askNewPassphrase(
            "New passphrase for the authority's keys: ", option: "--keys-passphrase-file")
    }

    /// Of the root's file. Who can use the daily keys shall not be able to use the root for that alone.
    private static func rootPassphrase(
        _ arguments: ParsedArguments, _ context: CommandContext
    ) throws -> SecretBytes? {
        guard let path = arguments.value("--root-key") else { return nil }
        if try context.fileSystem.exists(path) { return try context.rootPassphrase(forFile: path) }
        if let secret = try context.passphrase(fromFileOf: "--root-passphrase-file") { return secret }
        if arguments.flag("--no-passphrase") { return nil }
        if let secret = try context.passphrase(fromFileOf: "--keys-passphrase-file") {
            context.noteSharedPassphrase(path)
            return secret
        }
        return try context.askNewPassphrase(
            "New passphrase for \(visible(FilePath.name(of: path))) (root and trust key): ",
            option: "--root-passphrase-file")
    }

    private static func report(
        _ store: RegistryStore, _ directory: String, _ keys: InitKeys, _ context: CommandContext
    ) {
        let state = store.state
        if context.wantsJSON {
            context.print([
                "registry": .string(state.registryID), "directory": .string(directory),
                "name": .string(state.genesis?.name ?? ""), "test": .bool(state.genesis?.test ?? false),
                "singleOperator": .bool(state.isSingleOperator),
                "origin": .string(state.log?.opening.origin ?? ""),
                "logKey": .string(state.log?.opening.logKey ?? ""),
            ])
            return
        }
        context.print("registry \(state.registryID)")
        context.print("log      \(state.log?.opening.logKey ?? "")")
        context.note(
            "The registry is in \(visible(directory)); write its id down: it stands in every signature.")
        if let path = keys.newCustodyPath {
            context.note("The root key and the trust key are in \(visible(path)): lock that file away.")
        }
        if state.isSingleOperator {
            context.note(
                "With one admin it is a single-operator registry, and every audit and verdict says so.")
        }
        let test = state.genesis?.test == true ? "TEST " : ""
        context.note(
            "Next, as an admin of this \(test)authority: greenbadge staff add NAME --role reviewer --key NAME.pem.pub"
        )
    }
}

/// What `init` takes where nothing is said.
enum InitDefaults {
    /// Under the documentation arc (RFC 5612): marks a test authority.
    static let arc = "1.3.6.1.4.1.32473.1"
}
