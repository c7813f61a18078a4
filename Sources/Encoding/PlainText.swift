import Glibc

/// Tells of texts where they stand whether they keep to our rules, for what is read of every badge. The answer may be
/// "cannot tell": the general rules over strings then decide, and name what is wrong.
package enum PlainText {
    /// The number of Unicode scalars of a text that may be shown: UTF-8 below U+0300, where nothing combines, without
    /// control or invisible characters, not empty, no outer spaces. Nil for every other text, good ones among them.
    package static func scalarCount(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        guard let first = range.first, bytes[first] != 0x20, bytes[range.upperBound - 1] != 0x20 else {
            return nil
        }
        var count = 0
        var place = range.lowerBound
        while place < range.upperBound {
            let byte = bytes[place]
            place += 1
            count += 1
            if byte >= 0x20, byte < 0x7F { continue }
            // Two bytes from U+00A0 to U+02FF, but for the soft hyphen.
            guard byte >= 0xC2, byte <= 0xCB, place < range.upperBound else { return nil }
            let second = bytes[place]
            guard second & 0xC0 == 0x80, byte > 0xC2 || (second >= 0xA0 && second != 0xAD) else { return nil }
            place += 1
        }
        return count
    }

    /// Whether every character is of ASCII, seen, and no space.
    package static func isVisibleWord(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
        var others: UInt8 = 0
        for place in range { others |= (bytes[place] &- 0x21) >= 0x5E ? 1 : 0 }
        return others == 0
    }

    /// Whether these characters stand at an offset.
    package static func stands(_ text: StaticString, at offset: Int, _ bytes: Span<UInt8>) -> Bool {
        let count = text.utf8CodeUnitCount
        guard bytes.count - offset >= count else { return false }
        return bytes.extracting(offset..<offset + count).withUnsafeBytes {
            guard let start = $0.baseAddress else { return count == 0 }
            return memcmp(start, text.utf8Start, count) == 0
        }
    }

    /// Whether a stretch holds exactly these bytes.
    package static func sameBytes(_ bytes: Span<UInt8>, _ range: Range<Int>, _ other: Span<UInt8>) -> Bool {
        guard range.count == other.count else { return false }
        return bytes.extracting(range).withUnsafeBytes { left in
            other.withUnsafeBytes { right in
                guard let left = left.baseAddress, let right = right.baseAddress else { return true }
                return memcmp(left, right, range.count) == 0
            }
        }
    }

    /// Whether two stretches of the same bytes are equal.
    package static func sameBytes(_ bytes: Span<UInt8>, _ a: Range<Int>, _ b: Range<Int>) -> Bool {
        sameBytes(bytes, a, bytes.extracting(b))
    }

    /// Whether a stretch is this text.
    package static func sameBytes(_ bytes: Span<UInt8>, _ range: Range<Int>, _ text: String) -> Bool {
        sameBytes(bytes, range, text.utf8.span)
    }
}
