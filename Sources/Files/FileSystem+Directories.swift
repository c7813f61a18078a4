import Glibc

extension FileSystem {
    /// Brings the names in a directory to the disk; a new file is safe only after this.
    package func syncDirectory(_ path: String) throws(FileError) {
        try sync(open(path, .directory), .all)
    }

    /// Makes a directory and those above it that are missing, each durable. An existing directory is left as it is.
    package func makeDirectories(_ path: String, permissions: UInt32) throws(FileError) {
        if try isDirectory(path) { return }
        let parent = FilePath.parent(of: path)
        if parent != path { try makeDirectories(parent, permissions: permissions) }
        do {
            try makeDirectory(path, permissions: permissions)
        } catch {
            // Somebody else may have made it in the meantime.
            if error.code == EEXIST, try isDirectory(path) { return }
            throw error
        }
        try syncDirectory(parent)
    }

    /// Writes a new file and syncs it; `EEXIST` when the name is taken. A half-written file is removed again.
    ///
    /// The name itself is durable only after `syncDirectory` on its directory, so that many files share that sync.
    package func writeNew(_ path: String, _ bytes: [UInt8], permissions: UInt32) throws(FileError) {
        let file = try open(path, .createNew(permissions: permissions))
        do {
            try write(bytes, to: file, at: 0)
            try sync(file, .all)
        } catch {
            try? remove(path)
            throw error
        }
    }

    /// Removes `path` and, when it is a directory, all below it. Links are removed, not followed.
    package func removeTree(_ path: String) throws(FileError) {
        guard let status = try status(of: path, followingLinks: false) else { return }
        guard status.kind == .directory else { return try remove(path) }
        for name in try list(path) { try removeTree(FilePath.join(path, name)) }
        try removeDirectory(path)
    }
}

extension FileSystem {
    /// By `list`, for file systems that keep all names anyway.
    package func forEachName(
        in directory: String, _ body: (UnsafeBufferPointer<UInt8>, FileKind?) -> Void
    ) throws(FileError) {
        for name in try list(directory) { Array(name.utf8).withUnsafeBufferPointer { body($0, nil) } }
    }
}
