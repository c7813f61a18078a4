/// Walks strict DER where it stands, for what is read of every badge: no copies, no errors, nil on the slightest doubt.
///
/// Who gets nil asks `DERReader`, which keeps to the same rules and says what is wrong. Every byte is read through a
/// `Span`, which checks its bounds.
package struct DERScan: Sendable {
    /// Where the next element begins.
    package private(set) var position: Int
    /// Where this level ends.
    package let end: Int

    /// Walks a stretch of the bytes that are given to each call.
    package init(_ range: Range<Int>) {
        position = range.lowerBound
        end = range.upperBound
    }

    /// True if this level has no further element.
    package var isAtEnd: Bool { position == end }

    /// Moves past the next element, which must have this tag, and gives where its contents stand.
    package mutating func next(_ tag: UInt8, _ bytes: Span<UInt8>) -> Range<Int>? {
        guard end - position >= 2, bytes[position] == tag else { return nil }
        var start = position + 2
        var count = Int(bytes[position + 1])
        if count >= 0x80 {
            // Two bytes reach what a certificate may have; more is for the general reader.
            guard count == 0x81 || count == 0x82, end - start >= count - 0x80 else { return nil }
            let isLong = count == 0x82
            count = isLong ? Int(bytes[start]) << 8 | Int(bytes[start + 1]) : Int(bytes[start])
            guard count >= (isLong ? 0x100 : 0x80) else { return nil }
            start += isLong ? 2 : 1
        }
        guard count <= end - start else { return nil }
        position = start + count
        return start..<position
    }

    /// The same, tag and length included.
    package mutating func nextWhole(_ tag: UInt8, _ bytes: Span<UInt8>) -> Range<Int>? {
        let start = position
        return next(tag, bytes).map { start..<$0.upperBound }
    }

    /// The same as `next`, and a walk through what is inside.
    package mutating func enter(_ tag: UInt8, _ bytes: Span<UInt8>) -> DERScan? {
        next(tag, bytes).map { DERScan($0) }
    }

    /// The contents of the one element with this tag that a stretch consists of.
    package static func only(_ tag: UInt8, in range: Range<Int>, _ bytes: Span<UInt8>) -> Range<Int>? {
        var scan = DERScan(range)
        guard let contents = scan.next(tag, bytes), scan.isAtEnd else { return nil }
        return contents
    }
}
