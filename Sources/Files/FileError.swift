import Glibc

/// What was being done to a file when it failed.
package enum FileOperation: String, Hashable, Sendable {
    case open, create, read, write, truncate, sync, lock, rename, link, remove, list, status
    case makeDirectory

    /// The operation as a phrase that continues with the path: "cannot write to".
    var phrase: String {
        switch self {
        case .open: "cannot open"
        case .create: "cannot create"
        case .read: "cannot read"
        case .write: "cannot write to"
        case .truncate: "cannot shorten"
        case .sync: "cannot bring to the disk"
        case .lock: "cannot lock"
        case .rename: "cannot rename"
        case .link: "cannot give its name to"
        case .remove: "cannot remove"
        case .list: "cannot list"
        case .status: "cannot look at"
        case .makeDirectory: "cannot make the directory"
        }
    }
}

/// A file operation that failed: which, on what, and why in plain words.
package struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The path as it was given.
    package let path: String
    /// What was tried.
    package let operation: FileOperation
    /// The `errno` value; for a refusal of our own the value that fits best (`EFBIG`, `EACCES`, `EISDIR`).
    package let code: Int32
    /// A reason that replaces the words for `code`, for refusals of our own.
    package let detail: String?

    /// An error of the system (`detail` nil) or a refusal of our own.
    package init(path: String, operation: FileOperation, code: Int32, detail: String? = nil) {
        self.path = path
        self.operation = operation
        self.code = code
        self.detail = detail
    }

    /// "cannot write to /x/head: no space left on the disk".
    package var description: String { "\(operation.phrase) \(path): \(reason)" }

    /// The reason alone.
    package var reason: String { detail ?? FileError.words(for: code) }

    /// Plain words for an `errno` value, in the words of somebody who has to do something about it.
    package static func words(for code: Int32) -> String {
        if let words = plainWords[code] { return words }
        guard let text = strerror(code) else { return "system error \(code)" }
        return "\(String(cString: text)) (system error \(code))"
    }

    private static let plainWords: [Int32: String] = [
        ENOENT: "there is no such file or directory",
        EEXIST: "it exists already",
        EACCES: "permission denied",
        EPERM: "the system does not permit it",
        EISDIR: "it is a directory",
        ENOTDIR: "a part of the path is not a directory",
        ENOTEMPTY: "the directory is not empty",
        ENOSPC: "no space left on the disk",
        EDQUOT: "the disk quota is used up",
        EFBIG: "the file is too large",
        EROFS: "the file system is read-only",
        EIO: "the disk reported an input or output error",
        EMFILE: "too many files are open in this program",
        ENFILE: "too many files are open on this machine",
        ENAMETOOLONG: "the name is too long",
        ELOOP: "too many symbolic links",
        EXDEV: "the two places are on different file systems",
        EBUSY: "it is in use",
        ENOLCK: "the file system gives no locks",
        EOPNOTSUPP: "the file system cannot do this",
        ESTALE: "the network file system lost it",
        ENXIO: "there is nothing behind it",
    ]
}
