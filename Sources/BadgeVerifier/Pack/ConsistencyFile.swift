package import CryptoCore
import Encoding

/// The file `consistency` of a client pack: proofs that its checkpoints continue older ones (RFC 6962 2.1.2), so that a
/// client can tell, offline, that the log it saw last time is still the same.
///
///     greenbadge/consistency@v1
///     log badges.example.org/log1 9
///     6 (base64 of one hash, and more, divided by spaces)
///     8 (base64…)
///
/// One `log` line a log with the size that the proofs lead to, each followed by its older sizes, rising. Nobody signs it:
/// a proof means something only between two roots that are known otherwise.
package struct ConsistencyFile: Sendable {
    /// First line of the format.
    package static let formatLine = "greenbadge/consistency@v1"
    /// A proof between trees of at most 2^63 entries has at most one hash a level, and one to begin with.
    private static let maximumHashes = 64

    /// The proofs of one log.
    package struct Section: Hashable, Sendable {
        /// The log origin.
        package let origin: String
        /// The size that all proofs lead to.
        package let size: UInt64
        /// Older sizes, rising, each below `size` and above 0.
        package let proofs: [Proof]

        /// Takes the values as they are.
        package init(origin: String, size: UInt64, proofs: [Proof]) {
            self.origin = origin
            self.size = size
            self.proofs = proofs
        }
    }

    /// The proof from one older size.
    package struct Proof: Hashable, Sendable {
        /// The older size.
        package let oldSize: UInt64
        /// The nodes.
        package let hashes: [Digest]

        /// Takes the values as they are.
        package init(oldSize: UInt64, hashes: [Digest]) {
            self.oldSize = oldSize
            self.hashes = hashes
        }
    }

    /// One a log.
    package let sections: [Section]

    /// Takes the values as they are.
    package init(_ sections: [Section]) {
        self.sections = sections
    }

    /// Reads the file strictly: what it accepts, `text` gives again byte for byte.
    package init(parsing bytes: [UInt8]) throws(PackError) {
        guard bytes.count <= Limits.consistencyBytes else {
            throw Self.error("\(bytes.count) bytes; at most \(Limits.consistencyBytes) are read")
        }
        var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)[...]
        guard lines.popLast()?.isEmpty == true, let first = lines.popFirst(),
            first.elementsEqual(Self.formatLine.utf8)
        else { throw Self.error("its first line is not \(Self.formatLine), or its last has no end") }
        var sections: [Section] = []
        while !lines.isEmpty { sections.append(try Self.section(&lines)) }
        guard Set(sections.map { ByteString($0.origin) }).count == sections.count else {
            throw Self.error("a log is there twice")
        }
        self.init(sections)
        guard Array(text.utf8) == bytes else { throw Self.error("it is not in its one form") }
    }

    private static func section(_ lines: inout ArraySlice<ArraySlice<UInt8>>) throws(PackError) -> Section {
        let words = words(lines.popFirst() ?? [])
        guard words.count == 3, sameBytes(words[0], "log"), !words[1].isEmpty,
            let size = DecimalText.parse(words[2]), size >> 63 == 0
        else { throw error("a line \"log ORIGIN SIZE\" is expected") }
        var proofs: [Proof] = []
        while let line = lines.first, line.first != UInt8(ascii: "l") {
            proofs.append(try proof(line, below: size))
            lines.removeFirst()
        }
        guard zip(proofs, proofs.dropFirst()).allSatisfy({ $0.oldSize < $1.oldSize }) else {
            throw error("the older sizes of \(words[1]) do not rise")
        }
        return Section(origin: words[1], size: size, proofs: proofs)
    }

    private static func proof(_ line: ArraySlice<UInt8>, below size: UInt64) throws(PackError) -> Proof {
        let words = words(line)
        guard let oldSize = words.first.flatMap({ DecimalText.parse($0) }), oldSize > 0, oldSize < size,
            words.count <= maximumHashes + 1
        else { throw error("a line must be an older size above 0 and up to \(maximumHashes) hashes") }
        var hashes: [Digest] = []
        for word in words.dropFirst() {
            guard let hash = Base64.decode(word).flatMap({ Digest(bytes: $0) }) else {
                throw error("in the proof from \(oldSize): not base64 of 32 bytes")
            }
            hashes.append(hash)
        }
        return Proof(oldSize: oldSize, hashes: hashes)
    }

    private static func words(_ line: ArraySlice<UInt8>) -> [String] {
        line.split(separator: 0x20, omittingEmptySubsequences: false).map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    private static func error(_ reason: String) -> PackError { PackError("consistency", reason) }

    /// The file.
    package var text: String {
        let sections = sections.map { section in
            "log \(section.origin) \(section.size)\n"
                + section.proofs.map { proof in
                    "\(proof.oldSize)\(proof.hashes.map { " " + Base64.encode($0.bytes) }.joined())\n"
                }.joined()
        }
        return Self.formatLine + "\n" + sections.joined()
    }

    /// The proof from an older size of a log to a newer one; nil where there is none.
    package func proof(origin: String, from oldSize: UInt64, to size: UInt64) -> [Digest]? {
        sections.first { $0.size == size && sameBytes($0.origin, origin) }?
            .proofs.first { $0.oldSize == oldSize }?.hashes
    }
}
