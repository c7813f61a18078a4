/// The file of the name index (`index/names`): disposable, made anew when tables or source differ.
///
///     header    256 bytes: "GBNAMES2", then little-endian u64: file length, names, keys, and the offsets of the five
///               sections; version of the tables (64 bytes, zero-padded), source (64 bytes, zero-padded), checksum of
///               all that at byte 248
///     masks     u64 each: letters, LetterMask
///     lengths   u8 each: number of letters, 255 and more is 255
///     entries   u64 each: where the name's text begins
///     keys      u64 hash, u32 name: each form of each name, sorted
///     texts     kind u8, country 2 bytes, length of id u8, of owner u8, of name u16, of detail u16, of identities u16,
///               then the five; identities divided by line breaks
///     pages     u64 each: the checksum of each 16 KiB of the file before this section
///
/// Numbers are little-endian because machines that read a million of them are; a machine that is not converts.
enum NameIndexFormat {
    static let magic = Array("GBNAMES2".utf8)
    static let headerSize = 256
    static let checksumOffset = 248
    static let textFieldSize = 64
    static let pageSize = 16_384
    /// Bytes of one record of keys.
    static let keySize = 12
    /// Bytes before the texts of an entry.
    static let entryHeader = 11

    /// Where the sections begin.
    struct Layout: Hashable {
        var length: Int
        var names: Int
        var keyCount: Int
        var masks: Int
        var lengths: Int
        var entries: Int
        var keys: Int
        var texts: Int
        var pages: Int

        init(names: Int, keys keyCount: Int, textBytes: Int) {
            self.names = names
            self.keyCount = keyCount
            masks = headerSize
            lengths = masks + names * 8
            entries = lengths + names
            keys = entries + names * 8
            texts = keys + keyCount * keySize
            pages = texts + textBytes
            length = pages + (pages + pageSize - 1) / pageSize * 8
        }
    }

    /// The hash of something that is the owner's alone. The mark keeps it apart from the hashes of names.
    static func hash(identity: String) -> UInt64 {
        IndexChecksum.of(points: [0x11_0000] + identity.utf8.map(UInt32.init))
    }

    /// The hashes of all forms of a name, each once.
    static func hashes(_ keys: NameKeys) -> [UInt64] {
        var found: [UInt64] = []
        // A form that equals another needs no record of its own: what is found is compared in full anyway.
        func add(_ points: some Sequence<UInt32>) {
            let hash = IndexChecksum.of(points: points)
            if !found.contains(hash) { found.append(hash) }
        }
        add(keys.letters)
        add(keys.swapped)
        for skeleton in keys.skeletons { add(skeleton) }
        add(keys.tokens.joined())
        if keys.tokens.count > 1 { add(keys.sorted.joined(separator: [0x20])) }
        return found
    }
}

/// Why an index cannot be used; it is then made anew.
package enum NameIndexError: Error, Hashable, Sendable {
    /// Not an index, cut, or changed on the disk.
    case damaged(String)
    /// Of other tables.
    case otherTables(String)
    /// The file could not be read; in the words of the one who reads.
    case unreadable(String)
}
