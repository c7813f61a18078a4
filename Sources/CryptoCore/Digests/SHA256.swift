import COpenSSL

/// SHA-256 (FIPS 180-4) through libcrypto, without the contexts of its general interface, which cost as much as hashing
/// two blocks. About 0.1 µs for a short message.
package enum SHA256 {
    /// The hash of one message.
    package static func hash(_ bytes: some Collection<UInt8>) -> Digest {
        let fast = bytes.withContiguousStorageIfAvailable { hash(buffer: UnsafeRawBufferPointer($0)) }
        return fast ?? hash([UInt8](bytes))
    }

    /// The hash of one message that is an array.
    package static func hash(_ bytes: [UInt8]) -> Digest { bytes.withUnsafeBytes { hash(buffer: $0) } }

    /// The hash of one message in memory that the caller keeps alive.
    package static func hash(buffer: UnsafeRawBufferPointer) -> Digest { hash { update in update(buffer) } }

    /// The hash of the parts one after another, without joining them.
    package static func hash(parts: [[UInt8]]) -> Digest {
        hash { update in
            for part in parts { part.withUnsafeBytes { update($0) } }
        }
    }

    /// The hash of one byte and a message behind it, as the leaves of a Merkle tree need it.
    package static func hash(prefix: UInt8, _ bytes: some Collection<UInt8>) -> Digest {
        let fast = bytes.withContiguousStorageIfAvailable { hash(prefix: prefix, UnsafeRawBufferPointer($0)) }
        return fast ?? hash(parts: [[prefix], [UInt8](bytes)])
    }

    /// The hash of two bytes and a message behind them: the first byte of a leaf, and the type of its entry.
    package static func hash(prefix: UInt8, _ type: UInt8, _ bytes: ArraySlice<UInt8>) -> Digest {
        hash { update in
            withUnsafeBytes(of: (prefix, type)) { update($0) }
            bytes.withUnsafeBytes { update($0) }
        }
    }

    /// The hash of one byte and two digests behind it, as the nodes of a Merkle tree need it. Uses no heap.
    package static func hash(prefix: UInt8, _ left: Digest, _ right: Digest) -> Digest {
        withUnsafeTemporaryAllocation(byteCount: 1 + 2 * Digest.byteCount, alignment: 1) { message in
            message[0] = prefix
            left.withUnsafeBytes {
                UnsafeMutableRawBufferPointer(rebasing: message[1...32]).copyMemory(from: $0)
            }
            right.withUnsafeBytes {
                UnsafeMutableRawBufferPointer(rebasing: message[33...64]).copyMemory(from: $0)
            }
            return hash(buffer: UnsafeRawBufferPointer(message))
        }
    }

    private static func hash(prefix: UInt8, _ bytes: UnsafeRawBufferPointer) -> Digest {
        hash { update in
            withUnsafeBytes(of: prefix) { update($0) }
            update(bytes)
        }
    }

    /// The hash of what `body` hands to its argument, in that order. These functions cannot fail once they are called
    /// in their order; libcrypto that says so is broken, and no answer that depends on a hash could be right.
    @inline(__always)
    private static func hash(_ body: ((UnsafeRawBufferPointer) -> Void) -> Void) -> Digest {
        Digest { result in
            var context = SHA256_CTX()
            precondition(gb_sha256_init(&context) == 1, "libcrypto cannot start a hash")
            body { part in
                guard let start = part.baseAddress, part.count > 0 else { return }
                precondition(gb_sha256_update(&context, start, part.count) == 1, "libcrypto cannot hash")
            }
            let start = result.baseAddress?.assumingMemoryBound(to: UInt8.self)
            precondition(gb_sha256_final(start, &context) == 1, "libcrypto cannot finish a hash")
        }
    }
}
