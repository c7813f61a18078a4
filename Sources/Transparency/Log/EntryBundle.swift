import Encoding

/// The entries of one tile as one file (C2SP tlog-tiles): each a 16-bit big-endian length and the bytes.
package enum EntryBundle {
    /// The longest entry, a limit of the format.
    package static let maximumEntryBytes = 65535

    /// The file; nil if an entry is longer than 65,535 bytes.
    package static func encode(_ entries: some Sequence<[UInt8]>) -> [UInt8]? {
        var bytes: [UInt8] = []
        for entry in entries {
            guard entry.count <= maximumEntryBytes else { return nil }
            bytes += bigEndian(UInt64(entry.count), count: 2)
            bytes += entry
        }
        return bytes
    }

    /// The entries; nil if the file is cut off or does not have this many, where a number is given.
    package static func decode(_ bytes: [UInt8], count: Int? = nil) -> [[UInt8]]? {
        var reader = ByteReader(bytes)
        var entries: [[UInt8]] = []
        while !reader.isAtEnd {
            guard let length = reader.uint16(), let entry = reader.bytes(Int(length)) else { return nil }
            entries.append(entry)
        }
        return count == nil || entries.count == count ? entries : nil
    }
}
