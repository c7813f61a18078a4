import Authority
import CommandLineKit
import CryptoCore
import Files

/// The keys that `init` works with: made new, read from the root's file, or all taken from a directory of test keys.
struct InitKeys {
    let daily: AuthorityKeys
    let custody: CustodyKeys
    /// Where the root's file is to be written; nil where it was there.
    let newCustodyPath: String?

    init(
        _ arguments: ParsedArguments, _ context: CommandContext, algorithm: KeyAlgorithm,
        rootPassphrase: SecretBytes?
    ) throws {
        if let directory = arguments.value("--keys") {
            func key(_ name: String) throws -> PrivateKey {
                try context.privateKey(FilePath.join(directory, name))
            }
            let place = algorithm.rawValue
            daily = AuthorityKeys(
                issuing: try key("\(place)/issuing.pem"), log: try key("log.pem"),
                status: try key("status.pem"))
            custody = CustodyKeys(root: try key("\(place)/root.pem"), trust: try key("trust.pem"))
            newCustodyPath = nil
            return
        }
        let path = arguments.value("--root-key") ?? ""
        daily = try .generate(algorithm)
        if try context.fileSystem.exists(path) {
            custody = try CustodyKeys.load(path, passphrase: rootPassphrase, in: context.fileSystem)
            newCustodyPath = nil
        } else {
            custody = CustodyKeys(root: try .generate(algorithm), trust: try .generate(.ed25519))
            newCustodyPath = path
        }
    }

    func saveNewCustody(_ context: CommandContext, passphrase: SecretBytes?) throws {
        guard let path = newCustodyPath else { return }
        try context.writeNew(path, try custody.file(passphrase: passphrase), permissions: 0o600)
    }

    /// A failed `init` leaves no trace.
    func discardNewCustody(_ context: CommandContext) {
        if let path = newCustodyPath { try? context.fileSystem.remove(path) }
    }
}
