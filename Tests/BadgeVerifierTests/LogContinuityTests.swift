import BadgeVerifier
import CryptoCore
import Encoding
import Testing
import Transparency

/// What a client remembers of a log is held against each next pack.
@Suite struct LogContinuityTests {
    let authority: VirtualAuthority
    let badge: [UInt8]
    let log: VirtualLog
    /// What a client remembers that saw a pack of 9 entries.
    let seen: HighWaterMark

    init() throws {
        authority = try VirtualAuthority(.ed25519)
        let parts = try authority.parts(at: 5)
        log = VirtualLog(authority, size: 20, badges: [5: parts.tbs.der])
        badge = try log.file(parts, size: 7)
        seen =
            BadgeVerifier(packs: [try authority.pack(log, size: 9)], allowTest: true)
            .verdict(badge).highWater
    }

    private func verdict(_ pack: ClientPack, _ seen: HighWaterMark) -> Verdict {
        BadgeVerifier(packs: [pack], allowTest: true).verdict(badge, highWater: seen)
    }

    @Test func `a larger checkpoint needs a proof that it continues the one seen`() throws {
        let key = authority.logSigner.verifierKey.text
        #expect(seen.text.contains("\nlog 9 \(log.tree.root(size: 9).hex) \(key)\n"))
        let proven = try verdict(
            authority.pack(log, size: 20, consistency: log.consistency(from: [7, 9, 12], to: 20)), seen)
        #expect(proven.reason == .ok)
        #expect(proven.highWater.text.contains("\nlog 20 "))
        for proofs in [
            nil, log.consistency(from: [7, 12], to: 20), log.consistency(from: [9], to: 19), [0x41],
        ] {
            let verdict = try verdict(authority.pack(log, size: 20, consistency: proofs), seen)
            #expect(verdict.reason == .logRollback && verdict.outcome == .undetermined)
            #expect(verdict.highWater == seen)
        }
    }

    @Test func `an older checkpoint, or none any more, is a rollback`() throws {
        for pack in [try authority.pack(log, size: 8), try authority.pack(nil)] {
            let verdict = verdict(pack, seen)
            #expect(verdict.reason == .logRollback && verdict.outcome == .undetermined, "\(verdict.detail)")
            #expect(verdict.highWater == seen)
        }
        #expect(try verdict(authority.pack(log, size: 9), seen).reason == .ok)
    }

    @Test func `a forked log is refused whatever proof comes with it`() throws {
        let parts = try authority.parts(at: 5)
        let fork = VirtualLog(authority, size: 20, badges: [5: parts.tbs.der], fork: 1)
        let same = try verdict(authority.pack(fork, size: 9), seen)
        #expect(same.reason == .logInconsistent && same.outcome == .untrusted)
        let later = try verdict(
            authority.pack(fork, size: 20, consistency: fork.consistency(from: [9], to: 20)), seen)
        #expect(later.reason == .logRollback)
        #expect(later.highWater == seen)
        // A badge whose own checkpoint contradicts the pack's, or the one that is remembered.
        let forked = try fork.file(parts, size: 9)
        let verifier = BadgeVerifier(packs: [try authority.pack(log, size: 9)], allowTest: true)
        #expect(verifier.verdict(forked).reason == .logInconsistent)
        let larger = try authority.pack(log, size: 20, consistency: log.consistency(from: [9], to: 20))
        #expect(
            BadgeVerifier(packs: [larger], allowTest: true).verdict(forked, highWater: seen).reason
                == .logInconsistent)
    }

    @Test func `a sanction is told before a rollback`() throws {
        let pack = try authority.pack(log, size: 8, snapshot: authority.snapshot(lists: .init(revoked: [5])))
        #expect(verdict(pack, seen).reason == .revoked)
    }

    @Test func `a frozen log ends where the trust file says`() throws {
        let final = TrustFile.Final(size: 20, root: log.tree.root(size: 20))
        let trust = try authority.trust { $0.logs = [try authority.log(final: final)] }
        let proofs = log.consistency(from: [9], to: 20)
        #expect(try verdict(authority.pack(nil, consistency: proofs, trust: trust), seen).reason == .ok)
        #expect(try verdict(authority.pack(nil, trust: trust), seen).reason == .logRollback)
        let other = TrustFile.Final(size: 9, root: log.tree.root(size: 8))
        let lying = try authority.trust { $0.logs = [try authority.log(final: other)] }
        #expect(try verdict(authority.pack(nil, trust: lying), seen).reason == .logInconsistent)
    }

    @Test func `a badge file never raises the mark`() throws {
        let parts = try authority.parts(at: 5)
        let young = try log.file(parts, size: 20)
        let after = BadgeVerifier(packs: [try authority.pack(log, size: 9)], allowTest: true)
            .verdict(young, highWater: seen)
        #expect(after.reason == .ok)
        #expect(after.highWater == seen)
    }

    @Test func `a clock that was right before cannot go back`() throws {
        let pack = try authority.pack(log, size: 9)
        let early = VirtualAuthority.now.adding(seconds: -2 * 3600)
        // The pack of then had an older snapshot.
        let old = try authority.pack(
            log, size: 9, snapshot: authority.snapshot(sequence: 10, issued: early.adding(seconds: -60)))
        let verdict = BadgeVerifier(packs: [old], allowTest: true).verdict(badge, at: early, highWater: seen)
        #expect(verdict.reason == .statusRollback, "two snapshots with one number")
        let unseen = BadgeVerifier(packs: [pack], allowTest: true).verdict(badge, at: early, highWater: seen)
        #expect(unseen.reason == .clockSuspect)
    }

    @Test func `a time ahead of the clock is not remembered`() throws {
        let future = VirtualAuthority.now.adding(seconds: 3600)
        let pack = try authority.pack(log, size: 9, snapshot: authority.snapshot(issued: future))
        let verdict = verdict(pack, .none)
        #expect(verdict.reason == .clockSuspect)
        #expect(!verdict.highWater.text.contains("status"))
    }

    @Test func `another authority cannot outdate a log by listing its name`() throws {
        let other = try NoteSigner(name: VirtualAuthority.origin, key: VirtualAuthority.key(90))
        let fork = VirtualLog(authority, size: 20, fork: 1)
        let checkpoint = try fork.checkpoint(20, by: [other]).bytes
        let trust = try authority.trust {
            $0.logs = [
                try TrustFile.Log(
                    number: 1, key: other.verifierKey, policyText: authority.policy(log: other))
            ]
        }
        let rival = ClientPack(trust: trust, snapshot: nil, checkpoint: checkpoint)
        let both = BadgeVerifier(packs: [try authority.pack(log, size: 9), rival], allowTest: true)
        let verdict = both.verdict(badge, highWater: seen)
        #expect(verdict.reason == .ok)
        #expect(both.verdict(badge, highWater: verdict.highWater).reason == .ok)
    }

    @Test func `marks of several threads come together`() throws {
        let larger = verdict(
            try authority.pack(log, size: 20, consistency: log.consistency(from: [9], to: 20)), seen
        ).highWater
        #expect(seen.merged(with: larger) == larger)
        #expect(larger.merged(with: seen) == larger)
        #expect(HighWaterMark(larger.text) == larger)
    }

    @Test func `the proofs are read strictly`() throws {
        let good = log.consistency(from: [7, 9], to: 20)
        #expect(try Array(ConsistencyFile(parsing: good).text.utf8) == good)
        let text = String(decoding: good, as: UTF8.self)
        let lines = text.split(separator: "\n")
        let changed = [
            "", String(text.dropLast()), "x" + text, text + "\n", text + "8\n",
            text.replacingOccurrence(of: "log ", with: "log  "),
            text.replacingOccurrence(of: "\n7 ", with: "\n07 "),
            text.replacingOccurrence(of: "\n7 ", with: "\n0 "),
            text.replacingOccurrence(of: "\n9 ", with: "\n20 "),
            text.replacingOccurrence(of: "\n9 ", with: "\n6 "),
            text.replacingOccurrence(of: "= ", with: "  "),
            ([lines[0], lines[1], lines[3], lines[2]].joined(separator: "\n") + "\n"),
            text + lines[1...].joined(separator: "\n") + "\n",
        ]
        for text in changed {
            #expect(throws: PackError.self, "\(text)") { try ConsistencyFile(parsing: Array(text.utf8)) }
        }
        let huge = [UInt8](repeating: 0x0A, count: Limits.consistencyBytes + 1)
        #expect(throws: PackError.self) { try ConsistencyFile(parsing: huge) }
    }
}

extension String {
    /// The text with the first occurrence replaced.
    func replacingOccurrence(of part: String, with other: String) -> String {
        guard let range = firstRange(of: part) else { return self }
        return replacingCharacters(in: range, with: other)
    }

    private func firstRange(of part: String) -> Range<String.Index>? {
        indices.first { self[$0...].hasPrefix(part) }.map { $0..<index($0, offsetBy: part.count) }
    }

    private func replacingCharacters(in range: Range<String.Index>, with other: String) -> String {
        String(self[..<range.lowerBound]) + other + String(self[range.upperBound...])
    }
}
