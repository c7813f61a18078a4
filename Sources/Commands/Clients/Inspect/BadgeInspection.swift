import BadgeVerifier
import CryptoCore
import Encoding
import Transparency

/// A badge file's parts as facts (DESIGN 4.1).
enum BadgeInspection {
    static func inspect(_ file: BadgeFile) throws -> Inspection {
        let badge = try FileInspection.parse("badge certificate", file.badge)
        let issuer = try FileInspection.parse("issuing CA certificate", file.issuer)
        var sections = CertificateFacts(badge).sections(key: "badge", title: "Badge")
        sections += CertificateFacts(issuer).sections(key: "issuer", title: "Issuing CA")
        if let note = file.staple {
            guard let staple = Staple(parsing: note.text) else {
                throw InspectionFailure(
                    reason: "malformed badge file: the staple's lines are not well formed")
            }
            sections.append(.init(key: "staple", title: "Staple", facts: NoteInspection.facts(staple, note)))
        }
        sections += try NoteInspection.sections(file.proof)
        return Inspection(kind: "badge", title: "a badge file", sections: sections)
    }
}

/// Notes of the log and of the status key, and what is built on them.
enum NoteInspection {
    static func staple(_ bytes: [UInt8]) throws -> Inspection {
        let note = try FileInspection.reading("staple") { try SignedNote(parsing: bytes) }
        guard let staple = Staple(parsing: note.text) else {
            throw InspectionFailure(reason: "malformed staple: its lines are not well formed")
        }
        return Inspection(
            kind: "staple", title: "a status staple",
            sections: [.init(key: "staple", title: "Staple", facts: facts(staple, note))])
    }

    static func proof(_ bytes: [UInt8]) throws -> Inspection {
        let proof = try FileInspection.reading("log proof") { try TLogProof(parsing: bytes) }
        return Inspection(kind: "proof", title: "a log proof", sections: try sections(proof))
    }

    /// A note that does not say what it is: a checkpoint, or one that is shown as it stands.
    static func note(_ note: SignedNote) -> Inspection {
        guard let facts = try? facts(checkpoint: note) else {
            let lines = note.text.split(separator: "\n").map(String.init)
            return Inspection(
                kind: "note", title: "a signed note",
                sections: [
                    .init(
                        key: "note", title: "Note", facts: [.init("lines", "lines", lines), signatures(note)])
                ])
        }
        return Inspection(
            kind: "checkpoint", title: "a log checkpoint",
            sections: [.init(key: "checkpoint", title: "Checkpoint", facts: facts)])
    }

    static func trustSignature(_ bytes: [UInt8]) throws -> Inspection {
        let note = try FileInspection.reading("trust.sig") { try SignedNote(parsing: bytes) }
        let lines = note.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count == 4, let version = DecimalText.parse(lines[1]), Digest(hex: lines[2]) != nil else {
            throw InspectionFailure(reason: "malformed trust.sig: its lines are not well formed")
        }
        let facts: [Inspection.Fact] = [
            .init("version", "version", version), .init("trustSha256", "of trust.json", lines[2]),
            signatures(note),
        ]
        return Inspection(
            kind: "trustSignature", title: "the signature of a trust file",
            sections: [.init(key: "signature", title: "Signature", facts: facts)])
    }

    static func highWater(_ bytes: [UInt8]) throws -> Inspection {
        guard let text = String(validating: bytes, as: UTF8.self), HighWaterMark(text) != nil else {
            throw InspectionFailure(reason: "malformed state file of verify")
        }
        let lines = text.split(separator: "\n").dropFirst().map(String.init)
        return Inspection(
            kind: "state", title: "the state file of verify",
            sections: [
                .init(
                    key: "seen", title: "Newest status seen",
                    facts: [.init("sequences", "sequence", lines)])
            ])
    }

    // MARK: Facts

    static func sections(_ proof: TLogProof) throws -> [Inspection.Section] {
        let checkpoint = try FileInspection.reading("checkpoint") { try facts(checkpoint: proof.checkpoint) }
        return [
            .init(
                key: "proof", title: "Log proof",
                facts: [
                    .init("index", "index", proof.index),
                    .init("hashes", "hashes", proof.hashes.map(\.hex)),
                ]),
            .init(key: "checkpoint", title: "Checkpoint", facts: checkpoint),
        ]
    }

    static func facts(_ staple: Staple, _ note: SignedNote) -> [Inspection.Fact] {
        [
            .init("origin", "log", staple.origin), .init("sequence", "sequence", staple.sequence),
            .init("issued", "issued", "\(staple.issued)"),
            .init("nextUpdate", "next update", "\(staple.nextUpdate)"), .init("index", "index", staple.index),
            .init("state", "state", staple.state.rawValue), signatures(note),
        ]
    }

    static func facts(checkpoint note: SignedNote) throws -> [Inspection.Fact] {
        let checkpoint = try Checkpoint(text: note.text)
        return [
            .init("origin", "log", checkpoint.origin), .init("size", "entries", checkpoint.size),
            .init("root", "root", checkpoint.root.hex), signatures(note),
        ]
    }

    /// Whose names stand on the signature lines; none of them was checked.
    static func signatures(_ note: SignedNote) -> Inspection.Fact {
        let items: [JSON] = note.signatures.map {
            [
                "name": .string($0.name), "keyId": .string(keyID($0)),
                "bytes": .integer(Int64($0.signature.count)),
            ]
        }
        let lines = note.signatures.map { "\($0.name), key \(keyID($0)) (not checked)" }
        return .init("signatures", "signatures", .array(items), lines: lines)
    }

    private static func keyID(_ signature: NoteSignature) -> String {
        Hex.encode(bigEndian(UInt64(signature.keyID), count: 4))
    }
}
