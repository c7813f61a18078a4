package import Files
import Glibc
import Synchronization

/// A disk in memory that remembers what was synced, so that a test can kill the process or cut the power.
///
/// It is a harsh disk: a name is safe only after a sync of its directory, contents only after a sync of the file, and
/// a power cut may keep some sectors of an unsynced write and lose others. Paths are absolute.
package final class MemoryFileSystem: FileSystem {
    /// What a power cut does to what was not synced.
    package enum Loss: Hashable, Sendable {
        /// All of it is gone.
        case all
        /// Each sector, size and name by the toss of a coin; the number makes the tosses repeatable.
        case some(seed: UInt64)
    }

    private let disk: Mutex<MemoryDisk>

    /// An empty disk.
    package init() { disk = Mutex(MemoryDisk()) }

    /// Another disk with the same contents, where nobody has opened or locked anything.
    package init(copying other: MemoryFileSystem) {
        var copy = other.disk.withLock { $0 }
        copy.dropHandles()
        disk = Mutex(copy)
    }

    /// Another disk with the same contents, synced or not; nothing is open on it.
    package func copy() -> MemoryFileSystem {
        let other = MemoryFileSystem()
        let contents = disk.withLock { $0 }
        other.disk.withLock {
            $0 = contents
            $0.dropHandles()
        }
        return other
    }

    /// The process ends: its files are closed and its locks gone. The page cache stays.
    package func killProcess() {
        disk.withLock { $0.dropHandles() }
    }

    /// The machine stops and starts again.
    package func cutPower(_ loss: Loss) {
        disk.withLock {
            $0.dropHandles()
            $0.lose(loss)
        }
    }

    /// What a sync that failed does on Linux: the pages count as clean though the disk never got them.
    package func forgetDirtyPages(_ file: OpenFile) {
        disk.withLock { $0.forgetDirtyPages(file.number) }
    }

    /// Changes a byte behind everybody's back, on the disk too.
    package func corrupt(_ path: String, at offset: Int, _ change: (UInt8) -> UInt8 = { $0 ^ 1 }) {
        disk.withLock { $0.corrupt(path, at: offset, change) }
    }

    /// Opens a file or directory.
    package func open(_ path: String, _ mode: OpenMode) throws(FileError) -> OpenFile {
        let number = try run { (disk) throws(FileError) in try disk.open(path, mode) }
        return OpenFile(path: path, takingOwnership: number) { [weak self] number in
            self?.disk.withLock { $0.close(number) }
        }
    }

    /// What is at a path. There are no links to follow.
    package func status(of path: String, followingLinks: Bool) throws(FileError) -> FileStatus? {
        disk.withLock { disk in disk.find(path).map { disk.status($0) } }
    }

    /// What an open file is.
    package func status(of file: OpenFile) throws(FileError) -> FileStatus {
        try run { (disk) throws(FileError) in disk.status(try disk.node(file, .status)) }
    }

    /// Reads.
    package func read(_ file: OpenFile, at offset: UInt64?, count: Int) throws(FileError) -> [UInt8] {
        try run { (disk) throws(FileError) in try disk.read(file, at: offset, count: count) }
    }

    /// Writes.
    package func write(_ bytes: [UInt8], to file: OpenFile, at offset: UInt64) throws(FileError) {
        try run { (disk) throws(FileError) in try disk.write(bytes, file, at: Int(offset)) }
    }

    /// Cuts or extends.
    package func truncate(_ file: OpenFile, to size: UInt64) throws(FileError) {
        try run { (disk) throws(FileError) in try disk.truncate(file, to: Int(size)) }
    }

    /// Makes durable.
    package func sync(_ file: OpenFile, _ depth: SyncDepth) throws(FileError) {
        try run { (disk) throws(FileError) in try disk.sync(file) }
    }

    /// Locks.
    package func tryLock(_ file: OpenFile) throws(FileError) -> Bool {
        try run { (disk) throws(FileError) in try disk.tryLock(file) }
    }

    /// Renames.
    package func rename(_ path: String, to newPath: String) throws(FileError) {
        try run { (disk) throws(FileError) in
            let node = try disk.existing(path, .rename)
            try disk.setEntry(newPath, node, .rename)
            try disk.setEntry(path, nil, .rename)
        }
    }

    /// Links.
    package func link(_ path: String, to newPath: String) throws(FileError) {
        try run { (disk) throws(FileError) in
            let node = try disk.existing(path, .link)
            if disk.find(newPath) != nil { throw FileError(path: newPath, operation: .link, code: EEXIST) }
            try disk.setEntry(newPath, node, .link)
        }
    }

    /// Removes a file.
    package func remove(_ path: String) throws(FileError) {
        try run { (disk) throws(FileError) in
            _ = try disk.existing(path, .remove)
            try disk.setEntry(path, nil, .remove)
        }
    }

    /// Removes a directory; a test that leaves something in it is wrong.
    package func removeDirectory(_ path: String) throws(FileError) {
        if try !list(path).isEmpty { throw FileError(path: path, operation: .remove, code: ENOTEMPTY) }
        try remove(path)
    }

    /// Makes a directory.
    package func makeDirectory(_ path: String, permissions: UInt32) throws(FileError) {
        try run { (disk) throws(FileError) in
            if disk.find(path) != nil { throw FileError(path: path, operation: .makeDirectory, code: EEXIST) }
            try disk.setEntry(path, disk.newNode(.directory, permissions), .makeDirectory)
        }
    }

    /// Lists.
    package func list(_ directory: String) throws(FileError) -> [String] {
        try run { (disk) throws(FileError) in
            try disk.names(disk.existing(directory, .list)).sorted {
                $0.utf8.lexicographicallyPrecedes($1.utf8)
            }
        }
    }

    private func run<Value: Sendable>(
        _ body: (inout MemoryDisk) throws(FileError) -> Value
    ) throws(FileError) -> Value {
        let result: Result<Value, FileError> = disk.withLock { disk in
            do throws(FileError) {
                return .success(try body(&disk))
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }
}
