/// The name index as it lies in its file: looked up by hash for names that are equal in some form, scanned by letter
/// masks for names that are a letter or two apart. Of a million names a query reads about 10 MB and makes objects of
/// the few that match.
package final class NameIndex {
    private let layout: NameIndexFormat.Layout
    private let pages: IndexPages
    /// What the names were taken from, as the builder was told.
    package let source: String

    /// The number of names.
    package var count: Int { layout.names }

    /// Most names that are compared letter by letter for one query: a bound on what a name made to match everything
    /// can cost.
    private static let mostCandidates = 200_000

    /// Opens an index of `size` bytes; `read` gives a stretch of the file, offset and length inside it.
    package init(
        size: Int, read: @escaping (Int, Int) throws(NameIndexError) -> [UInt8]
    ) throws(NameIndexError) {
        guard size >= NameIndexFormat.headerSize else { throw .damaged("it is too short") }
        let header = try read(0, NameIndexFormat.headerSize)
        guard header.count == NameIndexFormat.headerSize, header.starts(with: NameIndexFormat.magic) else {
            throw .damaged("it does not begin like one")
        }
        let wanted = header.littleEndian(UInt64.self, at: NameIndexFormat.checksumOffset)
        guard IndexChecksum.of(header[..<NameIndexFormat.checksumOffset]) == wanted else {
            throw .damaged("its header does not match its checksum")
        }
        let tables = Self.text(header, at: 80)
        guard tables.utf8.elementsEqual(ScreeningTables.version.utf8) else { throw .otherTables(tables) }
        source = Self.text(header, at: 80 + NameIndexFormat.textFieldSize)
        let numbers = (0..<9).map {
            Int(truncatingIfNeeded: header.littleEndian(UInt64.self, at: 8 + $0 * 8))
        }
        let (names, keys) = (numbers[1], numbers[2])
        // Each name and key takes at least a byte, so neither can be larger than the file.
        guard numbers[0] == size, (0...size).contains(names), (0...size).contains(keys) else {
            throw .damaged("it has another length than its header says")
        }
        let textBytes = numbers[8] - numbers[7]
        guard (0...size).contains(textBytes) else { throw .damaged("its sections do not follow each other") }
        layout = NameIndexFormat.Layout(names: names, keys: keys, textBytes: textBytes)
        guard layout.length == size,
            [layout.masks, layout.lengths, layout.entries, layout.keys, layout.texts, layout.pages]
                == Array(numbers[3...])
        else { throw .damaged("its sections do not follow each other") }
        let checksums = try read(layout.pages, size - layout.pages)
        pages = IndexPages(end: layout.pages, checksums: checksums, read: read)
    }

    /// An index that is in memory.
    package convenience init(_ file: [UInt8]) throws(NameIndexError) {
        try self.init(size: file.count) { offset, count throws(NameIndexError) in
            guard offset >= 0, count >= 0, offset + count <= file.count else {
                throw .damaged("it is too short")
            }
            return Array(file[offset..<offset + count])
        }
    }

    private static func text(_ header: [UInt8], at offset: Int) -> String {
        let field = header[offset..<offset + NameIndexFormat.textFieldSize]
        return String(decoding: field.prefix { $0 != 0 }, as: UTF8.self)
    }

    /// The names that can be taken for this one, the surest match first, then in the order they were told; at most
    /// `limit`. Names of `owner` are left out.
    package func search(
        _ name: String, country: String, owner: String?, limit: Int
    ) throws(NameIndexError) -> [NameHit] {
        let keys = NameKeys(name)
        var hits: [(number: Int, hit: NameHit)] = []
        for number in Set(try entries(with: NameIndexFormat.hashes(keys)) + nearNames(keys)).sorted() {
            let entry = try entry(number)
            if let owner, owner.utf8.elementsEqual(entry.owner.utf8) { continue }
            if let hit = NameHit(name, keys, country: country, entry) { hits.append((number, hit)) }
        }
        let order = NameMatchRule.allCases
        func rank(_ hit: NameHit) -> Int { order.firstIndex(of: hit.match.rule) ?? order.count }
        hits.sort { rank($0.hit) != rank($1.hit) ? rank($0.hit) < rank($1.hit) : $0.number < $1.number }
        return hits.prefix(limit).map(\.hit)
    }

    /// Most words of a brand that is looked for inside longer names.
    private static let longestBrand = 4

    /// The brands that stand inside a longer name as whole words, or that look as if they did; at most `limit`. Letters
    /// are not counted here: of a part, one letter more or less makes another word.
    package func brands(inside name: String, limit: Int) throws(NameIndexError) -> [NameEntry] {
        var found: [NameEntry] = []
        var seen = Set<Int>()
        for part in NameKeys.parts(of: name, most: Self.longestBrand) {
            let keys = NameKeys(part)
            for number in Set(try entries(with: NameIndexFormat.hashes(keys))).sorted()
            where found.count < limit {
                let entry = try entry(number)
                guard entry.kind == .brand, !seen.contains(number) else { continue }
                let brand = NameKeys(entry.name)
                guard brand.letters.count >= Self.shortestBrand,
                    let match = NameMatch(part, keys, entry.name, brand), match.rule != .distance
                else { continue }
                seen.insert(number)
                found.append(entry)
            }
        }
        return found
    }

    /// Fewest letters of a brand that is looked for inside longer names; two letters stand in many.
    private static let shortestBrand = 3

    /// The entries that share this identity, in the order they were told; at most `limit`.
    package func find(identity: String, owner: String?, limit: Int) throws(NameIndexError) -> [NameEntry] {
        var found: [NameEntry] = []
        for number in try entries(with: [NameIndexFormat.hash(identity: identity)]).sorted()
        where found.count < limit {
            let entry = try entry(number)
            if let owner, owner.utf8.elementsEqual(entry.owner.utf8) { continue }
            if entry.identities.contains(where: { $0.utf8.elementsEqual(identity.utf8) }) {
                found.append(entry)
            }
        }
        return found
    }

    private func entries(with hashes: [UInt64]) throws(NameIndexError) -> [Int] {
        var found: [Int] = []
        for hash in hashes {
            var place = try firstKey(notBelow: hash)
            while place < layout.keyCount, found.count < Self.mostCandidates {
                let record = try key(place)
                guard record.littleEndian(UInt64.self, at: 0) == hash else { break }
                found.append(Int(record.littleEndian(UInt32.self, at: 8)))
                place += 1
            }
        }
        return found
    }

    private func key(_ place: Int) throws(NameIndexError) -> [UInt8] {
        try pages.bytes(at: layout.keys + place * NameIndexFormat.keySize, count: NameIndexFormat.keySize)
    }

    private func firstKey(notBelow hash: UInt64) throws(NameIndexError) -> Int {
        var (low, high) = (0, layout.keyCount)
        while low < high {
            let middle = (low + high) / 2
            if try key(middle).littleEndian(UInt64.self, at: 0) < hash {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }

    /// The names whose letters may be within the edit distance, by mask and length.
    private func nearNames(_ keys: NameKeys) throws(NameIndexError) -> [Int] {
        let count = keys.letters.count
        // A longer name decides the limit for shorter ones too, by the shorter of the two; the most there can be.
        let most = EditDistance.limit(count)
        guard most > 0 else { return [] }
        let mask = LetterMask.of(keys.letters)
        var candidates: [Int] = []
        var first = 0
        try pages.scan(from: layout.masks, count: layout.names * 8) { bytes in
            // Sections begin at multiples of eight, as pages do, so that no mask lies across two stretches.
            for place in 0..<bytes.count / 8 {
                let other = UInt64(
                    littleEndian: bytes.loadUnaligned(fromByteOffset: place * 8, as: UInt64.self))
                if (other ^ mask).nonzeroBitCount <= 2 * most, candidates.count < Self.mostCandidates {
                    candidates.append(first + place)
                }
            }
            first += bytes.count / 8
        }
        var found: [Int] = []
        for number in candidates {
            let length = Int(try pages.bytes(at: layout.lengths + number, count: 1)[0])
            guard abs(length - min(count, 255)) <= most else { continue }
            let name = try entry(number).name
            if EditDistance.within(most, keys.letters, NameKeys.letters(of: name)) != nil {
                found.append(number)
            }
        }
        return found
    }

    private func entry(_ number: Int) throws(NameIndexError) -> NameEntry {
        guard number < layout.names else { throw .damaged("a key names no name") }
        let start = Int(
            truncatingIfNeeded: try pages.bytes(at: layout.entries + number * 8, count: 8).littleEndian(
                UInt64.self, at: 0))
        let head = try pages.bytes(at: start, count: NameIndexFormat.entryHeader)
        guard let kind = NameEntry.Kind(rawValue: head[0]) else { throw .damaged("a name is of no kind") }
        let lengths =
            [Int(head[3]), Int(head[4])] + [5, 7, 9].map { Int(head.littleEndian(UInt16.self, at: $0)) }
        let all = try pages.bytes(at: start + NameIndexFormat.entryHeader, count: lengths.reduce(0, +))
        var texts: [String] = []
        var place = 0
        for length in lengths {
            texts.append(String(decoding: all[place..<place + length], as: UTF8.self))
            place += length
        }
        return NameEntry(
            kind: kind, id: texts[0], owner: texts[1], name: texts[2],
            country: String(decoding: head[1..<3].prefix { $0 != 0 }, as: UTF8.self), detail: texts[3],
            identities: texts[4].split(separator: "\n").map(String.init))
    }
}
