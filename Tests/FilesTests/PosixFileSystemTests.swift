import Files
import Glibc
import TestSupport
import Testing

@Suite("The file system of this machine")
struct PosixFileSystemTests {
    private let files = PosixFileSystem()

    @Test("writes, replaces, reads, lists and removes")
    func roundTrip() throws {
        let directory = try TemporaryDirectory()
        let deep = directory.file("b/c")
        try files.makeDirectories(deep, permissions: 0o700)
        let path = FilePath.join(deep, "file")
        try DurableFile.create(path, [1, 2, 3], permissions: 0o640, in: files)
        try DurableFile.replace(path, [4, 5], permissions: 0o604, in: files)
        #expect(try files.read(path, limit: 2) == [4, 5])
        let status = try #require(try files.status(of: path, followingLinks: true))
        #expect(status.kind == .file && status.size == 2 && status.permissions == 0o604)
        #expect(try files.status(of: deep, followingLinks: true)?.permissions == 0o700)
        #expect(try files.list(deep) == ["file"])
        #expect(try files.isDirectory(deep))
        #expect(try files.exists(path))
        #expect(try !files.isDirectory(path))
        try files.removeTree(directory.file("b"))
        #expect(try files.list(directory.path).isEmpty)
    }

    @Test("removes a link to a directory, not the directory")
    func links() throws {
        let directory = try TemporaryDirectory()
        try files.makeDirectories(directory.file("kept"), permissions: 0o700)
        try files.writeNew(directory.file("kept/file"), [1], permissions: 0o600)
        try files.makeDirectories(directory.file("gone"), permissions: 0o700)
        #expect(symlink(directory.file("kept"), directory.file("gone/link")) == 0)
        try files.removeTree(directory.file("gone"))
        #expect(try files.read(directory.file("kept/file"), limit: 1) == [1])
    }

    @Test("reads no more than the limit and says it")
    func limit() throws {
        let directory = try TemporaryDirectory()
        try files.writeNew(directory.file("big"), [UInt8](repeating: 1, count: 11), permissions: 0o600)
        #expect(try files.read(directory.file("big"), limit: 11).count == 11)
        let error = #expect(throws: FileError.self) { try files.read(directory.file("big"), limit: 10) }
        #expect(error?.code == EFBIG)
        #expect(error?.description.hasSuffix("big: it is larger than the limit of 10 bytes") == true)
        let endless = #expect(throws: FileError.self) { try files.read("/dev/zero", limit: 100_000) }
        #expect(endless?.code == EFBIG)
        #expect(try files.read("/dev/null", limit: 0).isEmpty)
    }

    @Test("reads a pipe, which has no size")
    func pipes() throws {
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        #expect(Glibc.write(ends[1], "hello", 5) == 5)
        close(ends[1])
        #expect(try files.readSecret("/dev/fd/\(ends[0])", limit: 5) == Array("hello".utf8))
        close(ends[0])
    }

    @Test(
        "refuses a secret that others may read or change",
        arguments: [0o640, 0o604, 0o620, 0o660, 0o777] as [UInt32])
    func secrets(mode: UInt32) throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("key")
        try files.writeNew(path, [1], permissions: mode)
        let error = #expect(throws: FileError.self) { try files.readSecret(path, limit: 10) }
        #expect(error?.code == EACCES)
        #expect(error?.description.hasSuffix("run: chmod 600 \(path)") == true)
        #expect(chmod(path, 0o600) == 0)
        #expect(try files.readSecret(path, limit: 10) == [1])
    }

    @Test("says in plain words what is wrong")
    func words() throws {
        let directory = try TemporaryDirectory()
        let missing = #expect(throws: FileError.self) { try files.read("/nowhere/at-all", limit: 1) }
        #expect(missing?.description == "cannot open /nowhere/at-all: there is no such file or directory")
        let isDirectory = #expect(throws: FileError.self) { try files.read(directory.path, limit: 1) }
        #expect(isDirectory?.reason == "it is a directory")
        let full = try files.open("/dev/full", .readWrite)
        let error = #expect(throws: FileError.self) { try files.write([1], to: full, at: 0) }
        #expect(error?.description == "cannot write to /dev/full: no space left on the disk")
        #expect(FileError.words(for: 4_321).hasSuffix("(system error 4321)"))
    }
}
