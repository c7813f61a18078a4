package import Encoding

extension SignedNote {
    /// The keys whose signatures verified, each once, in the order of the lines.
    ///
    /// The rule of C2SP: lines of unknown keys are ignored; a line of a known key must verify, or the whole note is
    /// refused (`NoteError.badSignature`); at least one must verify (`.noKnownSignature`).
    package func verified(by keys: [VerifierKey]) throws(NoteError) -> [VerifierKey] {
        let text = textBytes
        var verified: [VerifierKey] = []
        for signature in signatures {
            // Two keys with one name and one id are possible, since an id has only 32 bits: either may have signed.
            let named = keys.filter { $0.isNamed(by: signature) }
            if named.isEmpty { continue }
            guard let key = named.first(where: { $0.isValid(signature, for: text) }) else {
                throw .badSignature(signature.name)
            }
            if !verified.contains(key) { verified.append(key) }
        }
        if verified.isEmpty { throw .noKnownSignature }
        return verified
    }

    /// The keys of all lines, where every line is by a listed key, each key at most once, in the list's order, and
    /// every line verifies.
    ///
    /// This is the rule inside badge files: a line that C2SP would ignore could be changed without notice.
    package func verifiedStrictly(by keys: [VerifierKey]) throws(NoteError) -> [VerifierKey] {
        let text = textBytes
        var verified: [VerifierKey] = []
        var rest = keys[...]
        for signature in signatures {
            guard let place = rest.firstIndex(where: { $0.isNamed(by: signature) }) else {
                let known = keys.contains { $0.isNamed(by: signature) }
                throw .unexpectedSignature(
                    "the signature line of \"\(signature.name)\" "
                        + (known ? "is repeated or out of order" : "is by a key that is not listed"))
            }
            guard rest[place].isValid(signature, for: text) else { throw .badSignature(signature.name) }
            verified.append(rest[place])
            rest = rest[(place + 1)...]
        }
        if verified.isEmpty { throw .noKnownSignature }
        return verified
    }

    /// The time in the first cosignature line of a key; nil if there is none. Verify the note first.
    package func cosignatureTime(of key: VerifierKey) -> Timestamp? {
        guard key.kind == .cosignature else { return nil }
        return signatures.first { key.isNamed(by: $0) }?.cosignatureTime
    }
}
