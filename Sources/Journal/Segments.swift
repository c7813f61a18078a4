package import CryptoCore
import Files

/// Where a journal lies and how it is cut into segments.
struct JournalPlace: Sendable {
    let directory: String
    let headPath: String
    let fileSystem: any FileSystem
    /// A segment is ended before it grows beyond this; a single larger entry gets one of its own.
    let segmentLimit: UInt64

    var lockPath: String { FilePath.join(directory, "lock") }

    /// The path of the segment that begins with `first`.
    func segmentPath(_ first: UInt64) -> String {
        FilePath.join(directory, JournalPlace.digits(first) + ".seg")
    }

    /// The first sequences of all segments, rising. Other files in the directory are nobody's business.
    func segments() throws(JournalError) -> [UInt64] {
        let names = try journalFiles { () throws(FileError) in try fileSystem.list(directory) }
        return names.compactMap(JournalPlace.firstSequence).sorted()
    }

    /// Twenty digits, so that names sort as numbers do.
    static func digits(_ number: UInt64) -> String {
        let digits = String(number)
        return String(repeating: "0", count: 20 - digits.utf8.count) + digits
    }

    private static func firstSequence(_ name: String) -> UInt64? {
        guard name.utf8.count == 24, name.hasSuffix(".seg"), let number = UInt64(name.dropLast(4)) else {
            return nil
        }
        return digits(number) + ".seg" == name ? number : nil
    }
}

/// Where an entry lies. An index may keep it; it is checked when used.
package struct JournalPosition: Hashable, Sendable {
    /// First sequence of the segment.
    package let segment: UInt64
    /// Offset of the frame in the segment, in bytes.
    package let offset: UInt64

    /// A position that an index kept.
    package init(segment: UInt64, offset: UInt64) {
        self.segment = segment
        self.offset = offset
    }
}

/// One entry as it was read.
package struct JournalEntry: Hashable, Sendable {
    /// Its number, from 0.
    package let sequence: UInt64
    /// What was appended.
    package let payload: [UInt8]
    /// SHA-256 of the payload, checked.
    package let hash: Digest
    /// Where it lies.
    package let position: JournalPosition
}
