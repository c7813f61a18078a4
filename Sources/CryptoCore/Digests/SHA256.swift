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
    ///
    /// With its padding (FIPS 180-4, 5.1.1) such a message is always two blocks. They are laid out at once and hashed as
    /// they are, without the bookkeeping of the general functions, and written in words as wide as libcrypto reads: a
    /// read of what several narrower writes left waits for all of them.
    package static func hash(prefix: UInt8, _ left: Digest, _ right: Digest) -> Digest {
        withUnsafeTemporaryAllocation(of: SIMD2<UInt64>.self, capacity: 8) { blocks in
            var carry = UInt64(prefix)
            /// The next word, when all bytes stand one place further on.
            func shifted(_ word: UInt64) -> UInt64 {
                let bytes = UInt64(littleEndian: word)
                defer { carry = bytes >> 56 }
                return (bytes << 8 | carry).littleEndian
            }
            let (first, second) = (left.words, right.words)
            blocks[0] = SIMD2(shifted(first.0), shifted(first.1))
            blocks[1] = SIMD2(shifted(first.2), shifted(first.3))
            blocks[2] = SIMD2(shifted(second.0), shifted(second.1))
            blocks[3] = SIMD2(shifted(second.2), shifted(second.3))
            blocks[4] = SIMD2((carry | 0x80 << 8).littleEndian, 0)
            (blocks[5], blocks[6]) = (.zero, .zero)
            let bits = UInt64(8 * (1 + 2 * Digest.byteCount))
            blocks[7] = SIMD2(0, bits.bigEndian)
            return hash(blocks: UnsafeRawBufferPointer(blocks))
        }
    }

    private static let blockBytes = 64

    /// The hash of whole blocks that hold a message and its padding.
    private static func hash(blocks: UnsafeRawBufferPointer) -> Digest {
        var context = SHA256_CTX()
        precondition(gb_sha256_init(&context) == 1, "libcrypto cannot start a hash")
        let bytes = blocks.bindMemory(to: UInt8.self)
        for start in stride(from: 0, to: bytes.count, by: blockBytes) {
            gb_sha256_transform(&context, UnsafeBufferPointer(rebasing: bytes[start...]).baseAddress)
        }
        let h = context.h
        func word(_ high: UInt32, _ low: UInt32) -> UInt64 { (UInt64(high) << 32 | UInt64(low)).bigEndian }
        return Digest(words: (word(h.0, h.1), word(h.2, h.3), word(h.4, h.5), word(h.6, h.7)))
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
