package import Files
import Glibc
import Synchronization

/// Passes calls on to another file system until the n-th one that changes something, which goes wrong.
///
/// A test runs the same scenario for n = 0, 1, 2, … until `didFire` stays false: then every step has failed once.
package final class FaultyFileSystem: FileSystem {
    /// What goes wrong. Calls are counted from 0; only those that change or sync something count.
    package enum Fault: Hashable, Sendable {
        case none
        /// That call fails with an errno value, half done if it is a write; later ones succeed.
        case failOnce(call: Int, code: Int32)
        /// That call and every later one that needs room fail; removing, cutting and reading go on. A full disk.
        case failFrom(call: Int, code: Int32)
        /// The process dies in that call: nothing works any more. `partly`: half of a write is still done.
        case stop(call: Int, partly: Bool)
    }

    private struct State {
        var calls: [String] = []
        var fired = false
        var stopped = false
    }

    private enum Outcome { case pass, half(Int32), fail(Int32) }

    private let inner: any FileSystem
    private let fault: Fault
    private let state = Mutex(State())

    /// Wraps `inner`.
    package init(_ inner: any FileSystem, _ fault: Fault = .none) {
        self.inner = inner
        self.fault = fault
    }

    /// Whether the fault has happened.
    package var didFire: Bool { state.withLock { $0.fired } }

    /// The counted calls so far: operation and last path component, "write head".
    package var calls: [String] { state.withLock { $0.calls } }

    /// Opens; creating counts.
    package func open(_ path: String, _ mode: OpenMode) throws(FileError) -> OpenFile {
        switch mode {
        case .createNew: try change(.create, path, needsRoom: true)
        case .readWriteOrCreate where try inner.status(of: path, followingLinks: true) == nil:
            try change(.create, path, needsRoom: true)
        default: try look(.open, path)
        }
        return try inner.open(path, mode)
    }

    /// Looks.
    package func status(of path: String, followingLinks: Bool) throws(FileError) -> FileStatus? {
        try look(.status, path)
        return try inner.status(of: path, followingLinks: followingLinks)
    }

    /// Looks.
    package func status(of file: OpenFile) throws(FileError) -> FileStatus {
        try look(.status, file.path)
        return try inner.status(of: file)
    }

    /// Reads.
    package func read(_ file: OpenFile, at offset: UInt64?, count: Int) throws(FileError) -> [UInt8] {
        try look(.read, file.path)
        return try inner.read(file, at: offset, count: count)
    }

    /// Writes; counts.
    package func write(_ bytes: [UInt8], to file: OpenFile, at offset: UInt64) throws(FileError) {
        switch outcome(.write, file.path, needsRoom: true) {
        case .pass: try inner.write(bytes, to: file, at: offset)
        case .fail(let code): throw FileError(path: file.path, operation: .write, code: code)
        case .half(let code):
            try inner.write(Array(bytes.prefix(bytes.count / 2)), to: file, at: offset)
            throw FileError(path: file.path, operation: .write, code: code)
        }
    }

    /// Cuts; counts.
    package func truncate(_ file: OpenFile, to size: UInt64) throws(FileError) {
        try change(.truncate, file.path, needsRoom: false)
        try inner.truncate(file, to: size)
    }

    /// Syncs; counts. A failed one leaves its pages clean and unwritten, as Linux does.
    package func sync(_ file: OpenFile, _ depth: SyncDepth) throws(FileError) {
        do {
            try change(.sync, file.path, needsRoom: true)
        } catch {
            (inner as? MemoryFileSystem)?.forgetDirtyPages(file)
            throw error
        }
        try inner.sync(file, depth)
    }

    /// Locks.
    package func tryLock(_ file: OpenFile) throws(FileError) -> Bool {
        try look(.lock, file.path)
        return try inner.tryLock(file)
    }

    /// Renames; counts.
    package func rename(_ path: String, to newPath: String) throws(FileError) {
        try change(.rename, newPath, needsRoom: true)
        try inner.rename(path, to: newPath)
    }

    /// Links; counts.
    package func link(_ path: String, to newPath: String) throws(FileError) {
        try change(.link, newPath, needsRoom: true)
        try inner.link(path, to: newPath)
    }

    /// Removes; counts.
    package func remove(_ path: String) throws(FileError) {
        try change(.remove, path, needsRoom: false)
        try inner.remove(path)
    }

    /// Removes; counts.
    package func removeDirectory(_ path: String) throws(FileError) {
        try change(.remove, path, needsRoom: false)
        try inner.removeDirectory(path)
    }

    /// Makes a directory; counts.
    package func makeDirectory(_ path: String, permissions: UInt32) throws(FileError) {
        try change(.makeDirectory, path, needsRoom: true)
        try inner.makeDirectory(path, permissions: permissions)
    }

    /// Lists.
    package func list(_ directory: String) throws(FileError) -> [String] {
        try look(.list, directory)
        return try inner.list(directory)
    }

    private func look(_ operation: FileOperation, _ path: String) throws(FileError) {
        if state.withLock({ $0.stopped }) { throw FileError(path: path, operation: operation, code: EIO) }
    }

    private func change(_ operation: FileOperation, _ path: String, needsRoom: Bool) throws(FileError) {
        switch outcome(operation, path, needsRoom: needsRoom) {
        case .pass: return
        case .half(let code), .fail(let code): throw FileError(path: path, operation: operation, code: code)
        }
    }

    private func outcome(_ operation: FileOperation, _ path: String, needsRoom: Bool) -> Outcome {
        state.withLock { state in
            if state.stopped { return .fail(EIO) }
            let call = state.calls.count
            state.calls.append("\(operation.rawValue) \(FilePath.name(of: path))")
            switch fault {
            case .failOnce(call, let code):
                state.fired = true
                return .half(code)
            case .failFrom(let first, let code) where call >= first && needsRoom:
                state.fired = true
                return call == first ? .half(code) : .fail(code)
            case .stop(call, let partly):
                state.fired = true
                state.stopped = true
                return partly ? .half(EIO) : .fail(EIO)
            default: return .pass
            }
        }
    }
}
