/// SHA-256 (FIPS 180-4) through libcrypto. About 0.2 µs for a short message.
package enum SHA256 {
    /// The hash of one message.
    package static func hash(_ bytes: some Collection<UInt8>) -> Digest {
        let fast = bytes.withContiguousStorageIfAvailable { hash(buffer: UnsafeRawBufferPointer($0)) }
        return fast ?? hash([UInt8](bytes))
    }

    /// The hash of one message that is an array.
    package static func hash(_ bytes: [UInt8]) -> Digest { bytes.withUnsafeBytes { hash(buffer: $0) } }

    /// The hash of one message in memory that the caller keeps alive.
    package static func hash(buffer: UnsafeRawBufferPointer) -> Digest {
        Digest { MessageDigest.sha256.hash(buffer, into: $0) }
    }

    /// The hash of the parts one after another, without joining them.
    package static func hash(parts: [[UInt8]]) -> Digest {
        Digest { result in
            MessageDigest.sha256.hash(into: result) { update in
                for part in parts { part.withUnsafeBytes { update($0) } }
            }
        }
    }

    /// The hash of one byte and a message behind it, as the leaves of a Merkle tree need it.
    package static func hash(prefix: UInt8, _ bytes: some Collection<UInt8>) -> Digest {
        let fast = bytes.withContiguousStorageIfAvailable { hash(prefix: prefix, UnsafeRawBufferPointer($0)) }
        return fast ?? hash(parts: [[prefix], [UInt8](bytes)])
    }

    /// The hash of two bytes and a message behind them: the first byte of a leaf, and the type of its entry.
    package static func hash(prefix: UInt8, _ type: UInt8, _ bytes: ArraySlice<UInt8>) -> Digest {
        Digest { result in
            MessageDigest.sha256.hash(into: result) { update in
                withUnsafeBytes(of: (prefix, type)) { update($0) }
                bytes.withUnsafeBytes { update($0) }
            }
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
        Digest { result in
            MessageDigest.sha256.hash(into: result) { update in
                withUnsafeBytes(of: prefix) { update($0) }
                update(bytes)
            }
        }
    }
}
