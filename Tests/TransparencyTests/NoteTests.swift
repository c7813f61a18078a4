import CryptoCore
import Encoding
import Testing
import Transparency

@Suite struct NoteTests {
    private let exampleKey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
    private let example = """
        This is an example message.

        — example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=

        """

    @Test func `The example of the specification verifies`() throws {
        let key = try VerifierKey(parsing: exampleKey)
        #expect(key.name == "example.com/foo" && key.keyID == 0x530d_903a && key.kind == .ed25519)
        #expect(key.text == exampleKey)
        let note = try SignedNote(example)
        #expect(note.text == "This is an example message.\n")
        #expect(note.bytes == Array(example.utf8))
        #expect(try note.verified(by: [key]) == [key])
        #expect(try note.verifiedStrictly(by: [key]) == [key])
    }

    @Test(arguments: [
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop",
        "TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6",
        "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
    ])
    func `Keys that others published are read and written unchanged`(_ text: String) throws {
        #expect(try VerifierKey(parsing: text).text == text)
    }

    @Test(arguments: [
        "", "a", "a+b", "a+00000000", "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2",
        "example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+", "example.com/foo+530d903a+AQ==",
        "exa mple+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        " example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\n",
        "example.com/foo+00000000+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "example.com/foo+00000000+AQEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
    ])
    func `Texts that are no verifier key are refused`(_ text: String) {
        #expect(throws: NoteError.self) { try VerifierKey(parsing: text) }
    }

    @Test func `Names have no spaces, plus or control characters, keys are Ed25519`() throws {
        let publicKey = try key(1).publicKey
        for name in ["", "a b", "a+b", "a\u{A0}b", "a\u{2003}b", "a\nb", "\u{1}", "a\u{85}"] {
            #expect(throws: NoteError.self) {
                try VerifierKey(name: name, kind: .ed25519, publicKey: publicKey)
            }
        }
        let other = try PrivateKey.generate(.p256).publicKey
        #expect(throws: NoteError.self) { try VerifierKey(name: "a", kind: .ed25519, publicKey: other) }
        let composed = try VerifierKey(name: "\u{E9}", kind: .ed25519, publicKey: publicKey)
        let decomposed = try VerifierKey(name: "e\u{301}", kind: .ed25519, publicKey: publicKey)
        #expect(composed != decomposed)
    }

    @Test func `Signed notes come back, also with empty lines in the text`() throws {
        let signer = try signer("a.example", 1)
        for text in ["\n", "one\n", "one\n\n", "\n\n\n", "a\n\nb\n", "— a.example AAAAAAA=\n", "é 漢\n"] {
            let note = try SignedNote.sign(text, by: [signer])
            let back = try SignedNote(parsing: note.bytes)
            #expect(sameBytes(back.text, text))
            #expect(back == note)
            #expect(try back.verified(by: [signer.verifierKey]) == [signer.verifierKey])
        }
        for text in ["", "no end", "tab\t\n", "cr\r\n"] {
            #expect(throws: NoteError.self) { try SignedNote.sign(text, by: [signer]) }
        }
        #expect(throws: NoteError.self) { try SignedNote.sign("x\n", by: []) }
    }

    @Test func `A bad key id, a missing empty line, control characters and other breaks of form are refused`()
        throws
    {
        let line =
            "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
        let broken: [String] = [
            "", "\n", "text\n", "text\n\n", "text\n\(line)", line, "\n\(line)", "text\n\n\(line)\n",
            "text\n\n\(line)x", "text\r\n\r\n\(line)", "te\u{0}xt\n\n\(line)", "te\txt\n\n\(line)",
            "text\n\n\(line)tail\n", "text\n\n— a AAAAAA==\n", "text\n\n— a \n", "text\n\n— \n",
            "text\n\n \n",
        ]
        let changes: [(String, String)] = [
            ("— ", "- "), ("— ", "—"), ("foo ", "foo  "), ("foo", "f+o"), ("foo", "f\u{A0}o"),
            ("example.com/foo ", ""),
            ("aQM=", "aQN="), ("aQM=", "aQM"), ("aQM=", "aQM= "), ("aQM=\n", "aQM="),
        ]
        for (old, new) in changes {
            #expect(throws: NoteError.self, "\(new)") {
                try SignedNote("text\n\n" + line.replacing(old, with: new))
            }
        }
        for text in broken { #expect(throws: NoteError.self, "\(text)") { try SignedNote(text) } }
        #expect(throws: NoteError.self) {
            try SignedNote(parsing: [0x74, 0xFF, 0x0A, 0x0A] + Array(line.utf8))
        }
        // The right name with another key id is another key, and unknown.
        let key = try VerifierKey(parsing: exampleKey)
        let renamed = try SignedNote(example.replacing("Uw2QOkn8", with: "Uw2QOkm8"))
        #expect(throws: NoteError.badSignature("example.com/foo")) { try renamed.verified(by: [key]) }
        let otherID = try SignedNote(example.replacing("Uw2QOkn8", with: "Uw2QPkn8"))
        #expect(throws: NoteError.noKnownSignature) { try otherID.verified(by: [key]) }
    }

    @Test func `Too many bytes or signatures are refused, sixteen are read`() throws {
        let signers = try (1...33).map { try signer("k\($0)", $0) }
        let note = try SignedNote.sign("x\n", by: signers)
        #expect(throws: NoteError.self) { try SignedNote(parsing: note.bytes) }
        #expect(
            try SignedNote(parsing: note.bytes, maximumSignatures: 33).verified(
                by: signers.map(\.verifierKey)
            ).count == 33)
        #expect(throws: NoteError.self) {
            try SignedNote(parsing: note.bytes, maximumBytes: 100, maximumSignatures: 33)
        }
        #expect(
            try SignedNote(parsing: SignedNote.sign("x\n", by: Array(signers[..<16])).bytes).signatures.count
                == 16)
    }

    @Test func `Unknown lines are ignored, a known line that fails refuses the note`() throws {
        let a = try signer("a", 1)
        let b = try signer("b", 2)
        let note = try SignedNote.sign("x\n", by: [a, b])
        #expect(try note.verified(by: [b.verifierKey]) == [b.verifierKey])
        #expect(try note.verified(by: [b.verifierKey, a.verifierKey]) == [a.verifierKey, b.verifierKey])
        #expect(throws: NoteError.noKnownSignature) { try note.verified(by: []) }
        #expect(throws: NoteError.noKnownSignature) {
            try note.verified(by: [try signer("a", 3).verifierKey])
        }
        let forged = NoteSignature(
            name: "b", keyID: b.verifierKey.keyID, signature: note.signatures[0].signature)
        let bad = SignedNote(text: "x\n", signatures: [note.signatures[0], forged])
        #expect(throws: NoteError.badSignature("b")) { try bad.verified(by: [a.verifierKey, b.verifierKey]) }
        #expect(try bad.verified(by: [a.verifierKey]) == [a.verifierKey])
        let changed = SignedNote(text: "y\n", signatures: note.signatures)
        #expect(throws: NoteError.badSignature("a")) { try changed.verified(by: [a.verifierKey]) }
    }

    @Test func `A repeated line counts once, and one that fails still refuses the note`() throws {
        let a = try signer("a", 1)
        let note = try SignedNote.sign("x\n", by: [a])
        let twice = SignedNote(text: "x\n", signatures: note.signatures + note.signatures)
        #expect(try twice.verified(by: [a.verifierKey]) == [a.verifierKey])
        let bad = NoteSignature(
            name: "a", keyID: a.verifierKey.keyID, signature: [UInt8](repeating: 0, count: 64))
        let mixed = SignedNote(text: "x\n", signatures: note.signatures + [bad])
        #expect(throws: NoteError.badSignature("a")) { try mixed.verified(by: [a.verifierKey]) }
    }

    @Test func `In a badge file every line is by a listed key, once, in the order of the list`() throws {
        let signers = try [signer("a", 1), signer("b", 2), signer("c", 3)]
        let keys = signers.map(\.verifierKey)
        let lines = try SignedNote.sign("x\n", by: signers).signatures
        let note = { (order: [Int]) in SignedNote(text: "x\n", signatures: order.map { lines[$0] }) }
        for order in [[0], [1], [2], [0, 1], [0, 2], [1, 2], [0, 1, 2]] {
            #expect(try note(order).verifiedStrictly(by: keys) == order.map { keys[$0] })
        }
        for order in [[], [1, 0], [0, 0], [0, 2, 1], [2, 2], [0, 1, 2, 0]] {
            #expect(throws: NoteError.self) { try note(order).verifiedStrictly(by: keys) }
        }
        #expect(throws: NoteError.self) { try note([0, 2]).verifiedStrictly(by: [keys[0], keys[1]]) }
        #expect(throws: NoteError.badSignature("a")) {
            try SignedNote(text: "y\n", signatures: [lines[0]]).verifiedStrictly(by: keys)
        }
    }

    @Test func `A cosignature is bound to its time and its text`() throws {
        let witness = try signer("w.example", 9, .cosignature)
        let time = Timestamp(secondsSince1970: 1_679_315_147)
        let note = try SignedNote.sign("x\n1\ny\n", by: [witness], at: time)
        let back = try SignedNote(parsing: note.bytes)
        #expect(try back.verified(by: [witness.verifierKey]) == [witness.verifierKey])
        #expect(back.cosignatureTime(of: witness.verifierKey) == time)
        #expect(back.cosignatureTime(of: try signer("w.example", 9).verifierKey) == nil)
        #expect(back.signatures[0].signature.count == 72)
        let message = Cosignature.message(text: Array("x\n1\ny\n".utf8), time: time)
        #expect(String(decoding: message, as: UTF8.self) == "cosignature/v1\ntime 1679315147\nx\n1\ny\n")
        #expect(
            try key(9).publicKey.isValid(
                signature: Array(back.signatures[0].signature.dropFirst(8)), for: message))
        for place in 0..<72 {
            var content = note.signatures[0].signature
            content[place] ^= 1
            let line = NoteSignature(name: "w.example", keyID: note.signatures[0].keyID, signature: content)
            #expect(throws: NoteError.badSignature("w.example")) {
                try SignedNote(text: note.text, signatures: [line]).verified(by: [witness.verifierKey])
            }
        }
        // A time of 2^63 or more, a missing time and a plain signature are no cosignature.
        #expect(Cosignature([0x80] + [UInt8](repeating: 0, count: 71)) == nil)
        #expect(Cosignature([UInt8](repeating: 0, count: 64)) == nil)
        #expect(throws: NoteError.self) { try witness.signatureLine(for: [], time: nil) }
        #expect(throws: NoteError.self) {
            try witness.signatureLine(for: [], time: Timestamp(secondsSince1970: -1))
        }
        let plain = try signer("w.example", 9).verifierKey
        #expect(plain.keyID != witness.verifierKey.keyID)
    }

    @Test func `The time of a published cosignature is read`() throws {
        let bytes = try #require(
            Base64.decode(
                "ZGhGuQAAAABm/qTPeyKXD+R2rzyQsxPiP8mXum7qq/iF0u4vanlqJyocWODBt97w9uL+8qT7S5gxEHWWOworDcFiEBYJXORmnFBOBA=="
            ))
        let line = NoteSignature(name: "w", keyID: 0x6468_46B9, signature: Array(bytes.dropFirst(4)))
        #expect(line.cosignatureTime?.seconds == 1_727_964_367)
        #expect(try NoteSignature(parsing: Array(line.line.utf8.dropLast())) == line)
    }
}
