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
            if isASCII(bytes, at: place, before: range.upperBound, from: 0x20) {
                place += 8
                count += 8
                continue
            }
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
        var place = range.lowerBound
        while place < range.upperBound {
            if isASCII(bytes, at: place, before: range.upperBound, from: 0x21) {
                place += 8
                continue
            }
            guard bytes[place] &- 0x21 < 0x5E else { return false }
            place += 1
        }
        return true
    }

    /// Whether the next eight bytes are there and of ASCII, not below one character (up to 0x80) and not DEL: most of
    /// what stands in badges is told in words. Who gets false looks at the bytes one by one.
    private static func isASCII(
        _ bytes: Span<UInt8>, at place: Int, before end: Int, from lowest: UInt64
    ) -> Bool {
        guard end - place >= 8 else { return false }
        let word = bytes.bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self)
        let ones: UInt64 = 0x0101_0101_0101_0101
        let tops = ones << 7
        // Nothing is borrowed or carried from one byte to another where no top bit is set.
        let isLow = ~((word | tops) &- ones &* lowest)
        let isLast = word &+ ones
        return (word | isLow | isLast) & tops == 0
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
