/// Reads parts of an index file, each page checked once against its checksum.
///
/// Not thread-safe: one query has one reader.
final class IndexPages {
    private let read: (Int, Int) throws(NameIndexError) -> [UInt8]
    /// Checksums of the pages before `end`.
    private let checksums: [UInt8]
    /// Where the checked part ends.
    private let end: Int
    /// Pages that were read lately; a search comes back to the same few.
    private var kept: [Int: [UInt8]] = [:]
    private static let mostKept = 64

    init(
        end: Int, checksums: [UInt8], read: @escaping (Int, Int) throws(NameIndexError) -> [UInt8]
    ) {
        self.end = end
        self.checksums = checksums
        self.read = read
    }

    /// A page, checked.
    private func page(_ number: Int) throws(NameIndexError) -> [UInt8] {
        if let page = kept[number] { return page }
        let start = number * NameIndexFormat.pageSize
        let bytes = try read(start, min(NameIndexFormat.pageSize, end - start))
        try check(bytes, from: number)
        if kept.count >= Self.mostKept { kept.removeAll(keepingCapacity: true) }
        kept[number] = bytes
        return bytes
    }

    /// Some bytes, from as many pages as they lie in.
    func bytes(at offset: Int, count: Int) throws(NameIndexError) -> [UInt8] {
        guard offset >= 0, count >= 0, offset <= end - count else {
            throw .damaged("it points behind its end")
        }
        let size = NameIndexFormat.pageSize
        var out: [UInt8] = []
        out.reserveCapacity(count)
        var place = offset
        while place < offset + count {
            let page = try page(place / size)
            let from = place % size
            let until = min(page.count, from + offset + count - place)
            guard until > from else { throw .damaged("a page is short") }
            out += page[from..<until]
            place += until - from
        }
        return out
    }

    /// Shows whole stretches of the file in order, several pages at a time, checked and not kept.
    func scan(
        from offset: Int, count: Int, _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws(NameIndexError) {
        let size = NameIndexFormat.pageSize
        // 256 KiB stay in the processor's cache between the checksum and the search.
        let pagesAtOnce = 16
        var number = offset / size
        while number * size < offset + count {
            let start = number * size
            let length = min(pagesAtOnce * size, end - start)
            let bytes = try read(start, length)
            try check(bytes, from: number)
            let (from, until) = (max(offset - start, 0), min(offset + count - start, bytes.count))
            do {
                try bytes.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[from..<until])) }
            } catch let error as NameIndexError {
                throw error
            } catch {
                throw .damaged("\(error)")
            }
            number += pagesAtOnce
        }
    }

    private func check(_ bytes: [UInt8], from number: Int) throws(NameIndexError) {
        let size = NameIndexFormat.pageSize
        let good = bytes.withUnsafeBytes { all in
            var page = number
            for start in stride(from: 0, to: all.count, by: size) {
                let part = UnsafeRawBufferPointer(rebasing: all[start..<min(start + size, all.count)])
                if IndexChecksum.of(part) != checksums.littleEndian(UInt64.self, at: page * 8) {
                    return false
                }
                page += 1
            }
            return true
        }
        if !good { throw .damaged("a page does not match its checksum") }
    }
}

extension [UInt8] {
    /// A little-endian number; 0 where it would lie outside, which no checksum matches.
    func littleEndian<Number: FixedWidthInteger>(_ type: Number.Type, at offset: Int) -> Number {
        guard offset >= 0, offset + MemoryLayout<Number>.size <= count else { return 0 }
        return withUnsafeBytes {
            Number(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: Number.self))
        }
    }
}
