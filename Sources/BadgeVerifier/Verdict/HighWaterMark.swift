import Encoding

/// The highest snapshot sequence seen for each log and status key, kept by the client so that an older snapshot cannot
/// be played back to it. Store `text` after each verification that changed it.
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

    package static let formatLine = "greenbadge/high-water@v1"
    /// A client follows one or a few authorities.
    private static let maximumSources = 1024

    private var sequences: [Source: UInt64] = [:]

    private init() {}

    /// Nothing seen yet.
    public static let none = HighWaterMark()

    /// Reads what `text` wrote; nil for anything else, which a client should treat as damage, not as `none`.
    public init?(_ text: String) {
        let lines = text.split(separator: "\n" as Character, omittingEmptySubsequences: false)
        guard let first = lines.first, sameBytes(first, HighWaterMark.formatLine),
            lines.last?.isEmpty == true,
            lines.count <= HighWaterMark.maximumSources + 2
        else { return nil }
        for line in lines.dropFirst().dropLast() {
            let words = line.split(separator: " " as Character, omittingEmptySubsequences: false).map(
                String.init)
            guard words.count == 3, let sequence = DecimalText.parse(words[0]), sequence >> 63 == 0 else {
                return nil
            }
            sequences[Source(origin: words[1], key: words[2])] = sequence
        }
        guard sameBytes(self.text, text) else { return nil }
    }

    /// One line of format, then `sequence origin key` in the order of origin and key.
    public var text: String {
        let lines = sequences.sorted { $0.key < $1.key }
            .map { "\($0.value) \($0.key.origin) \($0.key.key)\n" }
        return HighWaterMark.formatLine + "\n" + lines.joined()
    }

    /// The highest sequence seen from a source.
    func sequence(_ source: Source) -> UInt64? { sequences[source] }

    /// Remembers a sequence if it is higher than what is known.
    mutating func raise(_ source: Source, to sequence: UInt64) {
        sequences[source] = max(sequence, sequences[source] ?? 0)
    }

    /// The higher of both for each source: for clients that verify on several threads.
    public func merged(with other: HighWaterMark) -> HighWaterMark {
        var result = self
        for (source, sequence) in other.sequences { result.raise(source, to: sequence) }
        return result
    }
}
