import BadgeVerifier
import CommandLineKit
import ConformanceKit
import CryptoCore
import Files

/// The keys that a kit is signed with: those of `--keys`, else the TEST keys of the nearest `keys/`.
struct KitKeyFiles {
    private static let mostBytes = 64 << 10
    let context: CommandContext

    init(_ context: CommandContext) { self.context = context }

    func keys() throws -> KitKeys {
        let directory = try directory()
        do {
            return try KitKeys { place in
                let path = FilePath.join(directory, place.rawValue)
                return try context.fileSystem.read(path, limit: Self.mostBytes)
            }
        } catch let error as KitError {
            throw CommandFailure.environment("\(visible(directory)): \(error)")
        }
    }

    private func directory() throws -> String {
        if let given = context.arguments.value("--keys") { return given }
        var directory = WorkingDirectory.path()
        while true {
            let keys = FilePath.join(directory, "keys")
            if isTestKeys(keys) { return keys }
            let parent = FilePath.parent(of: directory)
            guard parent != directory, directory != "." else { break }
            directory = parent
        }
        throw CommandFailure.environment(
            "there are no TEST keys in keys/, here or in a directory above: run this inside the repository, or name its keys with --keys DIR"
        )
    }

    /// A directory of that name with other keys in it is somebody's own, and is not taken without being named.
    private func isTestKeys(_ directory: String) -> Bool {
        let path = FilePath.join(directory, KitKeys.Place.root.rawValue)
        guard let pem = try? context.fileSystem.read(path, limit: Self.mostBytes),
            let key = try? PrivateKey(pem: pem, passphrase: nil)
        else { return false }
        return TestKeys.spkiDigests.contains(key.publicKey.spkiDigest)
    }
}
