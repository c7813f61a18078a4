import CryptoCore
import Encoding
import Testing
import Transparency

@Suite struct ECDSANoteTests {
    @Test(arguments: [KeyAlgorithm.p256, .p384])
    func `an ECDSA key has the id of its SubjectPublicKeyInfo and reads back`(
        _ algorithm: KeyAlgorithm
    ) throws {
        let publicKey = try PrivateKey.generate(algorithm).publicKey
        let key = try VerifierKey(name: "applicant", kind: .ecdsa, publicKey: publicKey)
        let id = Array(SHA256.hash(publicKey.spki).bytes.prefix(4))
        #expect(key.text == "applicant+\(Hex.encode(id))+\(Base64.encode([2] + publicKey.spki))")
        #expect(try VerifierKey(parsing: key.text) == key)
        // The id does not depend on the name.
        #expect(try VerifierKey(name: "other", kind: .ecdsa, publicKey: publicKey).keyID == key.keyID)
    }

    @Test(arguments: [KeyAlgorithm.p256, .p384])
    func `a note signed with ECDSA verifies with its key and no other`(_ algorithm: KeyAlgorithm) throws {
        let signer = try NoteSigner(name: "applicant", kind: .ecdsa, key: PrivateKey.generate(algorithm))
        let other = try NoteSigner(name: "applicant", kind: .ecdsa, key: PrivateKey.generate(algorithm))
        let note = try SignedNote.sign("text\n", by: [signer])
        let read = try SignedNote(parsing: note.bytes)
        #expect(try read.verifiedStrictly(by: [signer.verifierKey]) == [signer.verifierKey])
        #expect(throws: NoteError.self) { try read.verifiedStrictly(by: [other.verifierKey]) }
        let moved = SignedNote(text: "Text\n", signatures: note.signatures)
        #expect(throws: NoteError.badSignature("applicant")) { try moved.verified(by: [signer.verifierKey]) }
    }

    @Test func `kinds and keys that do not go together are refused`() throws {
        let (ed, ec) = (try key(1).publicKey, try PrivateKey.generate(.p256).publicKey)
        #expect(throws: NoteError.self) { try VerifierKey(name: "a", kind: .ecdsa, publicKey: ed) }
        #expect(throws: NoteError.self) { try VerifierKey(name: "a", kind: .ed25519, publicKey: ec) }
        #expect(throws: NoteError.self) { try VerifierKey(name: "a", kind: .cosignature, publicKey: ec) }
        // An Ed25519 SubjectPublicKeyInfo under the type byte of ECDSA.
        let id = Hex.encode(Array(ed.spkiDigest.bytes.prefix(4)))
        #expect(throws: NoteError.self) {
            try VerifierKey(parsing: "a+\(id)+\(Base64.encode([2] + ed.spki))")
        }
    }

    @Test func `a witness policy takes no ECDSA key, neither for a log nor for a witness`() throws {
        let ecdsa = try VerifierKey(
            name: "log.example", kind: .ecdsa, publicKey: PrivateKey.generate(.p256).publicKey)
        let log = try signer("log.example", 1).verifierKey
        for text in [
            "log \(ecdsa.text)\nquorum none\n", "log \(log.text)\nwitness w \(ecdsa.text)\nquorum w\n",
        ] {
            #expect(throws: NoteError.self) { try TLogPolicy(parsing: text) }
        }
        #expect(throws: Never.self) { try TLogPolicy(parsing: "log \(log.text)\nquorum none\n") }
    }
}
