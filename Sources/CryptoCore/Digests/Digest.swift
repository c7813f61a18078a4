import Encoding

/// A SHA-256 value: 32 bytes, kept as four words so that trees of millions of them need no heap.
package struct Digest: Hashable, Sendable, CustomStringConvertible {
    /// The number of bytes of a SHA-256 value.
    package static let byteCount = 32

    // The bytes in memory order, not numbers: only `withUnsafeBytes` gives them a meaning.
    private var word0: UInt64 = 0
    private var word1: UInt64 = 0
    private var word2: UInt64 = 0
    private var word3: UInt64 = 0

    /// From exactly 32 bytes; nil for any other count.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        self.init { $0.copyBytes(from: bytes) }
    }

    /// The same for an array. The general form looks types up at run time, which a short run notices.
    package init?(bytes: [UInt8]) {
        let digest = bytes.withUnsafeBytes { Digest(bytes: $0) }
        guard let digest else { return nil }
        self = digest
    }

    /// From exactly 32 bytes in memory that the caller keeps alive; nil for any other count.
    package init?(bytes: UnsafeRawBufferPointer) {
        guard bytes.count == Self.byteCount else { return nil }
        self.init { $0.copyMemory(from: bytes) }
    }

    /// From 64 lower-case hex digits; nil for anything else.
    package init?(hex: String) {
        guard let bytes = Hex.decode(hex) else { return nil }
        self.init(bytes: bytes)
    }

    /// The digest that `fill` writes into 32 zeroed bytes.
    package init(filledBy fill: (UnsafeMutableRawBufferPointer) -> Void) {
        withUnsafeMutableBytes(of: &self) { fill($0) }
    }

    /// From its four words, the bytes of each in memory order.
    init(words: (UInt64, UInt64, UInt64, UInt64)) { (word0, word1, word2, word3) = words }

    /// The four words, the bytes of each in memory order.
    var words: (UInt64, UInt64, UInt64, UInt64) { (word0, word1, word2, word3) }

    /// The 32 bytes.
    package var bytes: [UInt8] { withUnsafeBytes { [UInt8]($0) } }

    /// The bytes as 64 lower-case hex digits.
    package var hex: String { Hex.encode(bytes) }

    /// The same as ``hex``.
    package var description: String { hex }

    /// Lends the 32 bytes without copying them.
    package func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result
    {
        try Swift.withUnsafeBytes(of: self, body)
    }
}
