import CryptoCore
import Encoding
import Transparency

/// How a business signs what it sends: a note with one line under the name `applicant`, by the key that its badge will
/// certify.
///
///     — applicant Uw2QOjBEAiB…
///
/// An Ed25519 key signs as C2SP type 1, a P-256 or P-384 key as type 2. ECDSA signatures are minimal DER with low s, so
/// that a signed file has exactly one form.
enum ApplicantSignature {
    static let name = "applicant"

    static func sign(_ text: String, with key: any Signing) throws -> SignedNote {
        let signer = try NoteSigner(name: name, kind: kind(of: key.publicKey), key: key)
        return try SignedNote.sign(text, by: [signer])
    }

    /// Whether the note's only signature line is by the key.
    static func isValid(_ note: SignedNote, by key: PublicKey) -> Bool {
        guard note.signatures.count == 1,
            let verifier = try? VerifierKey(name: name, kind: kind(of: key), publicKey: key),
            let verified = try? note.verifiedStrictly(by: [verifier])
        else { return false }
        return verified.count == 1
    }

    private static func kind(of key: PublicKey) -> VerifierKey.Kind {
        key.algorithm == .ed25519 ? .ed25519 : .ecdsa
    }
}

/// The lines of a signed file of the applicant's side.
enum RequestLines {
    /// Reads a note whose text has exactly `count` lines, the first of which is `format`.
    static func read(
        _ bytes: [UInt8], format: String, count: Int, what: String
    ) throws(RequestError) -> (note: SignedNote, lines: [String]) {
        guard RequestKind.begins(bytes, with: format) else {
            throw .malformed("it does not begin with the line \(format), so it is not \(what)")
        }
        let note: SignedNote
        do throws(NoteError) {
            note = try SignedNote(
                parsing: bytes, maximumBytes: ApplicantRequest.maximumBytes, maximumSignatures: 1)
        } catch {
            throw .malformed("\(error)")
        }
        let lines = note.text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        // The text ends in a line end, behind which split finds one more, empty piece.
        guard lines.count == count + 1 else {
            throw .malformed("\(what) has \(count) lines before the signature, not \(lines.count - 1)")
        }
        return (note, lines)
    }

    /// A line of canonical JSON.
    static func json(_ line: String, _ what: String) throws(RequestError) -> JSON {
        do throws(JSONError) {
            return try JSON.parseCanonical(Array(line.utf8))
        } catch {
            throw .malformed("\(what): \(error)")
        }
    }
}

/// What kind of signed file of an applicant some bytes are, by their first line.
package enum RequestKind: CaseIterable, Sendable {
    case request
    case answer
    case withdrawal
    case appeal
    case revocation

    /// Nil for anything else, such as a plain form.
    package init?(_ bytes: [UInt8]) {
        guard let kind = Self.allCases.first(where: { Self.begins(bytes, with: $0.format) }) else {
            return nil
        }
        self = kind
    }

    /// The first line.
    package var format: String {
        switch self {
        case .request: ApplicantRequest.format
        case .answer: ApplicantAnswer.format
        case .withdrawal: ApplicantWithdrawal.format
        case .appeal: ApplicantAppeal.format
        case .revocation: ApplicantRevocation.format
        }
    }

    static func begins(_ bytes: [UInt8], with format: String) -> Bool {
        bytes.starts(with: Array(format.utf8) + [0x0A])
    }
}

/// Why a signed file of an applicant is refused.
package enum RequestError: Error, Hashable, Sendable, CustomStringConvertible {
    /// It does not have the form that it must have; what is wrong.
    case malformed(String)
    /// Form and key may be in order, but nobody who holds the key signed this text.
    case notSigned(String)
    /// The key that signs is not one that a badge can certify, or not proven; why.
    case key(String)

    /// A sentence, to stand behind the file's name and a colon.
    package var description: String {
        switch self {
        case .malformed(let what), .key(let what): what
        case .notSigned(let by):
            "its signature is not by \(by): the file was changed, cut, or signed with another key"
        }
    }
}
