/// The lowest `count` bytes of a number, most significant first.
package func bigEndian(_ value: UInt64, count: Int) -> [UInt8] {
    (0..<count).map { index in
        let shift = (count - 1 - index) * 8
        return shift < 64 ? UInt8(truncatingIfNeeded: value >> UInt64(shift)) : 0
    }
}

/// Reads big-endian numbers and byte strings off the front of a byte string; nil where too little is left.
///
/// A read that returns nil leaves the position where it was.
package struct ByteReader: Sendable {
    private let content: [UInt8]
    /// How many bytes have been read.
    package private(set) var offset: Int

    /// Starts at an offset, by default at the first byte.
    package init(_ bytes: [UInt8], offset: Int = 0) {
        content = bytes
        self.offset = min(max(0, offset), bytes.count)
    }

    /// Whether every byte has been read.
    package var isAtEnd: Bool { offset == content.count }

    /// How many bytes are left.
    package var remaining: Int { content.count - offset }

    /// One byte.
    package mutating func uint8() -> UInt8? { number(1).map { UInt8(truncatingIfNeeded: $0) } }
    /// Two bytes, most significant first.
    package mutating func uint16() -> UInt16? { number(2).map { UInt16(truncatingIfNeeded: $0) } }
    /// Four bytes, most significant first.
    package mutating func uint32() -> UInt32? { number(4).map { UInt32(truncatingIfNeeded: $0) } }
    /// Six bytes, most significant first.
    package mutating func uint48() -> UInt64? { number(6) }
    /// Eight bytes, most significant first.
    package mutating func uint64() -> UInt64? { number(8) }

    /// The next bytes.
    package mutating func bytes(_ count: Int) -> [UInt8]? {
        guard count >= 0, count <= remaining else { return nil }
        defer { offset += count }
        return Array(content[offset..<offset + count])
    }

    /// All bytes that are left.
    package mutating func rest() -> [UInt8] {
        defer { offset = content.count }
        return Array(content[offset...])
    }

    private mutating func number(_ count: Int) -> UInt64? {
        guard count <= remaining else { return nil }
        var value: UInt64 = 0
        for index in offset..<offset + count { value = value << 8 | UInt64(content[index]) }
        offset += count
        return value
    }
}
