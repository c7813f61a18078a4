import COpenSSL
import Glibc

/// The hash functions of this module over libcrypto, fetched once per process.
///
/// OpenSSL 3 looks an algorithm up by name at every call that is not given a fetched one, and allocates a context for
/// each message. Fetching once and reusing one context per thread makes hashing a tree node three times faster.
enum MessageDigest {
    case sha1, sha256, sha384, sha512

    /// The length of the result in bytes.
    var byteCount: Int {
        switch self {
        case .sha1: 20
        case .sha256: 32
        case .sha384: 48
        case .sha512: 64
        }
    }

    /// The fetched algorithm, for calls that take an `EVP_MD`.
    var algorithm: OpaquePointer {
        switch self {
        case .sha1: Self.sha1Algorithm
        case .sha256: Self.sha256Algorithm
        case .sha384: Self.sha384Algorithm
        case .sha512: Self.sha512Algorithm
        }
    }

    // An EVP_MD is immutable once fetched and lives as long as the process, so every thread may read it.
    private nonisolated(unsafe) static let sha1Algorithm = fetch("SHA1")
    private nonisolated(unsafe) static let sha256Algorithm = fetch("SHA256")
    private nonisolated(unsafe) static let sha384Algorithm = fetch("SHA384")
    private nonisolated(unsafe) static let sha512Algorithm = fetch("SHA512")

    /// The hash of one message.
    func hash(_ bytes: UnsafeRawBufferPointer, into result: UnsafeMutableRawBufferPointer) {
        hash(into: result) { update in update(bytes) }
    }

    /// The hash of one message, as an array of ``byteCount`` bytes.
    func hash(_ bytes: [UInt8]) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: byteCount)
        result.withUnsafeMutableBytes { result in bytes.withUnsafeBytes { hash($0, into: result) } }
        return result
    }

    /// The hash of the parts that `body` hands to its argument, in that order.
    ///
    /// A failure stops the process: libcrypto without these functions is a broken installation, and no answer that
    /// depends on a hash could be right.
    @inline(__always)
    func hash(
        into result: UnsafeMutableRawBufferPointer, _ body: ((UnsafeRawBufferPointer) -> Void) -> Void
    ) {
        precondition(result.count == byteCount, "a buffer of the wrong size for this hash")
        let context = Self.threadContext
        precondition(EVP_DigestInit_ex2(context, algorithm, nil) == 1, "libcrypto cannot start a hash")
        body { part in
            precondition(
                EVP_DigestUpdate(context, part.baseAddress, part.count) == 1, "libcrypto cannot hash")
        }
        let start = result.baseAddress?.assumingMemoryBound(to: UInt8.self)
        precondition(EVP_DigestFinal_ex(context, start, nil) == 1, "libcrypto cannot finish a hash")
    }

    private static func fetch(_ name: String) -> OpaquePointer {
        Libcrypto.start()
        guard let algorithm = EVP_MD_fetch(nil, name, nil) else {
            preconditionFailure(
                "libcrypto has no \(name): check the OpenSSL installation")
        }
        return algorithm
    }

    /// This thread's context; freed by the key's destructor when the thread ends.
    private static var threadContext: OpaquePointer {
        if let context = pthread_getspecific(contextKey) { return OpaquePointer(context) }
        guard let context = EVP_MD_CTX_new() else { preconditionFailure("out of memory for a hash context") }
        pthread_setspecific(contextKey, UnsafeMutableRawPointer(context))
        return context
    }

    private static let contextKey: pthread_key_t = {
        var key = pthread_key_t()
        let result = pthread_key_create(&key) { context in EVP_MD_CTX_free(context.map { OpaquePointer($0) })
        }
        precondition(result == 0, "no thread-specific key for the hash context")
        return key
    }()
}
