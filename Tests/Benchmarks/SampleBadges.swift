import BadgeVerifier
import CryptoCore
import Encoding
import Transparency

/// A badge file with what the raw checks of its signatures need. Each measured loop walks over one of these alone: to
/// count the references of all the others as well would cost as much as some of the checks.
struct SampleBadge {
    /// The file without and with a staple.
    let plain: Question
    let stapled: Question
    let certificate: [UInt8]
    /// What the issuing CA signed: a SHA-256.
    let signed: Signed
    let staple: Signed

    /// What an app asks about one badge.
    struct Question {
        let file: [UInt8]
        let account: String
    }

    /// A message and the signature on it.
    struct Signed {
        let message: [UInt8]
        let signature: [UInt8]
    }
}

/// A log and some badges in it.
struct SampleLog {
    let badges: [SampleBadge]
    let tree: MerkleAccumulator
    /// The signed checkpoint over all of it.
    let checkpoint: [UInt8]
}

extension SampleAuthority {
    /// So many badges under one checkpoint of the whole log, with the log's tree.
    func badges(_ count: Int) throws -> SampleLog {
        let indexes = (0..<UInt64(count)).map { place in
            (place &* 48_271 % (Self.logSize / Self.stride)) * Self.stride + 7
        }
        var certificates: [UInt64: (tbs: TBSCertificate, der: [UInt8])] = [:]
        for index in indexes {
            let tbs = try tbs(index)
            certificates[index] = (tbs, try tbs.signed(by: caKey))
        }
        let tree = MerkleAccumulator(
            (0..<Self.logSize).map { index in
                MerkleTree.leafHash(
                    certificates[index].map { [1] + $0.tbs.der } ?? bigEndian(index, count: 8))
            })
        let state = Checkpoint(origin: Self.origin, size: Self.logSize, root: tree.root)
        let checkpoint = try SignedNote.sign(state.text, by: [log])
        let badges = try indexes.compactMap { index in
            try certificates[index].map { certificate in
                try badge(index, certificate.tbs, certificate.der, checkpoint, tree)
            }
        }
        return SampleLog(badges: badges, tree: tree, checkpoint: checkpoint.bytes)
    }

    private func badge(
        _ index: UInt64, _ tbs: TBSCertificate, _ certificate: [UInt8], _ checkpoint: SignedNote,
        _ tree: MerkleAccumulator
    ) throws -> SampleBadge {
        let proof = TLogProof(
            index: index, hashes: tree.inclusionProof(index: index, size: Self.logSize),
            checkpoint: checkpoint)
        let staple = Staple(
            origin: Self.origin, sequence: 9, issued: Self.now.adding(seconds: -2 * Timestamp.hour),
            nextUpdate: Self.day(7), index: index, state: .good)
        let note = try SignedNote.sign(staple?.text ?? "", by: [status])
        func question(_ staple: SignedNote?) -> SampleBadge.Question {
            let file = BadgeFile(badge: certificate, issuer: issuer, staple: staple, proof: proof)
            return SampleBadge.Question(file: file.bytes, account: account(index))
        }
        return SampleBadge(
            plain: question(nil), stapled: question(note), certificate: certificate,
            signed: SampleBadge.Signed(
                message: SHA256.hash(tbs.der).bytes,
                signature: try ParsedCertificate(der: certificate).signature),
            staple: SampleBadge.Signed(message: note.textBytes, signature: note.signatures[0].signature))
    }

    private func account(_ index: UInt64) -> String { "tel:+1202\(5_000_000 + index)" }

    /// What a badge says varies in length and letters, as businesses do.
    private func tbs(_ index: UInt64) throws -> TBSCertificate {
        let names = [
            "Example Airline", "Bakkerij Zürich aan Zee", "Northern Power and Light", "Æther Telecom",
        ]
        let name = names[Int(index % 4)] + " \(index)"
        let subject = BadgeSubject(
            businessCategory: "Private Organization", jurisdictionCountry: "NL",
            registrationNumber: "\(10_000_000 + index)",
            organizationIdentifier: "NTRNL-\(10_000_000 + index)",
            country: "NL", locality: "Amsterdam", postalCode: "1234 AB", street: "Kade \(index % 900)",
            organization: "\(name) B.V.", displayName: name)
        let profile = BadgeProfile(
            verifiedSince: Timestamp(secondsSince1970: 1_735_689_600), category: "airline",
            sizeClass: "small", website: "https://shop\(index).example/",
            supportHours: "Mo-Fr 08:00-18:00", responseTime: "4 h")
        let extensions = BadgeExtensions(
            subjectKeyIdentifier: badgeKey.publicKey.keyIdentifier,
            authorityKeyIdentifier: caKey.publicKey.keyIdentifier,
            accounts: [try AccountURI(account(index)), try AccountURI("https://shop\(index).example")],
            programmeVersion: 3, crlURI: "http://badges.example.org/1.crl", profile: profile)
        return TBSCertificate(
            serial: 1 << 48 | index, algorithm: .p256, issuer: Self.name("Benchmark Issuing CA"),
            notBefore: Self.day(-1), notAfter: Self.day(99), subject: subject.der,
            spki: badgeKey.publicKey.spki, extensions: extensions.encoded(oids))
    }
}
