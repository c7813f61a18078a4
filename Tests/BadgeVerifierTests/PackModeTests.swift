import BadgeVerifier
import CryptoCore
import Encoding
import Testing
import Transparency

/// Pack mode: the pack's own tree vouches for badges, where it can.
@Suite struct PackModeTests {
    /// One full block of 65,536 entries, two full pages of 256, and a page of 7.
    static let size: UInt64 = 65_536 + 2 * 256 + 7
    /// One badge in each of these.
    static let places: [UInt64] = [5, 6, 7, 65_535, 65_536, 65_536 + 300, 65_536 + 512 + 3]

    let authority: VirtualAuthority
    let log: VirtualLog
    let parts: [UInt64: VirtualAuthority.BadgeParts]
    let pack: ClientPack

    init() throws {
        let authority = try VirtualAuthority(.ed25519)
        let parts = try Dictionary(
            uniqueKeysWithValues: Self.places.map { ($0, try authority.parts(at: $0)) })
        let log = VirtualLog(authority, size: Self.size, badges: parts.mapValues(\.tbs.der))
        self.authority = authority
        self.parts = parts
        self.log = log
        pack = try authority.pack(log, size: Self.size, tiles: log.tiles(Self.size), covered: Self.size)
    }

    private func verdict(_ file: [UInt8], _ pack: ClientPack? = nil) -> Verdict {
        BadgeVerifier(packs: [pack ?? self.pack], mode: .packInclusion, allowTest: true).verdict(file)
    }

    /// Whether the pack vouched for the badge, not its signature.
    private func isByPack(_ verdict: Verdict) -> Bool {
        verdict.notEstablished.contains { $0.contains("in pack mode the log alone vouches") }
    }

    @Test func `a badge anywhere in the log is found by the few hashes of the pack`() throws {
        #expect(pack.treeProblem == nil)
        for index in Self.places {
            let file = try log.file(try #require(parts[index]), size: Self.size)
            let verdict = verdict(file)
            #expect(verdict.reason == .ok && isByPack(verdict), "\(index): \(verdict.detail)")
            #expect(verdict.badge?.id == "1-\(index)")
            let strict = BadgeVerifier(packs: [pack], allowTest: true).verdict(file)
            #expect(strict.reason == .ok && !isByPack(strict))
        }
    }

    @Test func `the signature of the issuing CA is not looked at, which is the trade`() throws {
        let forger = try PrivateKey.generate(.ed25519)
        for index in Self.places {
            let parts = try #require(parts[index])
            let forged = try log.file(parts, size: Self.size, certificate: parts.tbs.signed(by: forger))
            #expect(verdict(forged).reason == .ok)
            #expect(BadgeVerifier(packs: [pack], allowTest: true).verdict(forged).reason == .badSignature)
        }
    }

    @Test func `a badge that is not in the tree is refused by its signatures' steps`() throws {
        let forger = try PrivateKey.generate(.ed25519)
        for index in Self.places {
            var parts = try #require(parts[index])
            parts.tbs.notAfter = parts.tbs.notAfter.adding(seconds: 1)
            let forged = try log.file(parts, size: Self.size, certificate: parts.tbs.signed(by: forger))
            #expect(verdict(forged).reason == .badSignature)
            // Signed by the CA, and still not in the log.
            #expect(verdict(try log.file(parts, size: Self.size)).reason == .notLogged)
        }
    }

    @Test func `a page that is known answers as hashing would`() throws {
        let warm = BadgeVerifier(packs: [pack], mode: .packInclusion, allowTest: true)
        for index in [5, 6, 5] as [UInt64] {
            #expect(isByPack(warm.verdict(try log.file(try #require(parts[index]), size: Self.size))))
        }
        let last = try #require(parts[7])
        var other = last
        other.tbs.notAfter = other.tbs.notAfter.adding(seconds: 1)
        let forged = try log.file(
            other, size: Self.size, certificate: other.tbs.signed(by: PrivateKey.generate(.ed25519)))
        #expect(warm.verdict(forged).reason == .badSignature)
        #expect(warm.verdict(try log.file(other, size: Self.size)).reason == .notLogged)
        let file = try log.file(last, size: Self.size)
        let lines = try #require(file.indices.first { file[$0...].starts(with: "\nindex 7\n".utf8) }) + 9
        for line in 0..<16 {
            var bent = file
            let place = lines + line * 45 + 20
            bent[place] = bent[place] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            for verdict in [warm.verdict(bent), verdict(bent)] {
                #expect(verdict.reason == .notLogged && !isByPack(verdict), "line \(line)")
            }
        }
        #expect(isByPack(warm.verdict(file)))
    }

    @Test func `what the pack does not answer for is verified by its signatures`() throws {
        let parts = try #require(parts[65_836])
        // Made when its page was not full: the pack's hashes say nothing about such a proof.
        let young = verdict(try log.file(parts, size: 65_837))
        #expect(young.reason == .ok && !isByPack(young))
        // Beyond the pack's tree.
        let small = try authority.pack(log, size: 65_600, tiles: log.tiles(65_600), covered: Self.size)
        let beyond = verdict(try log.file(parts, size: Self.size), small)
        #expect(beyond.reason == .ok && !isByPack(beyond))
        // Beyond the snapshot.
        let uncovered = try authority.pack(log, size: Self.size, tiles: log.tiles(Self.size), covered: 10)
        #expect(verdict(try log.file(parts, size: Self.size), uncovered).reason == .statusNotCovered)
    }

    @Test func `tiles that are missing, damaged or of another log are no tree`() throws {
        let file = try log.file(try #require(parts[5]), size: Self.size)
        var missing = log.tiles(Self.size)
        missing["tile/2/000.p/1"] = nil
        var damaged = log.tiles(Self.size)
        damaged["tile/1/001.p/2"]?[3] ^= 1
        var short = log.tiles(Self.size)
        short["tile/0/258.p/7"]?.removeLast()
        let fork = VirtualLog(authority, size: Self.size, fork: 1)
        for tiles in [missing, damaged, short, fork.tiles(Self.size)] {
            let pack = try authority.pack(log, size: Self.size, tiles: tiles, covered: Self.size)
            #expect(pack.tree == nil && pack.treeProblem != nil)
            let verdict = verdict(file, pack)
            #expect(verdict.reason == .ok && !isByPack(verdict))
        }
        let unsigned = try authority.pack(nil, tiles: log.tiles(Self.size), covered: Self.size)
        #expect(unsigned.tree == nil)
    }

    @Test func `status, account, time and profile count as ever`() throws {
        let parts = try #require(parts[65_536])
        let file = try log.file(parts, size: Self.size)
        func listed(_ lists: StatusLists) throws -> ClientPack {
            try authority.pack(
                log, size: Self.size, tiles: log.tiles(Self.size),
                snapshot: authority.snapshot(covered: Self.size, lists: lists))
        }
        #expect(try verdict(file, listed(.init(revoked: [65_536]))).reason == .revoked)
        #expect(try verdict(file, listed(.init(suspended: [65_536]))).reason == .suspended)
        #expect(try verdict(file, listed(.init(limited: [65_536]))).outcome == .limited)
        // The issuing CA itself is listed.
        #expect(try verdict(file, listed(.init(revoked: [1]))).reason == .untrustedIssuer)
        let verifier = BadgeVerifier(packs: [pack], mode: .packInclusion, allowTest: true)
        #expect(verifier.verdict(file, for: .account("tel:+12025550199")).reason == .accountMismatch)
        #expect(verifier.verdict(file, at: parts.tbs.notAfter.adding(seconds: 1)).reason == .expired)
        #expect(
            BadgeVerifier(packs: [pack], mode: .packInclusion).verdict(file).reason == .untrustedIssuer)
    }

    @Test func `every size has tiles that lead to its root`() throws {
        let small = VirtualLog(authority, size: 700)
        for size in UInt64(1)...700 {
            let pack = try authority.pack(small, size: size, tiles: small.tiles(size))
            #expect(pack.tree?.size == size, "\(size): \(pack.treeProblem ?? "")")
        }
        for size in [65_535, 65_536, 65_537, 65_791, 65_792, Self.size - 1] as [UInt64] {
            let pack = try authority.pack(log, size: size, tiles: log.tiles(size))
            #expect(pack.tree?.size == size, "\(size): \(pack.treeProblem ?? "")")
        }
    }
}
