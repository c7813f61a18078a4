import Files
import Glibc

/// A directory of a test's own on the real disk, removed with the object.
package final class TemporaryDirectory {
    /// Its absolute path.
    package let path: String

    /// Makes it under `TMPDIR` or /tmp.
    package init() throws {
        let root = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(root)/greenbadge-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw FileError(path: root, operation: .makeDirectory, code: errno)
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// The path of `name` in it.
    package func file(_ name: String) -> String { FilePath.join(path, name) }

    deinit { try? PosixFileSystem().removeTree(path) }
}
