import BadgeVerifier
import CryptoCore
import Encoding
import Foundation
import Testing
import Transparency

/// The examples of the articles about formats are real files of one registry, and fit each other.
@Suite struct DocumentationExampleTests {
    static let now = Timestamp("2026-11-04T10:00:00Z") ?? Timestamp(secondsSince1970: 0)
    static let account = "tel:+12025550100"

    let badge: [UInt8]
    let trust: [UInt8]
    let snapshot: [UInt8]
    let checkpoint: [UInt8]
    let consistency: [UInt8]
    /// The entries of the log, as far as they are written out, and all leaf hashes.
    let entries: [(entry: [UInt8], leaf: Digest)]

    init() throws {
        badge = try Self.file("BadgeFile", "-----BEGIN CERTIFICATE-----")
        // The one file that does not end in a line end.
        trust = try Self.file("TrustFile", "{\"format\":").dropLast()
        snapshot =
            try Self.file("StatusSnapshot", StatusSnapshot.formatLine) + [0]
            + hexBytes(Articles.example("StatusSnapshot", beginning: "00000001 "))
        checkpoint = try Self.file("SignedNotes", "badges.example.org/log\n13\n")
        consistency = try Self.file("ClientPackDirectory", ConsistencyFile.formatLine)
        entries = try Articles.example("LogEntriesAndProofs", beginning: "0  null")
            .matches(of: /leaf  ([0-9a-f]{64})\n    entry ([0-9a-f]+)/).map { match in
                (try hexBytes(String(match.2)), try #require(Digest(hex: String(match.1))))
            }
    }

    private static func file(_ article: String, _ beginning: String) throws -> [UInt8] {
        Array(try Articles.example(article, beginning: beginning).utf8)
    }

    private func verifier(
        _ mode: VerificationMode = .signatures, snapshot other: [UInt8]? = nil
    ) throws
        -> BadgeVerifier
    {
        let pack = try ClientPack(
            trust: trust, snapshot: other ?? snapshot, checkpoint: checkpoint, consistency: consistency,
            tiles: ["tile/0/000.p/13": entries.flatMap(\.leaf.bytes)])
        #expect(pack.snapshotProblem == nil && pack.checkpointProblem == nil)
        #expect(pack.consistencyProblem == nil && pack.treeProblem == nil && pack.tree != nil)
        return BadgeVerifier(packs: [pack], mode: mode, allowTest: true)
    }

    @Test func `the badge verifies under the pack and raises the mark to the one shown`() throws {
        for mode in [VerificationMode.signatures, .packInclusion] {
            let verdict = try verifier(mode).verify(
                badge, for: .account(Self.account), displayName: "Example Airline", at: Self.now)
            #expect(verdict.outcome == .trusted && verdict.reason == .ok, "\(verdict.detail)")
            #expect(verdict.asOf == Timestamp("2026-11-04T09:00:00Z") && verdict.badge?.id == "1-4")
            #expect(verdict.notEstablished.contains { $0.contains("pack mode") } == (mode == .packInclusion))
            let mark = try Articles.example("HighWaterMarkText", beginning: HighWaterMark.none.text)
            #expect(verdict.highWater.text == mark)
            #expect(HighWaterMark(mark)?.text == mark)
        }
    }

    @Test func `each part of the badge file is the one shown elsewhere`() throws {
        let file = try BadgeFile(parsing: badge)
        #expect(file.bytes == badge)
        let staple = try Articles.example("BadgeFile", beginning: Staple.formatLine)
        #expect(file.staple?.bytes == Array(staple.utf8))
        let parsed = try #require(Staple(parsing: file.staple?.text ?? ""))
        #expect(parsed.index == 4 && parsed.state == .good)
        let proof = try Articles.example("LogEntriesAndProofs", beginning: TLogProof.header)
        #expect(file.proof.text == proof)
        let certificate = try ParsedCertificate(der: file.badge)
        let dump = try Articles.example("CertificateProfile", beginning: "Certificate:")
        let signature = try #require(dump.components(separatedBy: "Signature Value:").last)
        #expect(try hexBytes(signature.replacing(":", with: "")) == certificate.signature)
        #expect(dump.contains("(0x\(String(try #require(certificate.serial), radix: 16)))"))
    }

    @Test func `the trust file opens and its signature holds`() throws {
        let file = try TrustFile(parsing: trust)
        #expect(file.bytes == trust && file.isTest && file.name == "badges.example.org")
        let note = try Self.file("TrustFile", TrustSignature.formatLine)
        try TrustSignature.check(note, of: file, replacing: nil)
    }

    @Test func `the snapshot says what the article says of it`() throws {
        let file = try StatusSnapshot(parsing: snapshot)
        #expect(file.lists == StatusLists(revoked: [5], suspended: [6]))
        #expect(file.header.sequence == 6 && file.header.coveredSize == 11)
    }

    @Test func `the worked example of the Rice code is what the encoder writes`() throws {
        let signer = try NoteSigner(name: "example", key: VirtualAuthority.key(1))
        let made = try StatusSnapshot.make(
            .init(
                origin: "example", sequence: 1, issued: Self.now, nextUpdate: Self.now.adding(seconds: 1),
                coveredSize: 41), lists: .init(revoked: [5, 7, 8, 20, 40], suspended: [6]), signers: [signer])
        let zero = try #require(made.bytes.firstIndex(of: 0))
        let shown = try hexBytes(Articles.example("StatusSnapshot", beginning: "00000005 "))
        #expect(Array(made.bytes[(zero + 1)...]) == shown)
        #expect(
            try StatusSnapshot(parsing: made.bytes).lists
                == .init(revoked: [5, 7, 8, 20, 40], suspended: [6]))
    }

    @Test func `the log has the root of the checkpoint and holds what the other articles show`() throws {
        #expect(entries.count == 13)
        let state = try Checkpoint(text: SignedNote(parsing: checkpoint).text)
        #expect(state.size == 13 && state.root == MerkleTree.root(of: entries.map(\.leaf)))
        for (entry, leaf) in entries where entry.count > 1 || entry == [0] {
            #expect(MerkleTree.leafHash(entry) == leaf)
        }
        let file = try BadgeFile(parsing: badge)
        let (certificate, issuer) = (
            try ParsedCertificate(der: file.badge), try ParsedCertificate(der: file.issuer)
        )
        #expect(MerkleTree.leafHash([1] + certificate.tbs) == entries[4].leaf)
        #expect(MerkleTree.leafHash([4] + issuer.tbs) == entries[1].leaf)
        #expect(entries[11].entry == [3] + bigEndian(6, count: 8) + SHA256.hash(snapshot).bytes)
        #expect(entries[7].entry.starts(with: [2] + bigEndian(1 << 48 | 5, count: 8) + [4]))
        #expect(entries[10].entry.starts(with: [2] + bigEndian(1 << 48 | 6, count: 8) + [2]))
    }

    @Test func `each proof of consistency leads from the older tree to the checkpoint`() throws {
        let file = try ConsistencyFile(parsing: consistency)
        let section = try #require(file.sections.first)
        #expect(file.sections.count == 1 && section.proofs.map(\.oldSize) == [4, 5, 6, 7, 10])
        let leaves = entries.map(\.leaf)
        for proof in section.proofs {
            #expect(
                MerkleTree.isConsistent(
                    oldSize: proof.oldSize,
                    oldRoot: MerkleTree.root(of: Array(leaves[..<Int(proof.oldSize)])),
                    newSize: section.size, newRoot: MerkleTree.root(of: leaves), proof: proof.hashes))
        }
    }

    @Test func `the key shown beside the checkpoint signed it`() throws {
        let text = try Articles.example("SignedNotes", beginning: "badges.example.org/log+")
        let key = try VerifierKey(parsing: String(text.dropLast()))
        #expect(try SignedNote(parsing: checkpoint).verified(by: [key]) == [key])
    }

    @Test func `the pack has the files and sizes that are listed`() throws {
        let listing = try Articles.example("ClientPackDirectory", beginning: " ")
        let sizes = [
            "trust.json": trust.count,
            "trust.sig": try Self.file("TrustFile", TrustSignature.formatLine).count,
            "status.snapshot": snapshot.count, "checkpoint": checkpoint.count,
            "consistency": consistency.count, "tile/0/000.p/13": 13 * 32,
        ]
        let listed = listing.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        #expect(Dictionary(uniqueKeysWithValues: listed.map { ($0[1], Int($0[0])) }) == sizes)
    }

    @Test func `a changed example is refused`() throws {
        var other = badge
        other[other.count / 2] ^= 1
        let verdict = try verifier().verify(other, for: .account(Self.account), at: Self.now)
        #expect(!verdict.isTrusted)
        let stale = try verifier().verify(
            badge, for: .account(Self.account), at: Self.now.adding(seconds: 7 * Timestamp.day))
        #expect(stale.reason == .statusStale)
        #expect(
            try verifier().verify(badge, for: .account("tel:+1"), at: Self.now).reason == .accountMismatch)
    }
}
