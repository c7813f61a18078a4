package import CryptoCore
import Encoding

/// A proof that an entry is in a log, for use without network (C2SP tlog-proof).
///
///     c2sp.org/tlog-proof@v1
///     index 42
///     (base64 of one hash a line, the leaf's neighbour first)
///
///     (the checkpoint with its signature lines)
package struct TLogProof: Sendable {
    /// The first line.
    package static let header = "c2sp.org/tlog-proof@v1"
    /// The most hashes that a proof can need.
    package static let maximumHashes = 63

    /// The position of the entry.
    package let index: UInt64
    /// The inclusion proof, the leaf's neighbour first.
    package let hashes: [Digest]
    /// The checkpoint as it was signed.
    package let checkpoint: SignedNote

    /// Puts a proof together. Nothing is checked.
    package init(index: UInt64, hashes: [Digest], checkpoint: SignedNote) {
        self.index = index
        self.hashes = hashes
        self.checkpoint = checkpoint
    }

    /// Reads a proof; `bytes` of the result are the same bytes. Throws `NoteError.malformed` or `.tooLarge`.
    ///
    /// Stricter than the format: an `extra` line, which nothing authenticates, is refused, as are leading zeros and
    /// base64 that is not canonical.
    package init(parsing bytes: [UInt8], maximumBytes: Int = SignedNote.maximumBytes) throws(NoteError) {
        guard bytes.count <= maximumBytes else {
            throw .tooLarge("the proof is longer than \(maximumBytes) bytes")
        }
        let head = try Head(parsing: bytes, at: 0)
        let checkpoint = try SignedNote(parsing: Array(bytes[head.end...]))
        self.init(index: head.index, hashes: head.hashes, checkpoint: checkpoint)
    }

    /// The text of the proof.
    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The text of the proof as UTF-8.
    package var bytes: [UInt8] {
        var bytes = Array("\(TLogProof.header)\nindex \(index)\n".utf8)
        for hash in hashes {
            bytes += Base64.encodeBytes(hash.bytes)
            bytes.append(0x0A)
        }
        bytes.append(0x0A)
        return bytes + checkpoint.bytes
    }

    /// The checkpoint, if it is one and the entry with this leaf hash is in its tree at `index`.
    ///
    /// Says nothing about the checkpoint's signatures. Throws `NoteError.malformed`.
    package func provenCheckpoint(forLeaf leaf: Digest) throws(NoteError) -> Checkpoint {
        let state = try Checkpoint(text: checkpoint.text)
        guard
            MerkleTree.isIncluded(leaf: leaf, index: index, size: state.size, proof: hashes, root: state.root)
        else { throw .malformed("the proof does not lead from the entry to the checkpoint's root") }
        return state
    }
}

extension TLogProof {
    /// What stands before the checkpoint.
    package struct Head: Sendable {
        /// The position of the entry.
        package let index: UInt64
        /// The inclusion proof, the leaf's neighbour first.
        package let hashes: [Digest]
        /// Where the checkpoint begins.
        package let end: Int

        /// Reads it where a proof begins. Throws `NoteError.malformed` or `.tooLarge`.
        package init(parsing bytes: [UInt8], at start: Int) throws(NoteError) {
            var lines = LineReader(bytes, from: start)
            guard lines.skip(Head.firstLine) else {
                throw .malformed("the first line of a proof must be \(TLogProof.header)")
            }
            guard lines.skip(Head.indexWord), let index = lines.nextNumber() else {
                throw .malformed(
                    "the second line of a proof must be \"index \" and a number without leading zeros")
            }
            var hashes: [Digest] = []
            hashes.reserveCapacity(24)
            while lines.nextByte != 0x0A {
                guard hashes.count < TLogProof.maximumHashes else {
                    throw .tooLarge("the proof has more than \(TLogProof.maximumHashes) hashes")
                }
                guard let hash = lines.nextHash() else {
                    throw .malformed(
                        "line \(hashes.count + 3) of the proof is neither empty nor base64 of 32 bytes")
                }
                hashes.append(hash)
            }
            self.index = index
            self.hashes = hashes
            end = lines.offset + 1
        }

        fileprivate static let firstLine = Array((TLogProof.header + "\n").utf8)
        fileprivate static let indexWord = Array("index ".utf8)
    }
}

extension TLogProof {
    /// Where the hashes of a proof stand, for those who need few of them: the lines are counted, not read.
    package struct Outline: Sendable {
        /// A line with the base64 of a hash, its LF included.
        package static let lineBytes = 45

        /// The position of the entry.
        package let index: UInt64
        /// The number of lines.
        package let count: Int
        /// Where the checkpoint begins.
        package let end: Int
        private let start: Int

        /// Nil where no proof begins there.
        package init?(_ bytes: [UInt8], at offset: Int) {
            var lines = LineReader(bytes, from: offset)
            guard lines.skip(Head.firstLine), lines.skip(Head.indexWord), let index = lines.nextNumber()
            else { return nil }
            start = lines.offset
            var place = start
            while place < bytes.count, bytes[place] != 0x0A {
                guard bytes.count - place > Self.lineBytes, bytes[place + Self.lineBytes - 1] == 0x0A else {
                    return nil
                }
                place += Self.lineBytes
            }
            count = (place - start) / Self.lineBytes
            guard place < bytes.count, count <= TLogProof.maximumHashes else { return nil }
            self.index = index
            end = place + 1
        }

        /// Where some of the lines stand.
        package func lines(_ range: Range<Int>) -> Range<Int> {
            start + range.lowerBound * Self.lineBytes..<start + range.upperBound * Self.lineBytes
        }

        /// The hash in a line of the bytes that were given; nil where the line is none.
        package func hash(_ line: Int, _ bytes: [UInt8]) -> Digest? {
            LineReader.hash(bytes, at: start + line * Self.lineBytes)
        }
    }
}

/// Hands out lines that end in LF.
private struct LineReader {
    private let bytes: [UInt8]
    var offset: Int

    init(_ bytes: [UInt8], from offset: Int) {
        self.bytes = bytes
        self.offset = offset
    }

    /// Moves behind these bytes if they come next.
    mutating func skip(_ text: [UInt8]) -> Bool {
        guard bytes.count - offset >= text.count,
            sameBytes(bytes[offset..<offset + text.count], text[...])
        else { return false }
        offset += text.count
        return true
    }

    /// The rest of the line as a number without leading zeros, below 2^64.
    mutating func nextNumber() -> UInt64? {
        guard let end = bytes[offset...].firstIndex(of: 0x0A),
            let number = DecimalText.parse(bytes: bytes[offset..<end])
        else { return nil }
        offset = end + 1
        return number
    }

    /// The byte that begins the next line; nil at the end.
    var nextByte: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    /// The next line as a hash: exactly 44 characters of base64. A bulk check reads twenty of these a badge, so the
    /// bytes stay off the heap.
    mutating func nextHash() -> Digest? {
        let hash = Self.hash(bytes, at: offset)
        if hash != nil { offset += TLogProof.Outline.lineBytes }
        return hash
    }

    static func hash(_ bytes: [UInt8], at offset: Int) -> Digest? {
        let end = offset + Base64.digestCharacters
        guard end < bytes.count, bytes[end] == 0x0A else { return nil }
        var isHash = false
        let hash = bytes.withUnsafeBufferPointer { bytes in
            let line = UnsafeBufferPointer(rebasing: bytes[offset..<end])
            return Digest { isHash = Base64.decodeDigest(line, into: $0) }
        }
        return isHash ? hash : nil
    }
}
