import CryptoCore
import Encoding

/// One entry of the journal on the disk.
///
/// A journal is a directory of segments, each named by the sequence of its first entry, and a head file (`HeadFile`):
///
///     journal/lock                        the writer's lock
///     journal/00000000000000000000.seg    entries 0…8101
///     journal/00000000000000008102.seg    entries 8102…, the newest segment
///     journal/torn-00000000000000009004-0.bin   incomplete bytes that a crash left, kept for whoever wants to look
///
/// A segment is frames one behind the other, nothing between. The frame of entry 258 with the payload "abc":
///
///     offset  bytes
///          0  47 42 4A                    "GBJ"
///          3  01                          version of the frame
///          4  00 00 00 03                 payload length, at most 16 MiB
///          8  00 00 00 00 00 00 01 02     sequence, one more than that of the frame before
///         16  BA 78 16 BF … F2 00 15 AD   SHA-256 of the payload
///         48  61 62 63                    payload
///
/// Numbers are big-endian. Every bit counts: a changed length takes other bytes for the payload, and so fails the hash.
package enum Frame {
    /// Bytes before the payload.
    package static let headerLength = 48
    /// The largest payload: DESIGN 4.5 bounds a transaction by it, and a reader never holds more than one.
    package static let maximumPayload = 16 << 20

    static let magic: [UInt8] = [0x47, 0x42, 0x4A, 0x01]

    /// What a header says.
    struct Header: Hashable {
        var length: Int
        var sequence: UInt64
        var hash: Digest
    }

    /// The 48 bytes before a payload.
    static func header(sequence: UInt64, length: Int, hash: Digest) -> [UInt8] {
        magic + bigEndian(UInt64(length), count: 4) + bigEndian(sequence, count: 8) + hash.bytes
    }

    /// Reads a header at the start of `bytes`; the text says what is wrong with it.
    static func parse(_ bytes: ArraySlice<UInt8>, expecting sequence: UInt64) -> Result<Header, FrameFlaw> {
        let at = bytes.startIndex
        guard bytes.count >= headerLength, bytes.prefix(3) == magic.prefix(3) else {
            return .failure(FrameFlaw("no entry begins here"))
        }
        guard bytes[at + 3] == magic[3] else {
            return .failure(
                FrameFlaw("the entry is in version \(bytes[at + 3]) of the format, unknown to this program"))
        }
        let length = bigEndianValue(bytes[at + 4..<at + 8])
        guard length <= UInt64(maximumPayload) else {
            return .failure(FrameFlaw("the entry claims \(length) bytes, more than the limit of 16 MiB"))
        }
        let found = bigEndianValue(bytes[at + 8..<at + 16])
        guard found == sequence else {
            return .failure(FrameFlaw("entry \(found) stands where entry \(sequence) belongs"))
        }
        guard let hash = Digest(bytes: bytes[at + 16..<at + 48]) else {
            return .failure(FrameFlaw("no entry begins here"))
        }
        return .success(Header(length: Int(length), sequence: found, hash: hash))
    }
}

/// What is wrong with a frame, in words.
struct FrameFlaw: Error, Hashable {
    let what: String
    init(_ what: String) { self.what = what }
}

/// The number that at most eight bytes stand for, most significant first; reads in place, unlike `ByteReader`.
func bigEndianValue(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reduce(0) { $0 << 8 | UInt64($1) }
}
