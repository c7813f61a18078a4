import COpenSSL

/// One libcrypto object with exactly one owner, freed when the owner goes.
///
/// Noncopyable, so that use after hand-over and double free do not compile. The pointer is only lent to a closure: it
/// cannot outlive the handle by accident.
struct Handle: ~Copyable {
    private let pointer: OpaquePointer
    private let release: @convention(c) (OpaquePointer?) -> Void

    /// Takes ownership of what a `_new`, `_dup`, `_fetch` or `d2i_` call returned; nil is the failure of `operation`,
    /// thrown with the drained error queue.
    init(
        takingOwnership pointer: OpaquePointer?, _ operation: String,
        release: @escaping @convention(c) (OpaquePointer?) -> Void
    ) throws(OpenSSLError) {
        guard let pointer else { throw OpenSSLError.drain(operation) }
        self.pointer = pointer
        self.release = release
    }

    deinit { release(pointer) }

    /// Lends the pointer for the duration of `body`.
    borrowing func with<Result: ~Copyable, Failure: Error>(
        _ body: (OpaquePointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(pointer)
    }

    /// Gives the object away: the caller owns it now.
    consuming func take() -> OpaquePointer {
        let pointer = pointer
        discard self
        return pointer
    }
}
