import BadgeVerifier
import CryptoCore
import Encoding
import Testing
import Transparency

/// Step 8: which source decides, and what it is worth.
@Suite struct StatusTests {
    private let authority: VirtualAuthority
    private let now = VirtualAuthority.now

    init() throws { authority = try VirtualAuthority(.ed25519) }

    enum SnapshotCase: CaseIterable { case fresh, stale, missing, invalid, uncovered, rolledBack }
    enum StapleCase: CaseIterable { case none, older, newer, newerLimited, newerStale }

    private func lists(_ state: StatusState) -> StatusLists {
        switch state {
        case .good: .init(suspended: [7])
        case .limited: .init(limited: [5])
        case .suspended: .init(suspended: [5])
        case .superseded: .init(superseded: [5])
        case .revoked: .init(revoked: [5])
        }
    }

    private func snapshot(_ kind: SnapshotCase, _ state: StatusState) throws -> [UInt8]? {
        let old = now.adding(seconds: -8 * Timestamp.day)
        switch kind {
        case .fresh: return try authority.snapshot(lists: lists(state))
        case .stale: return try authority.snapshot(issued: old, lists: lists(state))
        case .missing: return nil
        case .invalid: return try authority.snapshot(lists: lists(state)) + [0]
        case .uncovered: return try authority.snapshot(covered: 5)
        case .rolledBack: return try authority.snapshot(sequence: 8, lists: lists(state))
        }
    }

    private func staple(_ kind: StapleCase) -> Staple? {
        switch kind {
        case .none: nil
        case .older: VirtualAuthority.staple(sequence: 7)
        case .newer: VirtualAuthority.staple(sequence: 12)
        case .newerLimited: VirtualAuthority.staple(sequence: 12, state: .limited)
        case .newerStale:
            VirtualAuthority.staple(sequence: 12, issued: now.adding(seconds: -8 * Timestamp.day))
        }
    }

    /// What must come out, written from the rules of DESIGN 7 as a table, not from the code.
    private func expected(
        _ snapshot: SnapshotCase, _ state: StatusState, _ staple: StapleCase
    ) -> (Verdict.Outcome, ReasonCode) {
        let isCovering = snapshot == .fresh || snapshot == .stale || snapshot == .rolledBack
        if isCovering, state == .revoked { return (.untrusted, .revoked) }
        if isCovering, state == .superseded { return (.untrusted, .superseded) }
        switch (snapshot, staple) {
        // A newer staple decides, whatever the snapshot is.
        case (_, .newer): return (.trusted, .ok)
        case (_, .newerLimited): return (.limited, .ok)
        case (_, .newerStale): return (.undetermined, .statusStale)
        // An older staple decides only where the snapshot says nothing, and is below the high-water mark of 9.
        case (.missing, .older), (.invalid, .older), (.uncovered, .older):
            return (.undetermined, .statusRollback)
        case (.missing, .none): return (.undetermined, .statusMissing)
        case (.invalid, .none): return (.undetermined, .statusInvalid)
        case (.uncovered, .none): return (.undetermined, .statusNotCovered)
        // The snapshot decides.
        case (_, _) where state == .suspended: return (.untrusted, .suspended)
        case (.stale, _): return (.undetermined, .statusStale)
        case (.rolledBack, _): return (.undetermined, .statusRollback)
        case (.fresh, _): return state == .limited ? (.limited, .ok) : (.trusted, .ok)
        }
    }

    @Test(arguments: SnapshotCase.allCases, StapleCase.allCases)
    func `snapshot and staple together give the status`(_ kind: SnapshotCase, _ stapled: StapleCase) throws {
        let source = "\(authority.statusSigner.verifierKey.text)"
        let seen = try #require(
            HighWaterMark(
                "greenbadge/high-water@v2\nstatus 9 2026-11-20T00:00:00Z \(VirtualAuthority.origin) \(source)\n"
            ))
        let badge = try authority.badge { $0.staple = staple(stapled) }
        for state in StatusState.allCases {
            let verifier = try authority.verifier(snapshot: snapshot(kind, state))
            let verdict = verifier.verdict(badge, highWater: seen)
            let (outcome, reason) = expected(kind, state, stapled)
            #expect(
                verdict.outcome == outcome && verdict.reason == reason,
                "\(kind) \(stapled) \(state): \(verdict.reason)")
        }
    }

    @Test func `fresh ends at next update or at the maximum age, whichever is earlier`() throws {
        let issued = now.adding(seconds: -3600)
        for (days, limit) in [(Int64(3), Int64(3)), (30, 7)] {
            let verifier = try authority.verifier(snapshot: authority.snapshot(for: days))
            let badge = try authority.badge { $0.staple = nil }
            let last = issued.adding(seconds: limit * Timestamp.day)
            #expect(verifier.verdict(badge, at: last).reason == .ok)
            #expect(verifier.verdict(badge, at: last.adding(seconds: 1)).reason == .statusStale)
        }
    }

    @Test func `a staple makes a new badge green at a client with an older snapshot`() throws {
        let verifier = try authority.verifier(snapshot: authority.snapshot(covered: 5))
        let verdict = try verifier.verdict(
            authority.badge { $0.staple = VirtualAuthority.staple(sequence: 11) })
        #expect(verdict.reason == .ok)
        #expect(verdict.status?.source == .staple)
    }

    @Test func `equally new sources that disagree give the worse state`() throws {
        let verifier = try authority.verifier(snapshot: authority.snapshot(lists: .init(suspended: [5])))
        let badge = try authority.badge { $0.staple = VirtualAuthority.staple(sequence: 10) }
        #expect(verifier.verdict(badge).reason == .suspended)
    }

    @Test func `between status keys the time of issue decides`() throws {
        let trust = try authority.trust {
            $0.statusKeys.append(.init(key: authority.secondStatusSigner.verifierKey, logs: [1]))
        }
        let snapshot = try authority.snapshot(sequence: 50, lists: .init(limited: [5]))
        let verifier = try authority.verifier(trust: trust, snapshot: snapshot)
        for (issued, expected) in [(-7200, Verdict.Outcome.limited), (-60, .trusted)] {
            let badge = try authority.badge {
                $0.staple = VirtualAuthority.staple(sequence: 1, issued: now.adding(seconds: Int64(issued)))
                $0.stapleSigners = [authority.secondStatusSigner]
            }
            #expect(verifier.verdict(badge).outcome == expected)
        }
    }

    @Test func `a retired status key speaks only for the time before`() throws {
        let trust = try authority.trust {
            $0.statusKeys = [
                .init(
                    key: authority.statusSigner.verifierKey, logs: [1],
                    retired: now.adding(seconds: -Timestamp.day))
            ]
        }
        let badge = try authority.badge { $0.staple = nil }
        let late = try authority.verifier(trust: trust, snapshot: authority.snapshot())
        #expect(late.verdict(badge).reason == .statusInvalid)
        let before = now.adding(seconds: -2 * Timestamp.day)
        let early = try authority.verifier(trust: trust, snapshot: authority.snapshot(issued: before))
        #expect(early.verdict(badge).reason == .ok)
    }

    @Test func `a status key speaks only for its logs`() throws {
        let second = try NoteSigner(name: "badges.example.org/log2", key: VirtualAuthority.key(9))
        let trust = try authority.trust {
            $0.logs.append(
                try TrustFile.Log(
                    number: 2, key: second.verifierKey, policyText: authority.policy(log: second)))
            $0.statusKeys = [.init(key: authority.statusSigner.verifierKey, logs: [2])]
        }
        let verifier = try authority.verifier(trust: trust, snapshot: authority.snapshot())
        #expect(try verifier.verdict(authority.badge { $0.staple = nil }).reason == .statusInvalid)
        #expect(try verifier.verdict(authority.badge()).reason == .malformed)
    }

    @Test func `a snapshot of another log says nothing`() throws {
        let second = try NoteSigner(name: "badges.example.org/log2", key: VirtualAuthority.key(9))
        let trust = try authority.trust {
            $0.logs.append(
                try TrustFile.Log(
                    number: 2, key: second.verifierKey, policyText: authority.policy(log: second)))
            $0.statusKeys = [.init(key: authority.statusSigner.verifierKey, logs: [1, 2])]
        }
        let other = try authority.snapshot(lists: .init(revoked: [5]), origin: "badges.example.org/log2")
        let badge = try authority.badge { $0.staple = nil }
        #expect(try authority.verifier(trust: trust, snapshot: other).verdict(badge).reason == .statusMissing)
        let both = BadgeVerifier(
            packs: [
                try ClientPack(
                    trust: trust.bytes, snapshot: other, checkpoint: nil,
                    frozenSnapshots: [authority.snapshot()])
            ], allowTest: true)
        #expect(both.verdict(badge).reason == .ok)
    }

    @Test func `of two snapshots of one log the one issued later counts, wherever it stands`() throws {
        let older = try authority.snapshot(sequence: 9, issued: VirtualAuthority.now.adding(seconds: -7200))
        let newer = try authority.snapshot(lists: .init(suspended: [5]))
        let badge = try authority.badge { $0.staple = nil }
        for (first, second) in [(older, newer), (newer, older)] {
            let pack = try ClientPack(
                trust: authority.trust().bytes, snapshot: first, checkpoint: nil, frozenSnapshots: [second])
            #expect(BadgeVerifier(packs: [pack], allowTest: true).verdict(badge).reason == .suspended)
            #expect(pack.snapshotProblem?.contains("there are two") == true)
        }
    }

    @Test func `a staple of another badge or log makes the file malformed`() throws {
        let verifier = try authority.verifier()
        #expect(
            try verifier.verdict(authority.badge { $0.staple = VirtualAuthority.staple(index: 6) }).reason
                == .malformed)
        #expect(
            try verifier.verdict(
                authority.badge { $0.staple = VirtualAuthority.staple(origin: "other.example/log") }
            )
            .reason == .malformed)
    }

    @Test func `only snapshots raise the high-water mark, each key for itself`() throws {
        let badge = try authority.badge { $0.staple = VirtualAuthority.staple(sequence: 99) }
        let first = try authority.verifier().verdict(badge).highWater
        #expect(first.text.contains("\nstatus 10 2026-11-22T13:20:00Z \(VirtualAuthority.origin) "))
        #expect(!first.text.contains("99"))
        let older = try authority.verifier(snapshot: authority.snapshot(sequence: 3)).verdict(
            badge, highWater: first)
        #expect(older.highWater == first)
        #expect(HighWaterMark(first.text) == first)
        // A new status key starts anew.
        let trust = try authority.trust {
            $0.statusKeys.append(.init(key: authority.secondStatusSigner.verifierKey, logs: [1]))
        }
        let snapshot = try authority.snapshot(sequence: 2, signers: [authority.secondStatusSigner])
        let next = try authority.verifier(trust: trust, snapshot: snapshot)
            .verdict(authority.badge { $0.staple = nil }, highWater: first)
        #expect(next.reason == .ok)
        #expect(next.highWater.text.split(separator: "\n").count == 3)
    }

    @Test func `a high-water text is read strictly`() {
        let head = "greenbadge/high-water@v2\n"
        let time = "2026-11-22T13:20:00Z"
        let root = String(repeating: "0a", count: 32)
        for lines in [
            "status 1 \(time) a\n", "status 01 \(time) a b\n", "status 1 \(time) b b\nstatus 1 \(time) a b\n",
            "status 1 \(time) a b\nstatus 2 \(time) a b\n", "status 9223372036854775808 \(time) a b\n",
            "status 1 2026-11-22 a b\n", "status 1 \(time) a b", "other 1 \(time) a b\n",
            "log 1 \(root) a b\n", "log 1 \(root.dropLast()) a\n", "log x \(root) a\n",
            "status 1 \(time) a b\nlog 1 \(root) a\n", "log 1 \(root) a\nlog 2 \(root) a\n", "\n",
        ] {
            #expect(HighWaterMark(head + lines) == nil, "\(lines)")
        }
        for text in ["", "greenbadge/high-water@v2", "greenbadge/high-water@v1\n"] {
            #expect(HighWaterMark(text) == nil, "\(text)")
        }
        let whole = head + "log 1 \(root) a\nstatus 1 \(time) a b\nstatus 2 \(time) b b\n"
        #expect(HighWaterMark(whole)?.text == whole)
    }
}
