import Glibc

extension FileSystem {
    /// Whether anything is at `path` (a link to nothing counts as nothing).
    package func exists(_ path: String) throws(FileError) -> Bool {
        try status(of: path, followingLinks: true) != nil
    }

    /// Whether a directory, or a link to one, is at `path`.
    package func isDirectory(_ path: String) throws(FileError) -> Bool {
        try status(of: path, followingLinks: true)?.kind == .directory
    }

    /// The size in bytes of the file at `path`; `ENOENT` when there is none.
    package func size(of path: String) throws(FileError) -> UInt64 {
        guard let status = try status(of: path, followingLinks: true) else {
            throw FileError(path: path, operation: .status, code: ENOENT)
        }
        return status.size
    }

    /// The whole file or pipe at `path`.
    /// - Parameter limit: bytes that the caller is ready to hold, below `Int.max`; a larger file is refused (`EFBIG`) before more is read.
    package func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
        try readAll(open(path, .read), limit: limit)
    }

    /// The same for a file that holds a secret: refused (`EACCES`) when its group or the world may read or write it.
    ///
    /// The check is on the open file, so that no other can be put in its place in between.
    package func readSecret(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
        let file = try open(path, .read)
        let status = try status(of: file)
        if status.kind == .file, status.permissions & 0o077 != 0 {
            let mode = String(status.permissions, radix: 8)
            throw FileError(
                path: path, operation: .read, code: EACCES,
                detail: "others may read or change this secret (mode \(mode)); run: chmod 600 \(path)")
        }
        return try readAll(file, limit: limit)
    }

    /// What is left of an open file, at most `limit` bytes.
    private func readAll(_ file: OpenFile, limit: Int) throws(FileError) -> [UInt8] {
        let status = try status(of: file)
        if status.kind == .directory { throw FileError(path: file.path, operation: .read, code: EISDIR) }
        if status.kind == .file, status.size > UInt64(limit) { throw tooLarge(file, limit) }
        var bytes: [UInt8] = []
        // A regular file comes in one read; a pipe, or a file that grows meanwhile, in several.
        var chunk = status.kind == .file ? Int(status.size) + 1 : 65_536
        while true {
            let wanted = min(chunk, limit - bytes.count + 1)
            let part = try read(file, at: nil, count: wanted)
            if bytes.isEmpty { bytes = part } else { bytes += part }
            if bytes.count > limit { throw tooLarge(file, limit) }
            if part.count < wanted { return bytes }
            chunk = 65_536
        }
    }

    private func tooLarge(_ file: OpenFile, _ limit: Int) -> FileError {
        FileError(
            path: file.path, operation: .read, code: EFBIG,
            detail: "it is larger than the limit of \(limit) bytes")
    }
}
