package import Encoding

/// A text with signature lines (C2SP signed-note), the one container for everything that people and logs sign.
///
///     This is an example message.
///
///     — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
///
/// The text means nothing before `verified` or `verifiedStrictly` has returned.
package struct SignedNote: Sendable {
    /// What is signed; ends in LF.
    package let text: String
    /// The signature lines in their order.
    package let signatures: [NoteSignature]

    /// The largest note from outside: checkpoints with many post-quantum lines stay below it.
    package static let maximumBytes = 65536
    /// The most signature lines on a note from outside; C2SP asks for at least 16.
    package static let maximumSignatures = 32

    /// Puts text and lines together. Nothing is checked.
    package init(text: String, signatures: [NoteSignature]) {
        self.text = text
        self.signatures = signatures
    }

    /// Reads a note; `bytes` of the result are the same bytes. Throws `NoteError.malformed` or `.tooLarge`.
    ///
    /// Refuses invalid UTF-8, control characters but LF, a missing empty line, signature lines that are not canonical
    /// base64 of more than four bytes, and more lines or bytes than allowed.
    package init(
        parsing bytes: [UInt8], maximumBytes: Int = SignedNote.maximumBytes,
        maximumSignatures: Int = SignedNote.maximumSignatures
    ) throws(NoteError) {
        guard bytes.count <= maximumBytes else {
            throw .tooLarge("the note is longer than \(maximumBytes) bytes")
        }
        guard bytes.last == 0x0A else { throw .malformed("the note does not end with a line end") }
        guard bytes.allSatisfy({ $0 >= 0x20 || $0 == 0x0A }) else {
            throw .malformed("the note contains a control character; is it a file from another system?")
        }
        guard let end = SignedNote.endOfText(bytes) else {
            throw .malformed("the empty line between text and signatures is missing")
        }
        guard let text = UnicodeText.text(bytes[..<end]) else {
            throw .malformed("the note is not valid UTF-8")
        }
        let lines = bytes[(end + 1)...].dropLast().split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.count <= maximumSignatures else {
            throw .tooLarge("the note has more than \(maximumSignatures) signatures")
        }
        var signatures: [NoteSignature] = []
        for line in lines { signatures.append(try NoteSignature(parsing: line)) }
        self.init(text: text, signatures: signatures)
    }

    /// Signs a text with each signer, in order. Throws `NoteError.cannotSign` or what a key throws.
    package static func sign(
        _ text: String, by signers: [NoteSigner], at time: Timestamp? = nil
    ) throws -> SignedNote {
        let bytes = Array(text.utf8)
        guard bytes.last == 0x0A, bytes.allSatisfy({ $0 >= 0x20 || $0 == 0x0A }), !signers.isEmpty else {
            throw NoteError.cannotSign(
                "its text must end in a line end, have no other control character, and a signer")
        }
        return SignedNote(
            text: text, signatures: try signers.map { try $0.signatureLine(for: bytes, time: time) })
    }

    /// The text up to its first line end: the format line of our own notes, the origin of a checkpoint.
    package var firstLine: String {
        String(text.utf8.prefix { $0 != 0x0A }) ?? ""
    }

    /// The bytes that are signed.
    package var textBytes: [UInt8] { Array(text.utf8) }

    /// The whole note.
    package var bytes: [UInt8] {
        var bytes = textBytes
        bytes.append(0x0A)
        for signature in signatures { bytes += signature.line.utf8 }
        return bytes
    }

    /// Where the last empty line stands: text before it may contain empty lines, signature lines cannot.
    private static func endOfText(_ bytes: [UInt8]) -> Int? {
        var index = bytes.count - 1
        while index > 0 {
            if bytes[index] == 0x0A, bytes[index - 1] == 0x0A { return index }
            index -= 1
        }
        return nil
    }
}

extension SignedNote: Hashable {
    /// Whether all bytes are the same.
    package static func == (a: SignedNote, b: SignedNote) -> Bool {
        sameBytes(a.text, b.text) && a.signatures == b.signatures
    }

    /// Feeds the signatures to a hasher; they stand for the text.
    package func hash(into hasher: inout Hasher) { hasher.combine(signatures) }
}
