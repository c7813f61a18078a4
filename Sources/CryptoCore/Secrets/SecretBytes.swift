import COpenSSL

/// Bytes that nobody else may see: wiped with `OPENSSL_cleanse` when the last reference goes, and without any text form.
///
/// A class, because a copied array leaves copies behind that nothing wipes. What the caller copied *from* is the
/// caller's to wipe.
package final class SecretBytes: Sendable {
    // Written only in `init` and wiped in `deinit`, so that reading from several threads is safe.
    private nonisolated(unsafe) let storage: UnsafeMutableRawBufferPointer

    /// The number of bytes.
    package var count: Int { storage.count }

    /// A copy of these bytes.
    package init(copying bytes: [UInt8]) {
        storage = .allocate(byteCount: bytes.count, alignment: 1)
        storage.copyBytes(from: bytes)
    }

    /// `count` bytes from the random source.
    package convenience init(count: Int, random: RandomSource) {
        var bytes = random.bytes(count)
        self.init(copying: bytes)
        bytes.withUnsafeMutableBytes { OPENSSL_cleanse($0.baseAddress, $0.count) }
    }

    /// `count` zero bytes, then whatever `fill` writes into them.
    init<Failure: Error>(
        count: Int, filledBy fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        storage = .allocate(byteCount: count, alignment: 1)
        storage.initializeMemory(as: UInt8.self, repeating: 0)
        try fill(storage)
    }

    deinit {
        OPENSSL_cleanse(storage.baseAddress, storage.count)
        storage.deallocate()
    }

    /// Lends the bytes for the duration of `body`; they must not leave it.
    package func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeRawBufferPointer(storage))
    }

    /// Compares without telling by its duration where the difference is (`CRYPTO_memcmp`).
    package func isEqual(to other: SecretBytes) -> Bool {
        count == other.count && CRYPTO_memcmp(storage.baseAddress, other.storage.baseAddress, count) == 0
    }
}
