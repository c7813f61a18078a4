package import CryptoCore
import Encoding

/// A public key with its name and what its signatures mean: `name+hhhhhhhh+base64` (C2SP signed-note).
package struct VerifierKey: Hashable, Sendable, CustomStringConvertible {
    /// What a signature by this key signs. The raw value is the signature type byte of C2SP.
    package enum Kind: UInt8, Sendable {
        /// Ed25519 over the note's text.
        case ed25519 = 1
        /// ECDSA over the note's text, with the hash of the key's curve. Only applicants sign so, with the key that
        /// their badge will certify: logs, the authority and its people have Ed25519 keys, and each place that reads
        /// one of those refuses this kind.
        case ecdsa = 2
        /// Ed25519 over a time and the note's text (C2SP tlog-cosignature).
        case cosignature = 4
    }

    /// The name; for a log it is the origin of its checkpoints.
    package let name: String
    /// The first four bytes of SHA-256(name, LF, type byte, public key), big-endian; for ECDSA those of SHA-256 of the
    /// SubjectPublicKeyInfo alone, as C2SP has it.
    package let keyID: UInt32
    /// What its signatures sign.
    package let kind: Kind
    /// The key.
    package let publicKey: PublicKey
    /// The text form, `name+hhhhhhhh+base64`.
    package let text: String
    /// What stands behind the type byte: the 32 bytes of an Ed25519 key, the SubjectPublicKeyInfo of an ECDSA key.
    private let raw: [UInt8]

    /// Names a key. Throws `NoteError.badKey` for a name with spaces or a plus and for a key of another kind.
    package init(name: String, kind: Kind, publicKey: PublicKey) throws(NoteError) {
        guard KeyName.isValid(name) else {
            throw .badKey("a key's name must not be empty and has no spaces, control characters or \"+\"")
        }
        let hashed: Digest
        if kind == .ecdsa {
            guard publicKey.algorithm != .ed25519 else {
                throw .badKey("the key of \"\(name)\" is not an ECDSA key")
            }
            raw = publicKey.spki
            hashed = publicKey.spkiDigest
        } else {
            guard let bytes = publicKey.ed25519Raw else {
                throw .badKey("the key of \"\(name)\" is not an Ed25519 key")
            }
            raw = bytes
            hashed = SHA256.hash(Array(name.utf8) + [0x0A, kind.rawValue] + bytes)
        }
        self.name = name
        self.kind = kind
        self.publicKey = publicKey
        let id = hashed.bytes.prefix(4)
        keyID = id.reduce(0) { $0 << 8 | UInt32($1) }
        text = "\(name)+\(Hex.encode(id))+\(Base64.encode([kind.rawValue] + raw))"
    }

    /// Reads `name+hhhhhhhh+base64`; the key id must fit. Throws `NoteError.badKey`.
    ///
    /// Only the first two plus signs divide: base64 may contain more.
    package init(parsing text: String) throws(NoteError) {
        let parts = text.utf8.split(
            separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let name = String(parts[0]), parts[1].count == 8,
            let hexID = String(parts[1]), let id = Hex.decode(hexID),
            let bytes = Base64.decode(bytes: Array(parts[2]))
        else { throw .badKey("it must be written name+8 hexadecimal digits+base64") }
        guard let type = bytes.first, let kind = Kind(rawValue: type) else {
            throw .badKey(
                "the key of \"\(name)\" is of a type that is not supported; supported are 1 and 4 (Ed25519) and 2 (ECDSA)"
            )
        }
        let publicKey: PublicKey
        do throws(KeyError) {
            let raw = Array(bytes.dropFirst())
            publicKey = kind == .ecdsa ? try PublicKey(spki: raw) : try PublicKey(ed25519: raw)
        } catch {
            throw .badKey("\"\(name)\": \(error)")
        }
        try self.init(name: name, kind: kind, publicKey: publicKey)
        guard bigEndian(UInt64(keyID), count: 4) == id else {
            throw .badKey("the key id of \"\(name)\" does not fit name and key; was the text changed?")
        }
    }

    /// The text form.
    package var description: String { text }

    /// Whether name (by bytes), kind and key are the same.
    package static func == (a: VerifierKey, b: VerifierKey) -> Bool {
        a.keyID == b.keyID && a.kind == b.kind && a.raw == b.raw && sameBytes(a.name, b.name)
    }

    /// Feeds the key to a hasher.
    package func hash(into hasher: inout Hasher) {
        hasher.combine(keyID)
        hasher.combine(raw)
    }

    /// Whether a signature line claims to be by this key: the same name, byte for byte, and key id.
    package func isNamed(by signature: NoteSignature) -> Bool {
        keyID == signature.keyID && sameBytes(name, signature.name)
    }

    /// Whether the signature of a line is by this key, for a note's text. Does not compare name and key id.
    package func isValid(_ signature: NoteSignature, for text: [UInt8]) -> Bool {
        switch kind {
        case .ed25519, .ecdsa:
            return publicKey.isValid(signature: signature.signature, for: text)
        case .cosignature:
            guard let cosignature = Cosignature(signature.signature) else { return false }
            return publicKey.isValid(
                signature: cosignature.signature, for: Cosignature.message(text: text, time: cosignature.time)
            )
        }
    }
}
