package import Files

/// Why a journal could not be opened, read or written.
package enum JournalError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Another process holds the writer's lock and did not let go of it in that time.
    case locked(seconds: Int, holder: String?)
    /// Bytes that were acknowledged are no longer what they were. `offset` is where the entry (or slot) begins.
    case damaged(file: String, offset: UInt64, what: String)
    /// The journal ends before the head: an older copy was put back, or entries were cut off. Nothing was changed.
    case behindHead(last: UInt64?, head: UInt64)
    /// The journal has another entry at the head's sequence: head and journal are not of one registry. Nothing was changed.
    case differsFromHead(sequence: UInt64)
    /// There is no usable head, so nobody knows whether the end of the journal is its end: it can only be read.
    case headMissing(path: String)
    /// `create` found a journal or a head already there.
    case exists(path: String)
    /// The journal was opened for reading.
    case readOnly
    /// An earlier write of this object failed. The page cache may show bytes that are not on the disk, so nothing more
    /// is built on it: open the journal anew.
    case stopped
    /// A payload or checkpoint is larger than its limit.
    case tooLarge(what: String, bytes: Int, limit: Int)
    /// The environment: disk full, permissions, input/output errors.
    case file(FileError)

    /// The registry is there but damaged (exit code 4), as opposed to a fault of the environment or of the caller.
    package var isDamage: Bool {
        switch self {
        case .damaged, .behindHead, .differsFromHead, .headMissing: true
        case .locked, .exists, .readOnly, .stopped, .tooLarge, .file: false
        }
    }

    /// What happened, where, and what to do.
    package var description: String {
        switch self {
        case .locked(let seconds, let holder):
            "\(holder ?? "another process") is writing to this registry; waited \(seconds) s. "
                + "Wait until it is done, or wait longer with --wait"
        case .damaged(let file, let offset, let what):
            "\(file) is damaged at byte \(offset): \(what). Put back a good copy of it; nothing was changed"
        case .behindHead(let last, let head):
            "the journal ends with \(last.map { "entry \($0)" } ?? "nothing"), but entry \(head) was acknowledged: "
                + "an older copy was put back, or its end is lost. Nothing was changed; run recover"
        case .differsFromHead(let sequence):
            "entry \(sequence) of the journal is not the one that the head file names: the two do not belong together. "
                + "Nothing was changed; put back the right one, or run recover"
        case .headMissing(let path):
            "\(path) is missing or unreadable, so the journal can only be read; run recover"
        case .exists(let path): "\(path) exists already; a new journal needs a place of its own"
        case .readOnly: "the journal was opened for reading only"
        case .stopped: "an earlier write failed, so nothing more is written in this run; start again"
        case .tooLarge(let what, let bytes, let limit):
            "\(what) has \(bytes) bytes, more than the limit of \(limit)"
        case .file(let error): error.description
        }
    }
}

/// Runs file operations and turns what they throw into a `JournalError`.
func journalFiles<Value>(_ body: () throws(FileError) -> Value) throws(JournalError) -> Value {
    do {
        return try body()
    } catch {
        throw .file(error)
    }
}
