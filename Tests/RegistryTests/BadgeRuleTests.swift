import Encoding
import Registry
import Testing
import TestSupport

/// Badges and the log as the fold sees them.
@Suite struct BadgeRuleTests {
    func started() throws -> Fold {
        var fold = try Fold()
        try fold.openLog()
        return fold
    }

    @Test func indexesAreDense() throws {
        var fold = try started()
        #expect(fold.state.log?.size == 2)
        let id = try fold.approvedCase()
        for index in [UInt64(1), 3, 4] {
            #expect(throws: Refused(.log)) {
                try refusal {
                    try fold.apply([.badgeLogged(try fold.logging(id, index: index))], by: "issuer")
                }
            }
        }
        #expect(try fold.badge(2).index == 2)
        #expect(try fold.badge(3).index == 3)
    }

    @Test func aBadgeNeverOutlastsEvidenceOrTerm() throws {
        var fold = try started()
        let id = try fold.approvedCase()
        let application = try #require(fold.state.applications[id])
        let term = fold.now.adding(seconds: 100 * Timestamp.day)
        #expect(fold.state.latestEnd(of: application, from: fold.now) == term)
        // Control of the account was shown 190 days ago; that is good for 200.
        let account = try #require(application.form?.accounts.first)
        let old = fold.record("account:\(account)", collected: fold.now.adding(seconds: -190 * Timestamp.day))
        try fold.apply([.checksRecorded(id, [old])], by: "reviewer-1")
        try fold.approve(id, by: "reviewer-1")
        // reviewer-2 decided on the revision before: it takes another look.
        try fold.apply([.claimed(id)], by: "reviewer-2")
        try fold.approve(id, by: "reviewer-2")
        let aged = try #require(fold.state.applications[id])
        let end = fold.state.latestEnd(of: aged, from: fold.now)
        #expect(end == fold.now.adding(seconds: 10 * Timestamp.day))
        #expect(throws: Refused(.evidence)) {
            try refusal {
                try fold.apply(
                    [.badgeLogged(try fold.logging(id, notAfter: end.adding(seconds: 1)))], by: "issuer")
            }
        }
        try fold.apply([.badgeLogged(try fold.logging(id, notAfter: end))], by: "issuer")
    }

    @Test(arguments: ["clerk", "reviewer-3", "admin-1", "auditor"])
    func onlyTheIssuerIssues(_ name: String) throws {
        var fold = try started()
        let id = try fold.approvedCase()
        #expect(throws: Refused(.role)) {
            try refusal { try fold.apply([.badgeLogged(try fold.logging(id))], by: name) }
        }
    }

    @Test func anApprovalByASomebodyRemovedDoesNotCount() throws {
        var fold = try started()
        let id = try fold.approvedCase()
        try fold.change(.removePerson(fold.person("reviewer-2")))
        #expect(throws: Refused(.quorum)) {
            try refusal { try fold.apply([.badgeLogged(try fold.logging(id))], by: "issuer") }
        }
        try fold.approve(id, by: "reviewer-3")
        try fold.apply([.badgeLogged(try fold.logging(id))], by: "issuer")
    }

    @Test func aReviewerWithTwoKeysCountsOnce() throws {
        var fold = try started()
        try fold.change(.addKey(fold.person("reviewer-2"), verifierKey: Fold.key("second")))
        let id = try fold.file()
        try fold.recordChecks(id)
        try fold.approve(id, by: "reviewer-2")
        #expect(throws: Refused(.oncePerPerson)) { try refusal { try fold.approve(id, by: "second") } }
        // Nor after the first key was taken away.
        try fold.change(
            .replaceKey(fold.person("reviewer-2"), old: Fold.key("reviewer-2"), new: Fold.key("third")))
        #expect(throws: Refused(.oncePerPerson)) { try refusal { try fold.approve(id, by: "third") } }
        #expect(throws: Refused(.quorum)) {
            try refusal { try fold.apply([.badgeLogged(try fold.logging(id))], by: "issuer") }
        }
    }

    /// Who once stood in the form as acting for the business does not decide on it after a change of the form.
    @Test func aRepresentativeStaysOne() throws {
        var fold = try started()
        let id = try fold.file(.sample().with { $0.representatives = [Fold.key("reviewer-1")] })
        let content = CaseContent(form: .sample(), certificationRequest: [1], salt: [])
        let change = Event.contentChanged(
            id, content: Sealed(ciphertext: [], value: content), hash: Fold.id, onBehalf: false)
        try fold.apply([change], by: "clerk")
        #expect(throws: Refused(.ownCase)) { try refusal { try fold.recordChecks(id, by: "reviewer-1") } }
        try fold.recordChecks(id, by: "reviewer-2")
        #expect(throws: Refused(.ownCase)) { try refusal { try fold.approve(id, by: "reviewer-1") } }
    }

    @Test func approvalsCountAtIssuanceNotAtSigningAlone() throws {
        var fold = try started()
        let id = try fold.approvedCase()
        fold.wait(days: 15)
        #expect(throws: RuleViolation.self) {
            try fold.apply([.badgeLogged(try fold.logging(id))], by: "issuer")
        }
    }

    @Test func aPolicyMayVoidApprovals() throws {
        for voids in [false, true] {
            var fold = try started()
            let issued = try fold.badge(2)
            let id = try fold.approvedCase()
            var next = Policy.standard
            next.version = 2
            next.voidsApprovals = voids
            try fold.change(.setPolicy(next))
            let state = try #require(fold.state.applications[id])
            #expect(fold.state.hasQuorum(state, at: fold.now) == !voids)
            // What was decided and issued before stays as it was.
            let old = try #require(fold.state.badges[issued]).logging.application
            #expect(fold.state.applications[old]?.approvals.count == 2)
        }
    }

    @Test func aRevokedBadgeNeverComesBack() throws {
        var fold = try started()
        let serial = try fold.badge()
        try fold.setStatus(serial, .revoked, reason: 1)
        for state in BadgeState.allCases {
            #expect(throws: Refused(.status)) {
                try refusal {
                    try fold.setStatus(serial, state, reason: StatusReason.allowed(for: state).min() ?? 0)
                }
            }
        }
        #expect(throws: Refused(.status)) { try refusal { try fold.reinstate(serial, by: "reviewer-1") } }
    }

    @Test func reinstatingTakesTheQuorum() throws {
        var fold = try started()
        let serial = try fold.badge()
        try fold.setStatus(serial, .suspended, reason: 6, by: "reviewer-3")
        for state in [BadgeState.good, .limited] {
            #expect(throws: Refused(.quorum)) { try refusal { try fold.setStatus(serial, state, reason: 0) } }
        }
        try fold.reinstate(serial, by: "reviewer-1")
        #expect(throws: Refused(.oncePerPerson)) {
            try refusal { try fold.reinstate(serial, by: "reviewer-1") }
        }
        #expect(throws: Refused(.quorum)) { try refusal { try fold.reinstate(serial, by: "reviewer-3") } }
        #expect(throws: Refused(.quorum)) { try refusal { try fold.setStatus(serial, .good, reason: 0) } }
        try fold.reinstate(serial, by: "reviewer-2")
        try fold.setStatus(serial, .good, reason: 0)
        #expect(fold.state.badges[serial]?.state == .good)
        // Approvals belong to one suspension.
        try fold.setStatus(serial, .suspended, reason: 6)
        #expect(throws: Refused(.quorum)) { try refusal { try fold.setStatus(serial, .good, reason: 0) } }
    }

    @Test func theSuspenderAloneReinstatesNothing() throws {
        var fold = try started()
        let serial = try fold.badge()
        try fold.setStatus(serial, .suspended, reason: 6, by: "reviewer-3")
        try fold.reinstate(serial, by: "reviewer-3")
        var lower = Policy.standard
        lower.version = 2
        lower[.approvals] = 1
        try fold.change(.setPolicy(lower))
        #expect(throws: Refused(.quorum)) { try refusal { try fold.setStatus(serial, .good, reason: 0) } }
        try fold.reinstate(serial, by: "reviewer-1")
        try fold.setStatus(serial, .good, reason: 0)
    }

    @Test func approvalsOfARestatementCountWhileTheirPeopleWorkHere() throws {
        var fold = try started()
        let serial = try fold.badge()
        try fold.setStatus(serial, .suspended, reason: 6)
        try fold.reinstate(serial, by: "reviewer-1")
        try fold.reinstate(serial, by: "reviewer-2")
        var removed = fold
        try removed.change(.removePerson(fold.person("reviewer-1")))
        #expect(throws: Refused(.quorum)) { try refusal { try removed.setStatus(serial, .good, reason: 0) } }
        var late = fold
        late.wait(days: 14, seconds: 1)
        #expect(throws: Refused(.quorum)) { try refusal { try late.setStatus(serial, .good, reason: 0) } }
        var voiding = Policy.standard
        voiding.version = 2
        voiding.voidsApprovals = true
        try fold.change(.setPolicy(voiding))
        #expect(throws: Refused(.quorum)) { try refusal { try fold.setStatus(serial, .good, reason: 0) } }
    }

    @Test func aSuccessorIsAnotherBadgeThatStands() throws {
        var fold = try started()
        let serial = try fold.badge(1)
        let next = try fold.badge(2)
        let dead = try fold.badge(3)
        let unsigned = try fold.badge(4, signed: false)
        try fold.setStatus(dead, .revoked, reason: 0)
        let nowhere = try #require(BadgeSerial("1-77"))
        let authority = try #require(BadgeSerial("1-1"))
        for successor in [serial, dead, unsigned, nowhere, authority, nil] {
            #expect(throws: Refused(.status)) {
                try refusal { try fold.setStatus(serial, .superseded, reason: 4, successor: successor) }
            }
        }
        #expect(throws: Refused(.status)) {
            try refusal { try fold.setStatus(serial, .revoked, reason: 4, successor: next) }
        }
        try fold.setStatus(serial, .superseded, reason: 4, successor: next)
        #expect(fold.state.badges[serial]?.successor == next)
    }

    @Test(arguments: BadgeState.allCases)
    func everyStateHasItsReasons(_ state: BadgeState) throws {
        var fold = try started()
        let serial = try fold.badge(1)
        let next = try fold.badge(2)
        if state == .good { try fold.setStatus(serial, .limited, reason: 9) }
        let allowed = StatusReason.allowed(for: state)
        for reason in UInt8(0)...16 {
            var one = fold
            let successor = state == .superseded ? next : nil
            if allowed.contains(reason) {
                try one.setStatus(serial, state, reason: reason, successor: successor)
            } else {
                #expect(throws: Refused(.status)) {
                    try refusal { try one.setStatus(serial, state, reason: reason, successor: successor) }
                }
            }
        }
    }

    @Test func stoppingTakesOnePersonOfTheRightRole() throws {
        let fold = try {
            var fold = try started(); try fold.badge(); return fold
        }()
        let serial = try #require(fold.state.badges.keys.first)
        for name in ["reviewer-3", "issuer", "admin-1"] {
            var one = fold
            try one.setStatus(serial, .suspended, reason: 6, by: name)
        }
        for name in ["clerk", "auditor"] {
            var one = fold
            #expect(throws: Refused(.role)) {
                try refusal { try one.setStatus(serial, .suspended, reason: 6, by: name) }
            }
        }
        for name in ["clerk", "auditor", "reviewer-1"] {
            var one = fold
            #expect(throws: Refused(.role)) {
                try refusal { try one.setStatus(serial, .revoked, reason: 1, by: name) }
            }
        }
    }

    @Test func aStoppedBadgeIsNotSigned() throws {
        var fold = try started()
        let serial = try fold.badge(signed: false)
        var suspended = fold
        try suspended.setStatus(serial, .suspended, reason: 6)
        #expect(throws: RuleViolation.self) { try suspended.sign(serial) }
        try fold.setStatus(serial, .revoked, reason: 9)
        #expect(throws: RuleViolation.self) { try fold.sign(serial) }
    }

    @Test func aCaseWhoseBadgeWasNeverSignedMayTryAgain() throws {
        var fold = try started()
        let serial = try fold.badge(signed: false)
        let id = try #require(fold.state.badges[serial]).logging.application
        #expect(throws: Refused(.state)) { try refusal { try fold.recordChecks(id) } }
        try fold.setStatus(serial, .revoked, reason: 9)
        // Two people look at it again before anything is issued.
        #expect(throws: Refused(.quorum)) {
            try refusal { try fold.apply([.badgeLogged(try fold.logging(id))], by: "issuer") }
        }
        try fold.approve(id, by: "reviewer-1")
        try fold.approve(id, by: "reviewer-2")
        try fold.apply([.badgeLogged(try fold.logging(id))], by: "issuer")
        #expect(fold.state.applications[id]?.badge?.index == serial.index + 2)
    }

    @Test func statusSequencesRise() throws {
        var fold = try started()
        let serial = try fold.badge(1)
        let next = try fold.badge(2, signed: false)
        let stale = BadgeSigning(serial: next, signature: [], stapleSequence: 1, staple: [])
        #expect(throws: Refused(.status)) {
            try refusal { try fold.apply([.badgeSigned(stale)], by: "issuer") }
        }
        let again = BadgeSigning(serial: serial, signature: [], stapleSequence: 9, staple: [])
        #expect(throws: Refused(.state)) {
            try refusal { try fold.apply([.badgeSigned(again)], by: "issuer") }
        }
    }

    @Test func aLogKeyServesOneLogForEver() throws {
        var fold = try started()
        let freeze = LogFreeze(number: 1, size: 2, root: Fold.id, checkpoint: [], lost: [], sanctions: [])
        try fold.apply([.logFrozen(freeze)], by: "admin-1")
        #expect(throws: RuleViolation.self) { try fold.badge() }
        let old = try #require(fold.state.logs[1]).opening
        func opening(_ number: UInt16, _ log: String, _ status: String) -> [Event] {
            [
                .logOpened(
                    LogOpening(
                        number: number, origin: "badges.example.org/log/2", logKey: log, statusKey: status))
            ]
        }
        let keyPart = old.logKey.split(separator: "+", maxSplits: 2)[2]
        for (number, log, status) in [
            (UInt16(3), Fold.key("log-x"), Fold.key("status-x")),
            (1, Fold.key("log-x"), Fold.key("status-x")),
            (2, old.logKey, Fold.key("status-x")),
            // The same key under the new log's name.
            (2, "other+11111111+\(keyPart)", Fold.key("status-x")),
            (
                2, Fold.key("log-x"),
                "other+11111111+\(Fold.key("log-x").split(separator: "+", maxSplits: 2)[2])"
            ),
        ] {
            #expect(throws: Refused(.log)) {
                try refusal { try fold.apply(opening(number, log, status), by: "admin-1") }
            }
        }
        try fold.openLog()
        #expect(fold.state.currentLog == 2)
    }

    @Test func publicationsCoverTheWholeLogNow() throws {
        var fold = try started()
        try fold.badge()
        func publication(
            covered: UInt64 = 3, issued: Timestamp? = nil, anchor: UInt64? = nil, sequence: UInt64 = 5
        )
            -> Event
        {
            .published(
                Publication(
                    issued: issued ?? fold.now, nextUpdate: fold.now.adding(seconds: Timestamp.day),
                    snapshots: [
                        SnapshotRecord(
                            logNumber: 1, sequence: sequence, covered: covered, hash: Fold.id, signature: [])
                    ], revocationLists: [], anchorSequence: anchor ?? fold.state.lastSequence ?? 0,
                    anchorHash: Fold.id, checkpoint: []))
        }
        for event in [
            publication(covered: 2), publication(covered: 4),
            publication(issued: fold.now.adding(seconds: 1)),
            publication(anchor: 0), publication(sequence: 1),
        ] {
            #expect(throws: RuleViolation.self) { try fold.apply([event], by: "issuer") }
        }
        #expect(throws: Refused(.role)) { try refusal { try fold.apply([publication()], by: "reviewer-1") } }
        let records = try fold.apply([publication()], by: "admin-1")
        #expect(records.count == 2 && fold.state.log?.size == 5 && fold.state.statusSequence == 5)
    }
}
