/// Makes the file of the name index from names that are told one after the other.
package struct NameIndexBuilder {
    private var masks: [UInt64] = []
    private var lengths: [UInt8] = []
    private var entries: [UInt64] = []
    private var keys: [(hash: UInt64, name: UInt32)] = []
    private var texts: [UInt8] = []

    package init() {}

    /// How many names an index may have: their numbers are written in 32 bits.
    package static let mostNames = 1 << 26

    /// How many names were added.
    package var count: Int { entries.count }

    /// Adds a name; false where the index is full.
    @discardableResult
    package mutating func add(_ entry: NameEntry) -> Bool {
        guard entries.count < Self.mostNames else { return false }
        let forms = NameKeys(entry.name)
        let number = UInt32(entries.count)
        masks.append(forms.mask)
        lengths.append(UInt8(min(forms.letters.count, 255)))
        entries.append(UInt64(texts.count))
        for hash in NameIndexFormat.hashes(forms) { keys.append((hash, number)) }
        for identity in Set(entry.identities) {
            keys.append((NameIndexFormat.hash(identity: identity), number))
        }
        let (id, owner) = (entry.id.utf8.prefix(255), entry.owner.utf8.prefix(255))
        let long = [entry.name, entry.detail, entry.identities.joined(separator: "\n")].map {
            $0.utf8.prefix(65_535)
        }
        let country = Array(entry.country.utf8.prefix(2)) + [0, 0]
        texts += [entry.kind.rawValue] + country.prefix(2) + [UInt8(id.count), UInt8(owner.count)]
        for text in long { texts += [UInt8(truncatingIfNeeded: text.count), UInt8(text.count >> 8)] }
        texts += id
        texts += owner
        for text in long { texts += text }
        return true
    }

    /// The whole file. `source` says what the names were taken from, at most 64 bytes: a head of the journal.
    package consuming func file(source: String) -> [UInt8] {
        keys.sort { $0.hash != $1.hash ? $0.hash < $1.hash : $0.name < $1.name }
        let layout = NameIndexFormat.Layout(names: entries.count, keys: keys.count, textBytes: texts.count)
        var out: [UInt8] = []
        out.reserveCapacity(layout.length)
        out += Self.header(layout, source: source)
        for mask in masks { Self.append(mask, to: &out) }
        out += lengths
        for entry in entries { Self.append(UInt64(layout.texts) + entry, to: &out) }
        for key in keys {
            Self.append(key.hash, to: &out)
            withUnsafeBytes(of: key.name.littleEndian) { out += $0 }
        }
        out += texts
        var checksums: [UInt64] = []
        out.withUnsafeBytes { all in
            for start in stride(from: 0, to: all.count, by: NameIndexFormat.pageSize) {
                let end = min(start + NameIndexFormat.pageSize, all.count)
                checksums.append(IndexChecksum.of(UnsafeRawBufferPointer(rebasing: all[start..<end])))
            }
        }
        for checksum in checksums { Self.append(checksum, to: &out) }
        return out
    }

    private static func append(_ value: UInt64, to out: inout [UInt8]) {
        withUnsafeBytes(of: value.littleEndian) { out += $0 }
    }

    private static func header(_ layout: NameIndexFormat.Layout, source: String) -> [UInt8] {
        var out = NameIndexFormat.magic
        for value in [
            layout.length, layout.names, layout.keyCount, layout.masks, layout.lengths, layout.entries,
            layout.keys,
            layout.texts, layout.pages,
        ] { append(UInt64(value), to: &out) }
        for text in [ScreeningTables.version, source] {
            let bytes = text.utf8.prefix(NameIndexFormat.textFieldSize)
            out += bytes
            out += [UInt8](repeating: 0, count: NameIndexFormat.textFieldSize - bytes.count)
        }
        out += [UInt8](repeating: 0, count: NameIndexFormat.checksumOffset - out.count)
        append(IndexChecksum.of(out), to: &out)
        return out
    }
}
