import Authority
import BadgeVerifier
import CryptoCore
import Encoding
import Files
import Registry
import RegistryStore
import TestSupport
import Testing
import Transparency

/// What a client pack carries beyond the status: the log's right edge, and proofs that it continues what was handed out.
@Suite struct PackTests {
    private func open(_ files: [PackFiles.File]) throws -> ClientPack {
        func file(_ name: String) -> [UInt8]? { files.first { $0.name == name }?.bytes }
        let tiles = files.filter { $0.name.hasPrefix("tile/") }.map { ($0.name, $0.bytes) }
        return try ClientPack(
            trust: file("trust.json") ?? [], snapshot: file("status.snapshot"),
            checkpoint: file("checkpoint"), consistency: file("consistency"),
            tiles: Dictionary(uniqueKeysWithValues: tiles))
    }

    /// Seven packs, each after a badge or a publication more.
    private func packs(_ authority: VirtualAuthority) throws -> [ClientPack] {
        try authority.publish()
        var packs = [try open(PackFiles.last(of: authority.reader()))]
        for number in 0..<3 {
            _ = try authority.issuedBadge(.sample(number))
            packs.append(try open(PackFiles.last(of: authority.reader())))
            authority.wait(days: 1)
            try authority.publish()
            packs.append(try open(PackFiles.last(of: authority.reader())))
        }
        return packs
    }

    @Test func `a client can go from each pack to each later one, and not back`() throws {
        let authority = try VirtualAuthority(.ed25519)
        let packs = try packs(authority)
        let badge = try authority.issuedBadge(.sample(3))
        for (position, before) in packs.enumerated() {
            let seen = verdict(badge.file, before, .none, authority.now).highWater
            for (other, after) in packs.enumerated() where other != position {
                let verdict = verdict(badge.file, after, seen, authority.now)
                let isBack = [.logRollback, .statusRollback].contains(verdict.reason)
                #expect(isBack == (other < position), "\(position) to \(other): \(verdict.detail)")
            }
        }
    }

    private func verdict(
        _ file: [UInt8], _ pack: ClientPack, _ seen: HighWaterMark, _ now: Timestamp
    ) -> Verdict {
        BadgeVerifier(packs: [pack], allowTest: true).verify(file, for: .notChecked, at: now, highWater: seen)
    }

    @Test func `sizes that an older pack knew are led on from`() throws {
        let authority = try VirtualAuthority(.ed25519)
        _ = try packs(authority)
        let store = try authority.reader()
        let origin = try #require(store.state.log?.opening.origin)
        let bare = ConsistencyProofs.file(store, size: 9)
        let more = ConsistencyProofs.file(store, size: 9, older: [origin: [0, 2, 9, 4000], "other": [1]])
        #expect(bare.proof(origin: origin, from: 2, to: 9) == nil)
        #expect(more.proof(origin: origin, from: 2, to: 9) != nil)
        #expect(more.sections.count == 1)
        #expect(more.sections[0].proofs.map(\.oldSize).allSatisfy { (1..<9).contains($0) })
    }

    @Test func `a badge with the newest proof is found by the pack`() throws {
        let authority = try VirtualAuthority(.ed25519)
        let badge = try authority.issuedBadge()
        for _ in 0..<130 {
            authority.wait(days: 1)
            try authority.publish()
        }
        let store = try authority.reader()
        let serial = try #require(BadgeSerial(badge.serial.description))
        let pack = try open(PackFiles.last(of: store))
        let newest = try BadgeArchive.file(of: serial, in: store, proof: .newest)
        let asIssued = try BadgeArchive.file(of: serial, in: store)
        #expect(asIssued == badge.file && newest != asIssued)
        let issued = authority.now.adding(seconds: -130 * Timestamp.day)
        func verify(_ file: [UInt8]) -> Verdict {
            BadgeVerifier(packs: [pack], mode: .packInclusion, allowTest: true)
                .verify(file, for: .notChecked, at: issued)
        }
        // Back then the clock was behind the pack's status; what matters here is whether the pack answered.
        func isByPack(_ verdict: Verdict) -> Bool {
            verdict.notEstablished.contains { $0.contains("in pack mode the log alone") }
        }
        #expect(isByPack(verify(newest)) && !isByPack(verify(asIssued)))
    }

    private func findings(_ authority: VirtualAuthority) throws -> [String] {
        try Audit.run(
            authority.setup.directory, clock: authority.now, fileSystem: authority.fileSystem,
            random: authority.random
        ).findings.map(\.place)
    }

    @Test func `proofs in public are held against the log`() throws {
        let authority = try VirtualAuthority(.ed25519)
        _ = try packs(authority)
        #expect(try findings(authority).isEmpty)
        let path = FilePath.join(authority.place.published, "consistency")
        let good = try authority.published("consistency")
        let other = Array(String(decoding: good, as: UTF8.self).replacing("\n7 ", with: "\n6 ").utf8)
        for bytes in [Array(good.dropLast()), other] {
            try DurableFile.replace(path, bytes, permissions: 0o644, in: authority.fileSystem)
            #expect(try findings(authority) == ["public/consistency"])
        }
        try authority.fileSystem.remove(path)
        #expect(try findings(authority) == ["public/consistency"])
        authority.wait(days: 1)
        try authority.publish()
        #expect(try findings(authority).isEmpty)
    }
}
