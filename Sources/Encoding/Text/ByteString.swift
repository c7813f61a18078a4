import Glibc

/// Whether two texts have the same UTF-8 bytes.
///
/// `==` of Swift's strings is canonical equivalence: it calls texts equal whose bytes, and so whose hashes and
/// signatures, differ. Names, accounts and identifiers are compared with this function only.
package func sameBytes(_ a: some StringProtocol, _ b: some StringProtocol) -> Bool {
    a.utf8.elementsEqual(b.utf8)
}

/// The same for whole strings, without the cost of the general form.
package func sameBytes(_ a: String, _ b: String) -> Bool {
    guard a.utf8.count == b.utf8.count else { return false }
    let answer = a.utf8.withContiguousStorageIfAvailable { a in
        b.utf8.withContiguousStorageIfAvailable { b in sameMemory(.init(a), .init(b)) }
    }
    return (answer ?? nil) ?? a.utf8.elementsEqual(b.utf8)
}

/// Whether two stretches of arrays hold the same bytes.
package func sameBytes(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>) -> Bool {
    a.withUnsafeBytes { a in b.withUnsafeBytes { b in sameMemory(a, b) } }
}

/// Where a byte stands first behind an offset; nil where it does not.
package func firstPlace(of byte: UInt8, in bytes: [UInt8], from offset: Int) -> Int? {
    guard offset >= 0, offset < bytes.count else { return nil }
    return bytes.withUnsafeBytes { bytes in
        guard let start = bytes.baseAddress,
            let found = memchr(start + offset, Int32(byte), bytes.count - offset)
        else { return nil }
        return UnsafeRawPointer(found) - start
    }
}

private func sameMemory(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
    guard a.count == b.count else { return false }
    guard let left = a.baseAddress, let right = b.baseAddress else { return true }
    return memcmp(left, right, a.count) == 0
}

/// A text that is equal to another only if all bytes are: the key for dictionaries and sets.
package struct ByteString: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The text.
    package let string: String

    /// Wraps a text.
    package init(_ string: String) {
        self.string = string
    }

    /// Whether all bytes are equal.
    package static func == (a: ByteString, b: ByteString) -> Bool { sameBytes(a.string, b.string) }

    /// Orders by bytes.
    package static func < (a: ByteString, b: ByteString) -> Bool {
        a.string.utf8.lexicographicallyPrecedes(b.string.utf8)
    }

    /// Feeds the bytes, and an end mark, to a hasher.
    package func hash(into hasher: inout Hasher) {
        hashBytes(of: string, into: &hasher)
    }

    /// The text.
    package var description: String { string }
}

/// Feeds the UTF-8 bytes of a text to a hasher. FF is in no UTF-8 text, so it marks the end.
func hashBytes(of text: String, into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    hasher.combine(0xFF as UInt8)
}
