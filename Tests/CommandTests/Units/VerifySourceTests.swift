import Files
import Glibc
import TestSupport
import Testing

@testable import Commands

@Suite struct VerifySourceTests {
    private let directory: TemporaryDirectory
    private let disk = PosixFileSystem()

    init() throws {
        directory = try TemporaryDirectory()
        for name in [
            "b.badge", "a.badge", "c.txt", "sub/z.badge", "sub/deep/y.badge", "Z/1.badge", "a/.badge",
        ] {
            let path = directory.file(name)
            try disk.makeDirectories(FilePath.parent(of: path), permissions: 0o755)
            try DurableFile.create(path, [], in: disk)
        }
    }

    private func entries(_ arguments: [String], _ fileSystem: any FileSystem) -> [String] {
        var files = VerifyBadgeFiles(arguments, fileSystem: fileSystem)
        var found: [String] = []
        while let entry = files.next() {
            switch entry {
            case .file(let path): found.append(relative(path))
            case .problem(let path, let failure): found.append("\(relative(path)): \(failure.exitCode)")
            }
        }
        return found
    }

    private func relative(_ path: String) -> String {
        path.hasPrefix(directory.path + "/") ? String(path.dropFirst(directory.path.count + 1)) : path
    }

    @Test func `a directory is every badge file in its tree, in byte order`() throws {
        let wanted = ["Z/1.badge", "a.badge", "b.badge", "sub/deep/y.badge", "sub/z.badge"]
        #expect(entries([directory.path], disk) == wanted)
        #expect(entries([directory.path + "/"], disk) == wanted)
        // A file system that does not tell what a name is.
        #expect(entries([directory.path], FaultyFileSystem(disk)) == wanted)
    }

    @Test func `files and directories keep the order in which they were given`() throws {
        let arguments = [
            directory.file("c.txt"), "-", directory.file("sub"), directory.file("a.badge"), "absent",
        ]
        #expect(
            entries(arguments, disk) == [
                "c.txt", "-", "sub/deep/y.badge", "sub/z.badge", "a.badge", "absent",
            ])
    }

    @Test func `a tree without a badge file is an error, also beside others`() throws {
        try disk.makeDirectories(directory.file("none/at/all"), permissions: 0o755)
        #expect(entries([directory.file("none"), directory.file("Z")], disk) == ["none: 5", "Z/1.badge"])
        #expect(entries([directory.file("a")], disk) == ["a: 5"])
    }

    @Test func `symbolic links are followed where they are named, and not within`() throws {
        #expect(symlink(directory.path, directory.file("sub/loop")) == 0)
        #expect(symlink(directory.file("a.badge"), directory.file("Z/2.badge")) == 0)
        #expect(entries([directory.file("sub")], disk) == ["sub/deep/y.badge", "sub/z.badge"])
        #expect(entries([directory.file("Z")], disk) == ["Z/1.badge"])
        #expect(entries([directory.file("sub/loop/Z")], disk) == ["sub/loop/Z/1.badge"])
        #expect(entries([directory.file("Z/2.badge")], disk) == ["Z/2.badge"])
    }

    @Test func `names are kept in byte order, with their marks`() {
        var names = NameList()
        let given = ["b", "", "ab", "a", "é", "aa", "B", "a.b", "abc"]
        for name in given { names.append(name.utf8, isMarked: name.hasPrefix("a")) }
        names.sort()
        let sorted = given.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        #expect((0..<names.count).map { names[$0].name } == sorted)
        #expect((0..<names.count).map { names[$0].isMarked } == sorted.map { $0.hasPrefix("a") })
    }

    @Test(arguments: [("f", 4), ("3", 2), ("ff,ffffffff", 40), ("00000001", 1), ("0", 0)])
    func `processors are the bits of the mask`(_ mask: String, _ count: Int) {
        let status = "Name:\tx\nCpus_allowed:\t\(mask)\nCpus_allowed_list:\t0-3\n"
        #expect(Processors.allowed(Array(status.utf8)) == count)
    }

    @Test func `there is always a processor`() {
        #expect(Processors.allowed(Array("Name:\tx\n".utf8)) == nil)
        #expect(Processors.allowed(Array("Cpus_allowed:\tnone\n".utf8)) == nil)
        #expect(Processors.available(in: disk) >= 1)
        #expect(Processors.helpers(in: disk) != 1)
    }
}
