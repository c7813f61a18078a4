import BadgeVerifier
import CommandLineKit
import Files

/// The file of `verify --state`: the highest snapshot sequences seen, which never go down.
///
/// Several processes may share it. A writer takes the lock on `FILE.lock`, reads the file again, merges and replaces it
/// durably, so that nobody lowers what another has raised. Who only reads takes no lock: the file is always whole.
struct HighWaterFile {
    /// Some thousand lines, one a log and status key.
    private static let maximumBytes = 1 << 20

    /// As it was given, symbolic links resolved: a link is not to be replaced by the file, and all names of one file have
    /// to meet at one lock.
    private let path: String
    private let fileSystem: any FileSystem

    init(_ path: String, in fileSystem: any FileSystem) throws {
        let isLink = try fileSystem.status(of: path, followingLinks: false)?.kind == .symbolicLink
        self.path = isLink ? absolutePath(of: path) : path
        self.fileSystem = fileSystem
    }

    /// What the file says; `none` where there is no file yet. A damaged one is exit 5, never a first run: else whoever
    /// can damage it could play back old snapshots.
    func read() throws -> HighWaterMark {
        guard try fileSystem.exists(path) else { return .none }
        let bytes = try fileSystem.read(path, limit: Self.maximumBytes)
        guard let text = String(validating: bytes, as: UTF8.self), let mark = HighWaterMark(text) else {
            throw CommandFailure.environment(
                "\(visible(path)) is damaged or no state file of verify. Put back a copy; or remove it to start anew, and old snapshots are accepted once more"
            )
        }
        return mark
    }

    /// Raises the file to what was seen; where that is nothing new, it is not touched and needs no permission to write.
    func raise(to seen: HighWaterMark, waitSeconds: Int) throws {
        guard try isNews(seen) else { return }
        let lockPath = "\(path).lock"
        guard let lock = try FileLock.acquire(lockPath, waitSeconds: waitSeconds, in: fileSystem) else {
            throw CommandFailure.environment(
                "\(visible(lockPath)) is held by \(FileLock.holder(of: lockPath, in: fileSystem) ?? "another process"): wait for it, or give --wait SECONDS"
            )
        }
        defer { lock.releaseClean() }
        let merged = try read().merged(with: seen)
        try DurableFile.replace(path, Array(merged.text.utf8), permissions: 0o644, in: fileSystem)
    }

    private func isNews(_ seen: HighWaterMark) throws -> Bool {
        guard try fileSystem.exists(path) else { return true }
        let known = try read()
        return known.merged(with: seen) != known
    }
}
