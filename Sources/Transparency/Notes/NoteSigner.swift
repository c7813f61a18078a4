package import CryptoCore
package import Encoding

/// A named private key that signs notes.
package struct NoteSigner: Sendable {
    /// What verifies its signatures.
    package let verifierKey: VerifierKey
    private let key: any Signing

    /// Names a key. Throws `NoteError.badKey`.
    package init(name: String, kind: VerifierKey.Kind = .ed25519, key: any Signing) throws(NoteError) {
        verifierKey = try VerifierKey(name: name, kind: kind, publicKey: key.publicKey)
        self.key = key
    }

    /// Signs a note's text. Throws `NoteError.cannotSign` or what the key throws.
    ///
    /// The time goes into a cosignature and must be given for one; other signatures have no time and ignore it.
    package func signatureLine(for text: [UInt8], time: Timestamp? = nil) throws -> NoteSignature {
        let content: [UInt8]
        switch verifierKey.kind {
        case .ed25519, .ecdsa:
            content = try key.signature(for: text)
        case .cosignature:
            guard let time, time.seconds >= 0 else {
                throw NoteError.cannotSign("a cosignature needs a time that is not before 1970")
            }
            content =
                bigEndian(UInt64(time.seconds), count: 8)
                + (try key.signature(for: Cosignature.message(text: text, time: time)))
        }
        return NoteSignature(name: verifierKey.name, keyID: verifierKey.keyID, signature: content)
    }
}
