/// Why a note, a checkpoint, a proof or a policy is refused.
package enum NoteError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The text does not have the form it must have; what is wrong.
    case malformed(String)
    /// The input is larger than its budget; what and how much is allowed.
    case tooLarge(String)
    /// The text is not a verifier key that can be used here; why.
    case badKey(String)
    /// A line names a key that we know, but its signature is not by that key; the key's name.
    case badSignature(String)
    /// No line is by a key that we know.
    case noKnownSignature
    /// A signature line that must not stand here; why.
    case unexpectedSignature(String)
    /// The policy is wrong; line, counted from 1, and why.
    case badPolicy(line: Int, String)
    /// A note cannot be signed; why.
    case cannotSign(String)

    /// A sentence.
    package var description: String {
        switch self {
        case .malformed(let what), .tooLarge(let what), .unexpectedSignature(let what): what
        case .badKey(let why): "verifier key: \(why)"
        case .badSignature(let name): "the signature of \"\(name)\" is not valid for this text"
        case .noKnownSignature: "none of the signatures is by a known key"
        case .badPolicy(let line, let why): "policy, line \(line): \(why)"
        case .cannotSign(let why): "the note cannot be signed: \(why)"
        }
    }
}
