import CryptoCore
import Encoding

/// The newest that a client has seen of each authority, so that nothing older can be played back to it: the highest
/// snapshot of each log and status key with its time, and the largest checkpoint of each log.
///
/// A value that is given to a verification and comes back raised. Store `text` after each verification that changed it.
public struct HighWaterMark: Hashable, Sendable {
    /// A log origin and the text of a status key, compared by their bytes.
    struct Source: Hashable, Comparable, Sendable {
        let origin: ByteString
        let key: ByteString

        init(origin: String, key: String) {
            self.origin = ByteString(origin)
            self.key = ByteString(key)
        }

        static func < (a: Source, b: Source) -> Bool { (a.origin, a.key) < (b.origin, b.key) }
    }

    /// The newest snapshot of a source.
    struct Statement: Hashable, Sendable {
        let sequence: UInt64
        let issued: Timestamp
    }

    /// The largest checkpoint of a log.
    struct LogSize: Hashable, Sendable {
        let size: UInt64
        let root: Digest
    }

    /// First line of the format.
    package static let formatLine = "greenbadge/high-water@v2"
    /// A client follows one or a few authorities.
    private static let maximumLines = 1024

    private struct SeenStatement: Hashable {
        let key: Source
        var value: Statement
    }

    private struct SeenLog: Hashable {
        let key: ByteString
        var value: LogSize
    }

    // Lists and no dictionaries: whose types alone would cost a short run more to set up than a few comparisons.
    /// Each source once, in rising order.
    private var statements: [SeenStatement] = []
    /// By the text of the log's key, which begins with its origin: an authority that lists a log of the same name under
    /// a key of its own cannot outdate this one.
    private var logs: [SeenLog] = []

    private init() {}

    /// Nothing seen yet.
    public static let none = HighWaterMark()

    /// Reads what `text` wrote; nil for anything else, which a client should treat as damage, not as `none`.
    public init?(_ text: String) {
        let lines = text.split(separator: "\n" as Character, omittingEmptySubsequences: false)
        guard let first = lines.first, sameBytes(first, HighWaterMark.formatLine),
            lines.last?.isEmpty == true, lines.count <= HighWaterMark.maximumLines + 2
        else { return nil }
        for line in lines.dropFirst().dropLast() {
            let words = line.split(separator: " " as Character, omittingEmptySubsequences: false)
            guard let kind = words.first, read(kind, words.dropFirst().map(String.init)) else { return nil }
        }
        guard sameBytes(self.text, text) else { return nil }
    }

    private mutating func read(_ kind: Substring, _ words: [String]) -> Bool {
        guard let number = words.first.flatMap({ DecimalText.parse($0) }), number >> 63 == 0 else {
            return false
        }
        if sameBytes(kind, "log"), words.count == 3, let root = Digest(hex: words[1]) {
            set(ByteString(words[2]), to: LogSize(size: number, root: root))
            return true
        }
        if sameBytes(kind, "status"), words.count == 4, let issued = Timestamp(words[1]) {
            set(
                Source(origin: words[2], key: words[3]), to: Statement(sequence: number, issued: issued))
            return true
        }
        return false
    }

    /// One line of format, then `log size root key` and `status sequence issued origin key`, each kind in the order of
    /// origin and key.
    public var text: String {
        let logLines = logs.map { "log \($0.value.size) \($0.value.root.hex) \($0.key)\n" }
        let statusLines =
            statements
            .map { "status \($0.value.sequence) \($0.value.issued) \($0.key.origin) \($0.key.key)\n" }
        return HighWaterMark.formatLine + "\n" + (logLines + statusLines).joined()
    }

    /// Nothing is remembered.
    var isEmpty: Bool { statements.isEmpty && logs.isEmpty }

    /// The newest snapshot seen from a source.
    func statement(_ source: Source) -> Statement? { statements.first { $0.key == source }?.value }

    /// The largest checkpoint seen of the log with this key.
    func log(_ key: String) -> LogSize? { logSize(ByteString(key)) }

    private func logSize(_ key: ByteString) -> LogSize? { logs.first { $0.key == key }?.value }

    /// The latest signed time seen about a log.
    func latestTime(aboutLog origin: String) -> Timestamp? {
        let origin = ByteString(origin)
        return statements.lazy.filter { $0.key.origin == origin }.map(\.value.issued).max()
    }

    /// Remembers a snapshot if it is newer than what is known.
    mutating func raise(_ source: Source, to next: Statement) {
        if let known = statement(source), known.sequence >= next.sequence { return }
        set(source, to: next)
    }

    /// Remembers a checkpoint if it is larger than what is known. Whether it continues the known one is the caller's
    /// to check.
    mutating func raise(log key: String, to next: LogSize) {
        let key = ByteString(key)
        if let known = logSize(key), known.size >= next.size { return }
        set(key, to: next)
    }

    private mutating func set(_ source: Source, to statement: Statement) {
        if let place = statements.firstIndex(where: { $0.key == source }) {
            statements[place].value = statement
        } else {
            let place = statements.firstIndex { source < $0.key } ?? statements.endIndex
            statements.insert(SeenStatement(key: source, value: statement), at: place)
        }
    }

    private mutating func set(_ key: ByteString, to size: LogSize) {
        if let place = logs.firstIndex(where: { $0.key == key }) {
            logs[place].value = size
        } else {
            logs.insert(SeenLog(key: key, value: size), at: logs.firstIndex { key < $0.key } ?? logs.endIndex)
        }
    }

    /// The higher of both for each log and status key: for clients that verify on several threads.
    public func merged(with other: HighWaterMark) -> HighWaterMark {
        if self == other { return self }
        var result = self
        for entry in other.statements { result.raise(entry.key, to: entry.value) }
        for entry in other.logs { result.raise(log: entry.key.string, to: entry.value) }
        return result
    }
}
