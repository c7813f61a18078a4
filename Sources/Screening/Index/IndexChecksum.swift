/// A quick checksum against damaged files; the index holds nothing that an attacker could not write as well, since who
/// can write it can write the program.
enum IndexChecksum {
    /// Four streams of multiplication and rotation over words of eight bytes, little-endian.
    static func of(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var (a, b, c, d): (UInt64, UInt64, UInt64, UInt64) = (seed, seed &+ 1, seed &+ 2, seed &+ 3)
        var place = 0
        while place + 32 <= bytes.count {
            a = step(a, word(bytes, place))
            b = step(b, word(bytes, place + 8))
            c = step(c, word(bytes, place + 16))
            d = step(d, word(bytes, place + 24))
            place += 32
        }
        while place < bytes.count {
            a = step(a, UInt64(bytes[place]))
            place += 1
        }
        return step(step(step(step(UInt64(bytes.count), a), b), c), d)
    }

    static func of(_ bytes: some Collection<UInt8>) -> UInt64 {
        bytes.withContiguousStorageIfAvailable { of(UnsafeRawBufferPointer($0)) } ?? of(Array(bytes))
    }

    private static let seed: UInt64 = 0x9E37_79B9_7F4A_7C15
    private static func word(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> UInt64 {
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
    }
    private static func step(_ state: UInt64, _ word: UInt64) -> UInt64 {
        let mixed = (state ^ word) &* 0xFF51_AFD7_ED55_8CCD
        return mixed << 29 | mixed >> 35
    }

    /// The hash of code points, for keys.
    static func of(points: some Sequence<UInt32>) -> UInt64 {
        var state = seed
        for point in points { state = step(state, UInt64(point)) }
        // The last step spreads the high bits, which sorting looks at first.
        return (state ^ state >> 32) &* 0xC4CE_B9FE_1A85_EC53
    }
}
