import Files
import Glibc
import TestSupport
import Testing

@Suite("A durable file")
struct DurableFileTests {
    private let old = Array("old contents".utf8)
    private let new = [UInt8](repeating: UInt8(ascii: "n"), count: 2_000)

    private func makeDisk(withOld: Bool) throws -> MemoryFileSystem {
        let disk = MemoryFileSystem()
        try disk.makeDirectories("/a", permissions: 0o755)
        if withOld { try DurableFile.create("/a/file", old, in: disk) }
        return disk
    }

    @Test("is replaced by the documented sequence of calls")
    func sequence() throws {
        let fileSystem = FaultyFileSystem(try makeDisk(withOld: true))
        try DurableFile.replace("/a/file", new, in: fileSystem)
        let temporary = ".file.\(getpid())-0.tmp"
        #expect(
            fileSystem.calls == [
                "create \(temporary)", "write \(temporary)", "sync \(temporary)", "rename file", "sync a",
            ])
    }

    @Test("is old or new, whole, after a failure or a crash at any step", arguments: 0..<24)
    func crash(seed: Int) throws {
        for call in 0..<20 {
            let disk = try makeDisk(withOld: true)
            let fault: FaultyFileSystem.Fault =
                seed % 3 == 0 ? .failOnce(call: call, code: ENOSPC) : .stop(call: call, partly: seed % 3 == 1)
            let fileSystem = FaultyFileSystem(disk, fault)
            let done = (try? DurableFile.replace("/a/file", new, in: fileSystem)) != nil
            #expect(done || fileSystem.didFire)
            if seed % 3 == 0, fileSystem.didFire { #expect(try disk.list("/a") == ["file"]) }
            disk.cutPower(seed < 3 ? .all : .some(seed: UInt64(seed)))
            let found = try disk.read("/a/file", limit: 10_000)
            #expect(found == new || (!done && found == old))
            if !fileSystem.didFire { return }
        }
        Issue.record("the fault never stopped firing")
    }

    @Test("leaves nothing that the next writer cannot take away, and only that is taken away")
    func stale() throws {
        let disk = try makeDisk(withOld: true)
        let kept = [".file.tmp", ".file.12.tmp", ".file.a-1.tmp", "file.1-2.tmp", ".file.1-2", ".1-2.tmp"]
        for name in kept + [".file.4711-0.tmp", ".a.b.1-23.tmp"] {
            try disk.writeNew("/a/\(name)", [1], permissions: 0o600)
        }
        DurableFile.removeStale(in: "/a", disk)
        #expect(try disk.list("/a").sorted() == (kept + ["file"]).sorted())
    }

    @Test("is created whole or not at all")
    func createCrash() throws {
        for call in 0..<20 {
            let disk = try makeDisk(withOld: false)
            let fileSystem = FaultyFileSystem(disk, .stop(call: call, partly: true))
            let done = (try? DurableFile.create("/a/file", new, in: fileSystem)) != nil
            disk.cutPower(.all)
            let found = try? disk.read("/a/file", limit: 10_000)
            #expect(found == new || (!done && found == nil))
            if !fileSystem.didFire { return }
        }
        Issue.record("the fault never stopped firing")
    }

    @Test("is not created over another one")
    func createRefuses() throws {
        let disk = try makeDisk(withOld: true)
        let error = #expect(throws: FileError.self) { try DurableFile.create("/a/file", new, in: disk) }
        #expect(error?.code == EEXIST)
        #expect(try disk.read("/a/file", limit: 100) == old)
        #expect(try disk.list("/a") == ["file"])
    }

    @Test("gets past what a crash left under the temporary name")
    func leftover() throws {
        let disk = try makeDisk(withOld: true)
        try disk.writeNew("/a/.file.\(getpid())-0.tmp", old, permissions: 0o600)
        try DurableFile.replace("/a/file", new, in: disk)
        #expect(try disk.read("/a/file", limit: 10_000) == new)
    }

    @Test("costs no sync when it can be rebuilt")
    func rebuildable() throws {
        let fileSystem = FaultyFileSystem(try makeDisk(withOld: true))
        try DurableFile.replace("/a/file", new, durability: .rebuildable, in: fileSystem)
        #expect(!fileSystem.calls.contains { $0.hasPrefix("sync") })
    }
}
