import Files
import Glibc
import TestSupport
import Testing

@Suite("A lock file")
struct FileLockTests {
    private let files = PosixFileSystem()

    @Test("has one holder, in the same process too, until it is let go")
    func lock() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("lock")
        var first = try FileLock.acquire(path, waitSeconds: 0, in: files)
        #expect(first?.wasLeftUnclean == false)
        #expect(try FileLock.acquire(path, waitSeconds: 0, in: files) == nil)
        #expect(FileLock.holder(of: path, in: files) == "process \(getpid())")
        first = nil
        let second = try #require(try FileLock.acquire(path, waitSeconds: 0, in: files))
        #expect(second.wasLeftUnclean)
        second.releaseClean()
        #expect(FileLock.holder(of: path, in: files) == nil)
    }

    @Test("is waited for as long as one is told, by the clock one gives")
    func waiting() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("lock")
        let holder = try FileLock.acquire(path, waitSeconds: 0, in: files)
        let time = TestClock()
        let second = try FileLock.acquire(path, waitSeconds: 3, clock: time.clock, in: files)
        #expect(holder != nil && second == nil)
        #expect(time.now == 3_000_000_000)
    }
}
