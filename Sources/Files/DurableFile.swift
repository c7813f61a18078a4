import Glibc

/// How sure a written file must be.
package enum Durability: Hashable, Sendable {
    /// On the disk when the call returns.
    case synced
    /// Whole or absent as long as the machine runs; after a power cut perhaps empty. For what can be rebuilt.
    case rebuildable
}

/// Files that are whole or not there, whatever happens in between.
///
/// The happy path of `replace`, as system calls:
///
///     open(directory, O_RDONLY|O_DIRECTORY)          first, so that its sync cannot fail for want of a descriptor
///     open(directory/.name.PID-0.tmp, O_CREAT|O_EXCL) same file system, so rename is one step
///     fchmod(file, permissions)
///     pwrite(file, …) until all is written
///     fsync(file)                                     contents before name: the name must never show an empty file
///     rename(temporary, path)
///     fsync(directory)
///
/// `create` has `link(temporary, path)` and `unlink(temporary)` in place of `rename`: link never replaces.
/// When a step before the new name fails, the temporary file is removed and nothing has changed. When the last sync
/// fails the new file is in place but a power cut may bring back the old one: the error is thrown, either is whole.
/// A crash may leave a temporary file behind; it is never read, and `removeStale` takes it away.
package enum DurableFile {
    /// Puts `bytes` under `path`, replacing what is there.
    package static func replace(
        _ path: String, _ bytes: [UInt8], permissions: UInt32 = 0o644, durability: Durability = .synced,
        in fileSystem: some FileSystem
    ) throws(FileError) {
        try write(path, bytes, permissions, durability, fileSystem) { (temporary) throws(FileError) in
            try fileSystem.rename(temporary, to: path)
        }
    }

    /// Puts `bytes` under `path`; `EEXIST`, and nothing changed, when something is there.
    package static func create(
        _ path: String, _ bytes: [UInt8], permissions: UInt32 = 0o644, durability: Durability = .synced,
        in fileSystem: some FileSystem
    ) throws(FileError) {
        try write(path, bytes, permissions, durability, fileSystem) { (temporary) throws(FileError) in
            try fileSystem.link(temporary, to: path)
            // The file is in place; a temporary name that stays is litter, not a failure.
            try? fileSystem.remove(temporary)
        }
    }

    /// Removes what crashes left in a directory: files named `.NAME.PID-N.tmp`. Best effort; only for whoever knows
    /// that nobody else is writing there.
    package static func removeStale(in directory: String, _ fileSystem: some FileSystem) {
        guard let names = try? fileSystem.list(directory) else { return }
        for name in names where isTemporary(name) {
            try? fileSystem.remove(FilePath.join(directory, name))
        }
    }

    private static func isTemporary(_ name: String) -> Bool {
        guard name.hasPrefix("."), name.hasSuffix(".tmp") else { return false }
        let parts = name.dropFirst().dropLast(4).split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count >= 2,
            let numbers = parts.last?.split(
                separator: "-", omittingEmptySubsequences: false), numbers.count == 2
        else { return false }
        return numbers.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    }

    private static func write(
        _ path: String, _ bytes: [UInt8], _ permissions: UInt32, _ durability: Durability,
        _ fileSystem: some FileSystem, name: (String) throws(FileError) -> Void
    ) throws(FileError) {
        let directory = try fileSystem.open(FilePath.parent(of: path), .directory)
        let file = try temporaryFile(for: path, permissions, fileSystem)
        do {
            try fileSystem.write(bytes, to: file, at: 0)
            if durability == .synced { try fileSystem.sync(file, .all) }
            try name(file.path)
        } catch {
            try? fileSystem.remove(file.path)
            throw error
        }
        if durability == .synced { try fileSystem.sync(directory, .all) }
    }

    /// A new file beside `path`. The process number keeps writers apart, the count passes over what a crash left.
    private static func temporaryFile(
        for path: String, _ permissions: UInt32, _ fileSystem: some FileSystem
    ) throws(FileError) -> OpenFile {
        let directory = FilePath.parent(of: path)
        var attempt = 0
        while true {
            let name = ".\(FilePath.name(of: path)).\(getpid())-\(attempt).tmp"
            do {
                return try fileSystem.open(
                    FilePath.join(directory, name), .createNew(permissions: permissions))
            } catch {
                guard error.code == EEXIST, attempt < 1000 else { throw error }
                attempt += 1
            }
        }
    }
}
