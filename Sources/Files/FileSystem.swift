/// How `FileSystem.open` opens a path. Every descriptor is closed in child processes.
package enum OpenMode: Hashable, Sendable {
    /// An existing file, to be read.
    case read
    /// An existing file, to be read and written.
    case readWrite
    /// A new file with exactly these permissions whatever the umask; `EEXIST` when the name is taken, a link included.
    case createNew(permissions: UInt32)
    /// An existing file, or a new one with these permissions; for lock files.
    case readWriteOrCreate(permissions: UInt32)
    /// An existing directory, to be synced.
    case directory
}

/// What has to be on the disk when `FileSystem.sync` returns.
package enum SyncDepth: Hashable, Sendable {
    /// Contents, and the size when it changed (`fdatasync`).
    case contents
    /// Contents and all attributes (`fsync`); for a directory its names.
    case all
}

/// What kind of thing a path names.
package enum FileKind: Hashable, Sendable {
    case file, directory, symbolicLink, other
}

/// What `stat` says about a file.
package struct FileStatus: Hashable, Sendable {
    /// File, directory, link or something else (pipe, device, socket).
    package let kind: FileKind
    /// Size in bytes.
    package let size: UInt64
    /// The permission bits, 0o000...0o7777.
    package let permissions: UInt32
    /// Device and inode: equal for two paths of the same file.
    package let identity: [UInt64]

    /// All facts at once.
    package init(kind: FileKind, size: UInt64, permissions: UInt32, identity: [UInt64]) {
        self.kind = kind
        self.size = size
        self.permissions = permissions
        self.identity = identity
    }
}

/// An open file. It is closed, and its lock let go, when the last reference is gone.
package final class OpenFile: Sendable {
    /// The path under which it was opened, for messages.
    package let path: String
    /// The number by which its file system knows it (for `PosixFileSystem` the descriptor).
    package let number: Int32
    private let close: @Sendable (Int32) -> Void

    /// Takes over `number`; `close` is called once with it at the end.
    package init(path: String, takingOwnership number: Int32, close: @escaping @Sendable (Int32) -> Void) {
        self.path = path
        self.number = number
        self.close = close
    }

    deinit { close(number) }
}

/// The few file operations that the project needs, so that tests can put a failing or forgetting disk in their place.
///
/// Implementations loop on short reads and writes and on `EINTR`: a call is done or throws. After a throwing `write`
/// a part may have been written. After a throwing `sync` nothing may be assumed of what was written since the last
/// good one: the page cache can show bytes that never reached the disk.
package protocol FileSystem: Sendable {
    /// Opens `path`.
    func open(_ path: String, _ mode: OpenMode) throws(FileError) -> OpenFile

    /// What is at `path`; nil when there is nothing.
    func status(of path: String, followingLinks: Bool) throws(FileError) -> FileStatus?

    /// What an open file is.
    func status(of file: OpenFile) throws(FileError) -> FileStatus

    /// Up to `count` bytes from `offset`, fewer only at the end; `offset` nil reads on sequentially (pipes have no offset).
    func read(_ file: OpenFile, at offset: UInt64?, count: Int) throws(FileError) -> [UInt8]

    /// Writes all of `bytes` at `offset`.
    func write(_ bytes: [UInt8], to file: OpenFile, at offset: UInt64) throws(FileError)

    /// Cuts or extends (with zeros) an open file.
    func truncate(_ file: OpenFile, to size: UInt64) throws(FileError)

    /// Returns when the disk has the file, or the names of a directory.
    func sync(_ file: OpenFile, _ depth: SyncDepth) throws(FileError)

    /// Takes the exclusive advisory lock of an open file; false when somebody else has it.
    func tryLock(_ file: OpenFile) throws(FileError) -> Bool

    /// Gives a file another name, replacing what has it, in one step.
    func rename(_ path: String, to newPath: String) throws(FileError)

    /// Gives a file a further name; `EEXIST` when that is taken.
    func link(_ path: String, to newPath: String) throws(FileError)

    /// Removes a name that is not a directory.
    func remove(_ path: String) throws(FileError)

    /// Removes an empty directory.
    func removeDirectory(_ path: String) throws(FileError)

    /// Makes a directory with exactly these permissions; `EEXIST` when the name is taken.
    func makeDirectory(_ path: String, permissions: UInt32) throws(FileError)

    /// The names in a directory without `.` and `..`, in byte order.
    func list(_ directory: String) throws(FileError) -> [String]

    /// Shows each name in a directory without `.` and `..`, in no order and without keeping them, and what kind of
    /// thing it names where the directory tells (`d_type`); for directories with very many names.
    func forEachName(
        in directory: String, _ body: (UnsafeBufferPointer<UInt8>, FileKind?) -> Void
    ) throws(FileError)
}
