import CryptoCore
package import Encoding
package import Transparency

/// The state of every badge of one log in one signed file (DESIGN 4.3).
///
///     greenbadge/status@v1
///     badges.example.org/log1          log origin
///     42                               sequence
///     2026-11-22T14:20:00Z             issued
///     2026-11-29T14:20:00Z             next update
///     100000                           covered size N: indexes below it
///     8123                             payload length
///     <64 hex digits>                  payload SHA-256
///
///     — badges.example.org/status <base64>
///
/// then one zero byte and the payload.
package struct StatusSnapshot: Sendable {
    /// What the signed lines say, but for length and hash of the payload.
    package struct Header: Hashable, Sendable {
        /// The log origin.
        package let origin: String
        /// Strictly rising under one status key, below 2^63, shared with staples.
        package let sequence: UInt64
        /// When the authority issued it.
        package let issued: Timestamp
        /// When the next one is due at the latest.
        package let nextUpdate: Timestamp
        /// Indexes below it are answered; all others are unknown.
        package let coveredSize: UInt64

        /// Takes the values as they are.
        package init(
            origin: String, sequence: UInt64, issued: Timestamp, nextUpdate: Timestamp, coveredSize: UInt64
        ) {
            self.origin = origin
            self.sequence = sequence
            self.issued = issued
            self.nextUpdate = nextUpdate
            self.coveredSize = coveredSize
        }
    }

    /// First line of the format.
    package static let formatLine = "greenbadge/status@v1"

    /// What the signed lines say.
    package let header: Header
    /// The note before the zero byte.
    package let note: SignedNote
    private let payload: StatusPayload
    /// The file as it was read.
    package let bytes: [UInt8]

    // MARK: Reading

    /// Reads a file strictly. Signatures are not checked: `signer(among:)` does that.
    package init(parsing file: [UInt8]) throws(SnapshotError) {
        guard file.count <= Limits.snapshotBytes else {
            throw SnapshotError("\(file.count) bytes; at most \(Limits.snapshotBytes) are read")
        }
        guard let end = file.prefix(Limits.noteBytes + 1).firstIndex(of: 0) else {
            throw SnapshotError("no zero byte ends the signature lines")
        }
        do {
            note = try SignedNote(parsing: Array(file[..<end]))
        } catch {
            throw SnapshotError("\(error)")
        }
        let (header, length, digest) = try StatusSnapshot.read(note.text)
        guard file.count - end - 1 == length else {
            throw SnapshotError("\(file.count - end - 1) bytes of payload; the note says \(length)")
        }
        guard SHA256.hash(file[(end + 1)...]) == digest else {
            throw SnapshotError("the payload's SHA-256 is not the one in the note")
        }
        payload = try StatusPayload(parsing: file, from: end + 1, coveredSize: header.coveredSize)
        self.header = header
        bytes = file
    }

    private static func read(_ text: String) throws(SnapshotError) -> (Header, Int, Digest) {
        guard var lines = NoteLines(text, count: 8), lines.matches(formatLine) else {
            throw SnapshotError("the note does not have the eight lines of \(formatLine)")
        }
        let origin = lines.next()
        guard let sequence = lines.number(), let issued = lines.time(), let nextUpdate = lines.time(),
            let coveredSize = lines.number(), let length = lines.number(),
            let digest = Digest(hex: lines.next())
        else { throw SnapshotError("a line of the note is not well formed") }
        let header = Header(
            origin: origin, sequence: sequence, issued: issued, nextUpdate: nextUpdate,
            coveredSize: coveredSize)
        try check(header)
        guard length <= Limits.snapshotBytes else {
            throw SnapshotError("payload length \(length) is too large")
        }
        return (header, Int(length), digest)
    }

    private static func check(_ header: Header) throws(SnapshotError) {
        guard !header.origin.isEmpty, !header.origin.utf8.contains(UInt8(ascii: "\n")) else {
            throw SnapshotError("the log origin is empty")
        }
        guard header.issued < header.nextUpdate else {
            throw SnapshotError("next update \(header.nextUpdate) is not after \(header.issued)")
        }
        guard header.coveredSize <= RiceBlock.indexLimit, header.sequence >> 63 == 0 else {
            throw SnapshotError("covered size or sequence is too large")
        }
    }

    // MARK: Looking up

    /// The state of an index, or nil where this snapshot does not cover it: unknown, never good.
    package func state(of index: UInt64) -> StatusState? {
        index < header.coveredSize ? payload.state(of: index) : nil
    }

    /// All lists, decoded.
    package var lists: StatusLists {
        StatusLists(
            revoked: payload.items(of: .revoked), superseded: payload.items(of: .superseded),
            suspended: payload.items(of: .suspended), limited: payload.items(of: .limited))
    }

    /// Items in one list, without decoding it.
    package func count(of state: StatusState) -> Int { payload.count(of: state) }

    // MARK: Writing

    /// The signed lines over a payload.
    package static func text(_ header: Header, payload: [UInt8]) -> String {
        """
        \(formatLine)
        \(header.origin)
        \(header.sequence)
        \(header.issued)
        \(header.nextUpdate)
        \(header.coveredSize)
        \(payload.count)
        \(SHA256.hash(payload).hex)

        """
    }

    /// The bytes of a snapshot whose signatures were recorded when it was made.
    package static func assemble(
        _ header: Header, lists: StatusLists, signatures: [NoteSignature]
    ) throws -> [UInt8] {
        let payload = try StatusPayload.encode(lists, coveredSize: header.coveredSize)
        return SignedNote(text: text(header, payload: payload), signatures: signatures).bytes + [0] + payload
    }

    /// Encodes and signs a snapshot. Refuses headers and lists that a reader would refuse.
    package static func make(
        _ header: Header, lists: StatusLists, signers: [NoteSigner]
    ) throws -> StatusSnapshot {
        try check(header)
        let payload = try StatusPayload.encode(lists, coveredSize: header.coveredSize)
        let note = try SignedNote.sign(text(header, payload: payload), by: signers, at: nil)
        return try StatusSnapshot(parsing: note.bytes + [0] + payload)
    }
}
