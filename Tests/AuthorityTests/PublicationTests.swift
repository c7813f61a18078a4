import Authority
import BadgeVerifier
import CryptoCore
import Encoding
import Files
import Registry
import RegistryStore
import Testing
import TestSupport
import Transparency

/// Publishing, and the one rule of the checkpoint signer (DESIGN 4.2).
@Suite struct PublicationTests {
    /// An authority that published several times, each time after something else had happened.
    func history() throws -> (authority: VirtualAuthority, published: [[String: [UInt8]]]) {
        let authority = try VirtualAuthority(.p256)
        var published: [[String: [UInt8]]] = []
        func publish() throws {
            authority.wait(days: 1)
            try authority.publish()
            var files: [String: [UInt8]] = [:]
            for name in [
                "trust.json", "trust.sig", "status.snapshot", "issuing-1.crl", "issuing-1.crl.pem",
                "checkpoint", "root.pem", "root.crl", "issuing-1.pem",
            ] {
                files[name] = try authority.published(name)
            }
            published.append(files)
        }
        try publish()
        let one = try authority.issuedBadge()
        try publish()
        let two = try authority.issuedBadge(.sample(1))
        try authority.setStatus(one.serial, .suspended, reason: 9)
        try authority.setStatus(two.serial, .limited, reason: 0)
        try publish()
        try authority.reinstate(one.serial, by: "reviewer-1")
        try authority.reinstate(one.serial, by: "reviewer-2")
        try authority.setStatus(two.serial, .revoked, reason: 1)
        try publish()
        authority.wait(days: 200)
        try publish()
        return (authority, published)
    }

    @Test func everyPublicationIsRebuiltByteForByte() throws {
        let (authority, published) = try history()
        // The first publication is the ceremony's.
        #expect(authority.state.publications.count == published.count + 1)
        let store = try authority.reader()
        for (index, files) in published.enumerated() {
            let rebuilt = try PublicationFiles(store, index: index + 1).files
            for (name, bytes) in files {
                #expect(
                    rebuilt.first { $0.name == name }?.bytes == bytes, "\(name) of publication \(index + 1)")
            }
            #expect(rebuilt.last?.name == "checkpoint")
        }
        _ = try PublicationFiles(store, index: 0)
    }

    @Test func publicIsRebuiltWhereItIsLostOrHoled() throws {
        let (authority, _) = try history()
        let whole = try authority.snapshot().filter { $0.key.hasPrefix(authority.place.published) }
        #expect(whole.keys.contains { $0.contains("/tile/entries/") })
        for path in whole.keys.sorted() {
            try authority.fileSystem.remove(path)
            try Publisher.writeFiles(try authority.reader(), into: authority.place.published)
            #expect(try authority.fileSystem.read(path, limit: 1 << 20) == whole[path], "\(path)")
        }
        try authority.fileSystem.removeTree(authority.place.published)
        try Publisher.writeFiles(try authority.reader(), into: authority.place.published)
        let again = try authority.snapshot().filter { $0.key.hasPrefix(authority.place.published) }
        #expect(Set(again.keys) == Set(whole.keys))
        for (path, bytes) in again { #expect(whole[path] == bytes, "\(path)") }
    }

    @Test func tilesHoldTheLogOfTheCheckpoint() throws {
        let (authority, _) = try history()
        let note = try SignedNote(parsing: try authority.published("checkpoint"))
        let key = try VerifierKey(parsing: try #require(authority.state.log).opening.logKey)
        #expect(try note.verifiedStrictly(by: [key]).count == 1)
        let checkpoint = try Checkpoint(text: note.text)
        var leaves: [Digest] = []
        for tile in Tile.tiles(level: 0, size: checkpoint.size) {
            let entries = try #require(EntryBundle.decode(try authority.published(tile.entriesPath)))
            let hashes = entries.map { MerkleTree.leafHash($0) }
            #expect(try authority.published(tile.path) == hashes.flatMap(\.bytes))
            leaves += hashes
        }
        #expect(UInt64(leaves.count) == checkpoint.size)
        #expect(MerkleAccumulator(leaves).root == checkpoint.root)
    }

    @Test func sequencesRiseAndAreSharedWithStaples() throws {
        let authority = try VirtualAuthority()
        let badge = try authority.issuedBadge()
        let staple = try #require(try BadgeFile(parsing: badge.file).staple)
        let first = try #require(Staple(parsing: staple.text)).sequence
        #expect(first == 2)
        let result = try authority.publish()
        #expect(result.sequence == 3 && result.listed == 0)
        #expect(result.covered == (authority.store.trees[1]?.count ?? 0) - 2)
        #expect(result.nextUpdate == authority.now.adding(seconds: 7 * Timestamp.day))
    }

    @Test func entriesThreeAndFiveStandBehindWhatTheSnapshotCovers() throws {
        let authority = try VirtualAuthority()
        try authority.issuedBadge()
        let before = try #require(authority.store.lastHash).hex
        let sequence = try #require(authority.state.lastSequence)
        let result = try authority.publish()
        let records = try #require(authority.store.records[1])
        let hash = SHA256.hash(try authority.published("status.snapshot")).hex
        #expect(records[Int(result.covered)] == .snapshot(sequence: result.sequence, hash: hash))
        #expect(records[Int(result.covered) + 1] == .anchor(sequence: sequence, hash: before))
        #expect(records.count == Int(result.covered) + 2)
    }

    @Test func aCheckpointAheadOfTheJournalStopsEverySignature() throws {
        let authority = try VirtualAuthority()
        let old = try authority.copyOfTruth()
        let id = try authority.approvedCase()
        try authority.issue([id])
        let published = try authority.published("checkpoint")
        // An older copy of journal and head is put back; what was published stays.
        try authority.restore(old)
        #expect(try authority.published("checkpoint") == published)
        refusal(4) { try PublishedCheckpoint.check(authority.store) }
        let before = try authority.snapshot()
        refusal(4) { try authority.publish() }
        #expect(try authority.snapshot() == before, "nothing was signed")
        let again = try authority.approvedCase(.sample(1))
        refusal(4) { try authority.issue([again]) }
        #expect(try authority.published("checkpoint") == published)
    }

    @Test func aCheckpointOfAnotherTreeStopsEverySignature() throws {
        let authority = try VirtualAuthority()
        try authority.publish()
        let log = try NoteSigner(name: VirtualAuthority.origin, key: authority.keys.log)
        let tree = try #require(authority.store.trees[1])
        let path = FilePath.join(authority.place.published, "checkpoint")
        let good = try authority.published("checkpoint")
        func put(_ checkpoint: Checkpoint, _ signer: NoteSigner) throws {
            let note = try SignedNote.sign(checkpoint.text, by: [signer])
            try DurableFile.replace(path, note.bytes, permissions: 0o644, in: authority.fileSystem)
        }
        for (checkpoint, signer) in [
            (Checkpoint(origin: VirtualAuthority.origin, size: tree.count, root: MerkleTree.emptyRoot), log),
            (Checkpoint(origin: VirtualAuthority.origin, size: tree.count + 1, root: tree.root), log),
            (Checkpoint(origin: VirtualAuthority.origin, size: 2, root: tree.root), log),
            (
                Checkpoint(origin: "other.example/log", size: 2, root: tree.root(size: 2)),
                try NoteSigner(name: "other.example/log", key: authority.keys.log)
            ),
            (
                Checkpoint(origin: VirtualAuthority.origin, size: 2, root: tree.root(size: 2)),
                try NoteSigner(name: VirtualAuthority.origin, key: try PrivateKey.named("other"))
            ),
        ] {
            try put(checkpoint, signer)
            let sequence = authority.state.lastSequence
            refusal(4) { try authority.publish() }
            #expect(authority.state.lastSequence == sequence)
        }
        for bytes in [Array("garbage".utf8), Array(good.dropLast()), good + good] {
            try DurableFile.replace(path, bytes, permissions: 0o644, in: authority.fileSystem)
            refusal(4) { try authority.publish() }
        }
        // An older checkpoint of the same tree is behind, not wrong.
        try put(Checkpoint(origin: VirtualAuthority.origin, size: 2, root: tree.root(size: 2)), log)
        try authority.publish()
        try DurableFile.replace(path, good, permissions: 0o644, in: authority.fileSystem)
        try authority.publish()
    }

    @Test func onlyIssuersAndAdminsPublish() throws {
        let authority = try VirtualAuthority()
        for name in ["clerk", "reviewer-1", "auditor"] {
            let before = try authority.snapshot()
            refusal(3) { try authority.publish(by: name) }
            #expect(try authority.snapshot() == before)
        }
        try authority.publish(by: "admin-1")
    }
}

extension VirtualAuthority {
    /// Journal and head, as a backup would keep them.
    func copyOfTruth() throws -> [String: [UInt8]] {
        try snapshot().filter { $0.key.hasPrefix(place.journal) || $0.key == place.head }
    }

    /// Puts them back.
    func restore(_ files: [String: [UInt8]]) throws {
        store.close()
        for path in try copyOfTruth().keys { try fileSystem.remove(path) }
        for (path, bytes) in files { try DurableFile.create(path, bytes, permissions: 0o600, in: fileSystem) }
        try reopen()
    }
}
