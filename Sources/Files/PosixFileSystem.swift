import Glibc

/// The file system of this machine through POSIX calls.
package struct PosixFileSystem: FileSystem {
    /// There is only one.
    package init() {}

    /// open(2), always with `O_CLOEXEC`.
    package func open(_ path: String, _ mode: OpenMode) throws(FileError) -> OpenFile {
        let operation: FileOperation
        if case .createNew = mode { operation = .create } else { operation = .open }
        let descriptor = try check(path, operation) { Glibc.open(path, mode.flags, mode.permissions) }
        let file = OpenFile(path: path, takingOwnership: descriptor) { _ = Glibc.close($0) }
        if case .createNew(let permissions) = mode {
            // The umask has taken bits away; callers mean what they say.
            _ = try check(path, .create) { fchmod(descriptor, permissions) }
        }
        return file
    }

    /// stat(2) or lstat(2).
    package func status(of path: String, followingLinks: Bool) throws(FileError) -> FileStatus? {
        var facts = stat()
        let result = followingLinks ? stat(path, &facts) : lstat(path, &facts)
        if result == 0 { return FileStatus(facts) }
        let code = errno
        if code == ENOENT || code == ENOTDIR { return nil }
        throw FileError(path: path, operation: .status, code: code)
    }

    /// fstat(2).
    package func status(of file: OpenFile) throws(FileError) -> FileStatus {
        var facts = stat()
        guard fstat(file.number, &facts) == 0 else {
            throw FileError(path: file.path, operation: .status, code: errno)
        }
        return FileStatus(facts)
    }

    /// pread(2), or read(2) without offset, until `count` bytes or the end.
    package func read(_ file: OpenFile, at offset: UInt64?, count: Int) throws(FileError) -> [UInt8] {
        var code: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, done in
            while done < count {
                let rest = UnsafeMutableRawBufferPointer(
                    rebasing: UnsafeMutableRawBufferPointer(buffer)[done...])
                let got =
                    offset.map { pread(file.number, rest.baseAddress, rest.count, Int($0) + done) }
                    ?? Glibc.read(file.number, rest.baseAddress, rest.count)
                if got > 0 {
                    done += got
                } else if got == 0 {
                    return
                } else if errno != EINTR {
                    code = errno
                    return
                }
            }
        }
        if code != 0 { throw FileError(path: file.path, operation: .read, code: code) }
        return bytes
    }

    /// pwrite(2) until all is written.
    package func write(_ bytes: [UInt8], to file: OpenFile, at offset: UInt64) throws(FileError) {
        var code: Int32 = 0
        bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let rest = UnsafeRawBufferPointer(rebasing: buffer[done...])
                let put = pwrite(file.number, rest.baseAddress, rest.count, Int(offset) + done)
                if put > 0 {
                    done += put
                } else if put == 0 || errno != EINTR {
                    // A write of nothing would loop for ever; it is what a full disk may look like.
                    code = put == 0 ? ENOSPC : errno
                    return
                }
            }
        }
        if code != 0 { throw FileError(path: file.path, operation: .write, code: code) }
    }

    /// ftruncate(2).
    package func truncate(_ file: OpenFile, to size: UInt64) throws(FileError) {
        _ = try check(file.path, .truncate) { ftruncate(file.number, Int(size)) }
    }

    /// fdatasync(2) or fsync(2).
    package func sync(_ file: OpenFile, _ depth: SyncDepth) throws(FileError) {
        _ = try check(file.path, .sync) { depth == .all ? fsync(file.number) : fdatasync(file.number) }
    }

    /// flock(2), not fcntl: with fcntl any close of the file by this process would drop the lock.
    package func tryLock(_ file: OpenFile) throws(FileError) -> Bool {
        do {
            _ = try check(file.path, .lock) { flock(file.number, LOCK_EX | LOCK_NB) }
            return true
        } catch {
            if error.code == EWOULDBLOCK { return false }
            throw error
        }
    }

    /// rename(2).
    package func rename(_ path: String, to newPath: String) throws(FileError) {
        _ = try check(path, .rename) { Glibc.rename(path, newPath) }
    }

    /// link(2).
    package func link(_ path: String, to newPath: String) throws(FileError) {
        _ = try check(newPath, .link) { Glibc.link(path, newPath) }
    }

    /// unlink(2).
    package func remove(_ path: String) throws(FileError) {
        _ = try check(path, .remove) { unlink(path) }
    }

    /// rmdir(2).
    package func removeDirectory(_ path: String) throws(FileError) {
        _ = try check(path, .remove) { rmdir(path) }
    }

    /// mkdir(2) and chmod(2).
    package func makeDirectory(_ path: String, permissions: UInt32) throws(FileError) {
        _ = try check(path, .makeDirectory) { mkdir(path, permissions) }
        _ = try check(path, .makeDirectory) { chmod(path, permissions) }
    }

    /// readdir(3), sorted.
    package func list(_ directory: String) throws(FileError) -> [String] {
        var names: [String] = []
        try forEachName(in: directory) { name, _ in names.append(String(decoding: name, as: UTF8.self)) }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// readdir(3).
    package func forEachName(
        in directory: String, _ body: (UnsafeBufferPointer<UInt8>, FileKind?) -> Void
    ) throws(FileError) {
        guard let stream = opendir(directory) else {
            throw FileError(path: directory, operation: .list, code: errno)
        }
        defer { closedir(stream) }
        while true {
            errno = 0
            guard let entry = readdir(stream) else { break }
            let kind = FileKind(directoryType: entry.pointee.d_type)
            withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                bytes.withMemoryRebound(to: UInt8.self) { bytes in
                    let name = UnsafeBufferPointer(rebasing: bytes.prefix { $0 != 0 })
                    let isDots = name.count <= 2 && name.allSatisfy { $0 == UInt8(ascii: ".") }
                    if !isDots { body(name, kind) }
                }
            }
        }
        if errno != 0 { throw FileError(path: directory, operation: .list, code: errno) }
    }

    /// Runs a call that answers -1 on failure, again after `EINTR`.
    private func check(
        _ path: String, _ operation: FileOperation, _ call: () -> Int32
    ) throws(FileError) -> Int32 {
        while true {
            let result = call()
            if result != -1 { return result }
            let code = errno
            if code != EINTR { throw FileError(path: path, operation: operation, code: code) }
        }
    }
}

extension OpenMode {
    fileprivate var flags: Int32 {
        switch self {
        case .read: O_RDONLY | O_CLOEXEC
        case .readWrite: O_RDWR | O_CLOEXEC
        case .createNew: O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC
        case .readWriteOrCreate: O_RDWR | O_CREAT | O_CLOEXEC
        case .directory: O_RDONLY | O_DIRECTORY | O_CLOEXEC
        }
    }

    fileprivate var permissions: UInt32 {
        switch self {
        case .createNew(let permissions), .readWriteOrCreate(let permissions): permissions
        case .read, .readWrite, .directory: 0
        }
    }
}

extension FileKind {
    /// Nil where the file system does not say (DT_UNKNOWN).
    fileprivate init?(directoryType: UInt8) {
        switch Int(directoryType) {
        case DT_UNKNOWN: return nil
        case DT_REG: self = .file
        case DT_DIR: self = .directory
        case DT_LNK: self = .symbolicLink
        default: self = .other
        }
    }
}

extension FileStatus {
    fileprivate init(_ facts: stat) {
        let kind: FileKind =
            switch facts.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .directory
            case S_IFLNK: .symbolicLink
            default: .other
            }
        self.init(
            kind: kind, size: UInt64(clamping: facts.st_size), permissions: facts.st_mode & 0o7777,
            identity: [UInt64(facts.st_dev), UInt64(facts.st_ino)])
    }
}
