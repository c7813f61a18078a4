package import Encoding

/// One signature line of a note: an em dash, the key's name and base64 of key id and signature (C2SP signed-note).
package struct NoteSignature: Hashable, Sendable {
    /// The name of the key.
    package let name: String
    /// The id of the key.
    package let keyID: UInt32
    /// The bytes behind the key id.
    package let signature: [UInt8]

    static let dash: [UInt8] = [0xE2, 0x80, 0x94, 0x20]

    /// Makes a line. Nothing is checked.
    package init(name: String, keyID: UInt32, signature: [UInt8]) {
        self.name = name
        self.keyID = keyID
        self.signature = signature
    }

    /// Reads a line without its LF. Throws `NoteError.malformed`.
    package init(parsing line: some Collection<UInt8>) throws(NoteError) {
        let content = Array(line)
        guard content.starts(with: NoteSignature.dash), let space = content.lastIndex(of: 0x20), space > 4,
            let name = String(validating: content[4..<space], as: UTF8.self), KeyName.isValid(name),
            let bytes = Base64.decode(bytes: content[(space + 1)...]), bytes.count > 4
        else {
            throw .malformed(
                "a signature line must be an em dash, a space, the key's name, a space and base64")
        }
        self.name = name
        keyID = bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
        signature = Array(bytes.dropFirst(4))
    }

    /// The line; ends in LF.
    package var line: String {
        "\u{2014} \(name) \(Base64.encode(bigEndian(UInt64(keyID), count: 4) + signature))\n"
    }

    /// The time in the line, if its content has the length of a cosignature. Nothing is verified.
    package var cosignatureTime: Timestamp? { Cosignature(signature)?.time }

    /// Whether all bytes are the same.
    package static func == (a: NoteSignature, b: NoteSignature) -> Bool {
        a.keyID == b.keyID && a.signature == b.signature && sameBytes(a.name, b.name)
    }

    /// Feeds the signature to a hasher.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(keyID)
        hasher.combine(signature)
    }
}
