import COpenSSL
import Synchronization

/// The contexts with which one public key verifies.
///
/// A context belongs to one call at a time. Making one looks the algorithm up by name, and copying one allocates a
/// dozen objects; so ECDSA contexts that are not in use are kept, and Ed25519, whose contexts serve once, copies one
/// that is prepared.
final class VerifyContexts: Sendable {
    /// More than run at once on the machines of most clients; a call that finds none makes its own.
    private static let mostIdle = 16

    // Owned; after verify_init, and only ever copied. Nil for Ed25519.
    private nonisolated(unsafe) let ecdsa: OpaquePointer?
    // Owned; an EVP_MD_CTX after EVP_DigestVerifyInit, and only ever copied. Nil for ECDSA.
    private nonisolated(unsafe) let ed25519: OpaquePointer?
    // Owned, each only ever in the hands of one call: addresses of EVP_PKEY_CTX, since pointers cannot leave a lock.
    private let idle = Mutex<[UInt]>([])

    init(_ key: borrowing Handle, _ algorithm: KeyAlgorithm) throws(OpenSSLError) {
        if algorithm == .ed25519 {
            ecdsa = nil
            ed25519 = try NativeKey.messageVerifier(key)
        } else {
            ecdsa = try NativeKey.verifier(key)
            ed25519 = nil
        }
    }

    deinit {
        idle.withLock { idle in
            for address in idle { EVP_PKEY_CTX_free(OpaquePointer(bitPattern: address)) }
        }
        EVP_PKEY_CTX_free(ecdsa)
        EVP_MD_CTX_free(ed25519)
    }

    /// `EVP_PKEY_verify` on the hash of the message.
    func isValidECDSA(
        _ signature: [UInt8], _ message: UnsafeRawBufferPointer, _ hash: MessageDigest
    ) -> Bool {
        guard let context = take() else { return refused() }
        let isValid = withUnsafeTemporaryAllocation(byteCount: hash.byteCount, alignment: 8) { digest in
            if hash == .sha256 {
                SHA256.hash(buffer: message).withUnsafeBytes { digest.copyMemory(from: $0) }
            } else {
                hash.hash(message, into: digest)
            }
            return EVP_PKEY_verify(
                context, signature, signature.count, digest.baseAddress, digest.count) == 1
        }
        // After a failure nothing is assumed about a context.
        guard isValid else {
            EVP_PKEY_CTX_free(context)
            return refused()
        }
        giveBack(context)
        return true
    }

    /// `EVP_DigestVerify`, which for Ed25519 takes the message as it is.
    func isValidEd25519(_ signature: [UInt8], _ message: UnsafeRawBufferPointer) -> Bool {
        guard let ed25519, let context = EVP_MD_CTX_new() else { return refused() }
        defer { EVP_MD_CTX_free(context) }
        guard EVP_MD_CTX_copy_ex(context, ed25519) == 1 else { return refused() }
        let start = message.baseAddress?.assumingMemoryBound(to: UInt8.self)
        return EVP_DigestVerify(context, signature, signature.count, start, message.count) == 1 || refused()
    }

    private func take() -> OpaquePointer? {
        if let address = idle.withLock({ $0.popLast() }) { return OpaquePointer(bitPattern: address) }
        return ecdsa.flatMap { EVP_PKEY_CTX_dup($0) }
    }

    private func giveBack(_ context: OpaquePointer) {
        let address = UInt(bitPattern: context)
        let isKept = idle.withLock { idle in
            guard idle.count < Self.mostIdle else { return false }
            idle.append(address)
            return true
        }
        if !isKept { EVP_PKEY_CTX_free(context) }
    }

    /// False; what libcrypto left in the error queue is of no interest and must not explain a later failure.
    private func refused() -> Bool {
        OpenSSLError.clear()
        return false
    }
}
