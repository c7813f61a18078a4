import CryptoCore
import Encoding
package import Registry
package import Transparency

/// The text that a transaction's actor signs (DESIGN 4.5): six head lines, then one canonical-JSON event a line.
///
///     greenbadge/transaction@v1
///     <registry id: hex SHA-256 of transaction 0's text; zeros in transaction 0>
///     <sequence>
///     <hex SHA-256 of the previous transaction, signatures included; zeros in transaction 0>
///     <time>
///     {"event":"claimed","case":"A7K-3MB"}
struct Transaction {
    static let format = "greenbadge/transaction@v1"
    static let zeros = String(repeating: "0", count: 64)

    let registryID: String
    let sequence: UInt64
    let previous: String
    let time: Timestamp
    let events: [JSON]

    var text: String {
        let head = [Self.format, registryID, String(sequence), previous, time.description]
        return (head + events.map(\.canonicalText) + [""]).joined(separator: "\n")
    }

    init(registryID: String, sequence: UInt64, previous: String, time: Timestamp, events: [JSON]) {
        self.registryID = registryID
        self.sequence = sequence
        self.previous = previous
        self.time = time
        self.events = events
    }

    /// Reads the text strictly; re-encoding gives the same bytes.
    init(text: String) throws {
        let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.count >= 7, lines.last?.isEmpty == true else {
            throw StoreError.damaged("a transaction without events")
        }
        let head = lines.prefix(5).map { String(decoding: $0, as: UTF8.self) }
        guard sameBytes(head[0], Self.format), let sequence = UInt64(head[2]), let time = Timestamp(head[4]),
            Hex.decode(head[1])?.count == 32, Hex.decode(head[3])?.count == 32, head[2] == String(sequence)
        else { throw StoreError.damaged("a transaction with a malformed head") }
        self.registryID = head[1]
        self.sequence = sequence
        self.previous = head[3]
        self.time = time
        events = try lines[5..<(lines.count - 1)].map { try JSON.parseCanonical($0) }
    }

    /// Largest transaction (DESIGN section 9).
    static let maximumBytes = 16 << 20
}

/// A decision as a signed note, so that it can travel (DESIGN 4.5).
package struct DecisionNote: Sendable {
    package let decision: Decision
    package let note: SignedNote

    /// Signs a decision.
    package init(_ decision: Decision, by signer: NoteSigner) throws {
        self.decision = decision
        note = try SignedNote.sign(decision.text, by: [signer])
    }

    /// The same decision with one more signature.
    package init(_ earlier: DecisionNote, cosignedBy signer: NoteSigner) throws {
        decision = earlier.decision
        note = SignedNote(
            text: earlier.note.text,
            signatures: earlier.note.signatures + [try signer.signatureLine(for: earlier.note.textBytes)])
    }

    /// Reads a decision note; signatures are not checked here.
    package init(parsing bytes: [UInt8]) throws {
        note = try SignedNote(parsing: bytes)
        guard let decision = Decision(text: note.text) else {
            throw StoreError.damaged("a note that is not a canonical decision")
        }
        self.decision = decision
    }
}
