import Encoding
import Registry
import TestSupport
import Testing

/// What lets a case rest, ends it by time, or opens it again.
@Suite struct CaseFlowTests {
    @Test func aCaseOnHoldIsNotApprovedAndGoesOnByItself() throws {
        var (fold, id) = try Fold.checked()
        try fold.hold(id, until: fold.now.adding(seconds: 3 * Timestamp.day))
        #expect(fold.state(of: id) == .onHold)
        #expect(throws: Refused(.state)) { try refusal { try fold.approve(id, by: "reviewer-2") } }
        #expect(throws: Refused(.state)) { try refusal { try fold.hold(id) } }
        fold.wait(days: 4)
        #expect(fold.state(of: id) == .inReview)
        try fold.approve(id, by: "reviewer-2")
    }

    @Test func anOpenHoldEndsWhenSomebodySaysSo() throws {
        var (fold, id) = try Fold.checked()
        #expect(throws: Refused(.state)) {
            try refusal { try fold.apply([.resumed(id)], by: "reviewer-1") }
        }
        #expect(throws: Refused(.state)) { try refusal { try fold.hold(id, until: fold.now) } }
        #expect(throws: Refused(.role)) { try refusal { try fold.hold(id, by: "clerk") } }
        try fold.hold(id)
        fold.wait(days: 300)
        #expect(fold.state(of: id) == .onHold)
        try fold.apply([.resumed(id)], by: "reviewer-3")
        #expect(fold.state(of: id) == .inReview)
    }

    @Test func aHoldKeepsAnApprovedCaseFromItsBadge() throws {
        var fold = try Fold()
        try fold.openLog()
        let id = try fold.approvedCase()
        try fold.hold(id, by: "reviewer-3")
        let logging = try fold.logging(id)
        #expect(throws: Refused(.state)) {
            try refusal { try fold.apply([.badgeLogged(logging)], by: "issuer") }
        }
    }

    @Test func whoNeverAnswersLosesTheCase() throws {
        var fold = try Fold()
        let id = try fold.file()
        try fold.ask(id)
        fold.wait(days: 30)
        #expect(fold.state(of: id) == .needsInfo)
        fold.wait(seconds: 1)
        #expect(fold.state(of: id) == .expired)
        #expect(throws: Refused(.state)) { try refusal { try fold.answer(id) } }
        #expect(throws: Refused(.appeal)) { try refusal { try fold.appeal(id) } }
        try fold.file(.sample(1), number: 2)
    }

    /// Deadlines that a business was told stay, whatever the rules become.
    @Test func aNewPolicyMovesNoDeadlineThatWasTold() throws {
        var fold = try Fold()
        let id = try fold.file()
        try fold.ask(id)
        try fold.set { ($0[.answerDays], $0[.keepsPlaceDays]) = (1, 1) }
        fold.wait(days: 30)
        #expect(fold.state(of: id) == .needsInfo)
        try fold.answer(id)
        try fold.ask(id)
        fold.wait(days: 2)
        #expect(fold.state(of: id) == .expired)
        try fold.set { $0[.answerDays] = 365 }
        #expect(fold.state(of: id) == .expired)
    }

    @Test func aClaimLapses() throws {
        var (fold, id) = try Fold.checked()
        try fold.claim(id, by: "reviewer-1")
        fold.wait(days: 3)
        #expect(throws: Refused(.claim)) { try refusal { try fold.claim(id, by: "reviewer-2") } }
        fold.wait(seconds: 1)
        try fold.claim(id, by: "reviewer-2")
        let application = try #require(fold.state.applications[id])
        #expect(fold.state.claim(of: application, at: fold.now)?.by == fold.person("reviewer-2"))
    }

    @Test func aLateAnswerCostsThePlaceInTheQueue() throws {
        var fold = try Fold()
        let (prompt, late) = (try fold.file(.sample(1), number: 1), try fold.file(.sample(2), number: 2))
        try fold.ask(prompt)
        try fold.ask(late)
        fold.wait(days: 7)
        try fold.answer(prompt)
        fold.wait(seconds: 1)
        try fold.answer(late)
        let places = try [prompt, late].map {
            try #require(fold.state.applications[$0]).place(under: fold.state.policy)
        }
        #expect(places == [Fold.start, fold.now])
    }

    @Test func newTermsAskForANewAgreement() throws {
        var (fold, id) = try Fold.checked()
        try fold.set { $0[.termsVersion] = 2 }
        let application = try #require(fold.state.applications[id])
        let open = fold.state.openChecks(of: application, at: fold.now)
        #expect(open.map(\.description) == ["agreement (for earlier terms)"])
        try fold.check(id, "agreement")
        try fold.approve(id, by: "reviewer-2")
    }

    @Test func aGovernmentBodyTakesThreeApprovals() throws {
        var (fold, id) = try Fold.checked(
            .sample().with { $0.businessCategory = "Government Entity" })
        try fold.approve(id, by: "reviewer-1")
        try fold.approve(id, by: "reviewer-2")
        #expect(fold.state(of: id) == .crossCheck)
        try fold.approve(id, by: "reviewer-3")
        #expect(fold.state(of: id) == .approved)
    }
}

/// Appeals: in time, once, and by somebody who did not decide.
@Suite struct AppealTests {
    /// A case that reviewer-1 checked and rejected, reviewer-2 having approved before.
    static func rejected(_ code: String = "lookalike") throws -> (fold: Fold, id: ApplicationID) {
        var (fold, id) = try Fold.checked()
        try fold.approve(id, by: "reviewer-2")
        try fold.apply(
            [.decided(fold.decision(.reject(reason: code), on: id), note: [])], by: "reviewer-1")
        return (fold, id)
    }

    @Test func aReversedRejectionOpensTheCaseForAllApprovals() throws {
        var (fold, id) = try Self.rejected()
        try fold.appeal(id)
        #expect(fold.state(of: id) == .appealed)
        try fold.decide(.reverse, on: id, by: "reviewer-3")
        #expect(fold.state(of: id) == .inReview)
        let application = try #require(fold.state.applications[id])
        #expect(application.approvals.isEmpty && application.rejection == nil)
        try fold.approve(id, by: "reviewer-2")
        try fold.approve(id, by: "reviewer-3")
        #expect(fold.state(of: id) == .approved)
    }

    @Test func anUpheldRejectionIsFinal() throws {
        var (fold, id) = try Self.rejected()
        try fold.appeal(id)
        try fold.decide(.uphold, on: id, by: "reviewer-3")
        #expect(fold.state(of: id) == .rejected)
        #expect(throws: Refused(.appeal)) { try refusal { try fold.appeal(id) } }
        #expect(throws: Refused(.state)) {
            try refusal { try fold.decide(.reverse, on: id, by: "reviewer-3") }
        }
    }

    @Test(arguments: ["reviewer-1", "reviewer-2"])
    func whoDecidedDoesNotDecideTheAppeal(_ name: String) throws {
        var (fold, id) = try Self.rejected()
        try fold.appeal(id)
        #expect(throws: Refused(.appeal)) { try refusal { try fold.decide(.reverse, on: id, by: name) } }
        #expect(throws: Refused(.appeal)) { try refusal { try fold.decide(.uphold, on: id, by: name) } }
    }

    @Test func norWhoTypedTheAppealOrHasNoRole() throws {
        var (fold, id) = try Self.rejected()
        try fold.appeal(id, onBehalf: true, by: "reviewer-3")
        #expect(throws: Refused(.ownCase)) {
            try refusal { try fold.decide(.reverse, on: id, by: "reviewer-3") }
        }
        #expect(throws: Refused(.role)) { try refusal { try fold.decide(.reverse, on: id, by: "clerk") } }
    }

    @Test func anAppealHasItsTime() throws {
        var (fold, id) = try Self.rejected()
        fold.wait(days: 90)
        var late = fold
        late.wait(seconds: 1)
        #expect(throws: Refused(.appeal)) { try refusal { try late.appeal(id) } }
        try fold.appeal(id)
        #expect(throws: Refused(.appeal)) { try refusal { try fold.appeal(id) } }
    }

    @Test func onlyARejectionIsAppealed() throws {
        var (fold, id) = try Fold.checked()
        #expect(throws: Refused(.appeal)) { try refusal { try fold.appeal(id) } }
        #expect(throws: Refused(.appeal)) {
            try refusal { try fold.decide(.reverse, on: id, by: "reviewer-3") }
        }
    }

    @Test func anAppealedCaseTakesDocumentsAndNothingElse() throws {
        var (fold, id) = try Self.rejected()
        try fold.appeal(id)
        #expect(throws: Refused(.state)) { try refusal { try fold.check(id, "contact") } }
        #expect(throws: Refused(.state)) { try refusal { try fold.approve(id, by: "reviewer-3") } }
        #expect(throws: Refused(.state)) { try refusal { try fold.claim(id, by: "reviewer-3") } }
        let before = fold.decision(.reverse, on: id)
        try fold.attach(id)
        #expect(throws: Refused(.revision)) {
            try refusal { try fold.apply([.decided(before, note: [])], by: "reviewer-3") }
        }
        try fold.decide(.reverse, on: id, by: "reviewer-3")
    }

    @Test func aSignedAppealIsTakenInOnce() throws {
        var (fold, id) = try Self.rejected()
        try fold.appeal(id, signed: Fold.id)
        try fold.decide(.reverse, on: id, by: "reviewer-3")
        try fold.apply(
            [.decided(fold.decision(.reject(reason: "lookalike"), on: id), note: [])], by: "reviewer-1")
        #expect(throws: Refused(.duplicate)) { try refusal { try fold.appeal(id, signed: Fold.id) } }
    }
}

/// When a business may apply again, and under which name.
@Suite struct ReapplicationTests {
    @Test func aFreeReasonLetsApplyAtOnceUntilTheAttemptsAreUsedUp() throws {
        var fold = try Fold()
        for number: UInt8 in 1...3 {
            try fold.reject(try fold.file(.sample(1), number: number), by: "reviewer-1")
        }
        #expect(throws: Refused(.locked)) { try refusal { try fold.file(.sample(1), number: 4) } }
        try fold.file(.sample(2), number: 5)
        fold.wait(days: 30)
        try fold.reject(try fold.file(.sample(1), number: 6), by: "reviewer-1")
        try fold.file(.sample(1), number: 7)
    }

    /// Anybody can write another's number into a form.
    @Test(arguments: ["contact-not-authorised", "account-not-controlled"])
    func whoUsesAnothersNumberLocksNobodyOut(_ code: String) throws {
        var fold = try Fold()
        for number: UInt8 in 1...6 {
            let id = try fold.file(.sample(1), number: number)
            try fold.decide(.reject(reason: code), on: id, by: "reviewer-1")
        }
        let id = try fold.file(.sample(1), number: 7)
        try fold.reject(id, by: "reviewer-1")
        try fold.file(.sample(1), number: 8)
    }

    @Test func spacesInTheNumberHideNothing() throws {
        var fold = try Fold()
        let form = ApplicationContent.sample(1)
        for number: UInt8 in 1...3 { try fold.reject(try fold.file(form, number: number), by: "reviewer-1") }
        let spaced = form.with {
            $0.registrationNumber = $0.registrationNumber.map { "\($0)" }.joined(separator: "-")
        }
        #expect(throws: Refused(.locked)) { try refusal { try fold.file(spaced, number: 4) } }
    }

    @Test func aReasonThatIsNotFreeMakesWait() throws {
        var (fold, id) = try AppealTests.rejected("too-new")
        let form = try #require(fold.state.applications[id]?.form)
        let from = fold.now.adding(seconds: 30 * Timestamp.day)
        #expect(throws: Refused(.locked)) { try refusal { try fold.file(form, number: 2) } }
        #expect(
            fold.state.reapplication(after: try #require(fold.state.applications[id]))?.from == from)
        fold.wait(days: 30)
        try fold.file(form, number: 2)
    }

    @Test func aBlockedBusinessStaysOutUnlessItsAppealIsRight() throws {
        var (fold, id) = try AppealTests.rejected("denied-list")
        let form = try #require(fold.state.applications[id]?.form)
        #expect(fold.state(of: id) == .blocked)
        fold.wait(days: 80)
        #expect(throws: Refused(.locked)) { try refusal { try fold.file(form, number: 2) } }
        try fold.appeal(id)
        try fold.decide(.reverse, on: id, by: "reviewer-3")
        try fold.file(form, number: 2)
    }

    @Test func aBadgesNameIsKeptForAWhile() throws {
        var fold = try Fold()
        try fold.openLog()
        try fold.badge(1)
        let renamed = ApplicationContent.sample(1).with { $0.displayName = "Another Name" }
        #expect(throws: Refused(.locked)) { try refusal { try fold.file(renamed, number: 2) } }
        let same = try fold.file(.sample(1), number: 3)
        #expect(throws: Refused(.locked)) {
            try refusal { try fold.change(same) { $0.displayName = "Another Name" } }
        }
        fold.wait(days: 30)
        try fold.file(renamed, number: 4)
        let third = renamed.with { $0.displayName = "A Third Name" }
        #expect(throws: Refused(.locked)) { try refusal { try fold.file(third, number: 5) } }
    }
}

/// Fees: unpaid means no badge, never a revocation.
@Suite struct FeeTests {
    static func large() throws -> (fold: Fold, id: ApplicationID) {
        var fold = try Fold()
        try fold.openLog()
        let id = try fold.file(.sample().with { $0.sizeClass = "large" })
        try fold.recordChecks(id)
        try fold.approve(id, by: "reviewer-1")
        try fold.approve(id, by: "reviewer-2")
        return (fold, id)
    }

    @Test func aLargeBusinessPaysBeforeItsBadge() throws {
        var (fold, id) = try Self.large()
        let logging = try fold.logging(id)
        #expect(throws: Refused(.fee)) {
            try refusal { try fold.apply([.badgeLogged(logging)], by: "issuer") }
        }
        #expect(fold.waitsFor(id) == "its fee")
        try fold.fee(id, .paid, days: 10)
        #expect(fold.waitsFor(id) == "its badge")
        // Never beyond what is paid for.
        #expect(throws: Refused(.evidence)) {
            try refusal { try fold.apply([.badgeLogged(logging)], by: "issuer") }
        }
        let shorter = try fold.logging(id)
        #expect(shorter.notAfter == fold.now.adding(seconds: 10 * Timestamp.day))
        try fold.apply([.badgeLogged(shorter)], by: "issuer")
    }

    @Test func onlyAnAdminWaives() throws {
        var (fold, id) = try Self.large()
        #expect(throws: Refused(.role)) { try refusal { try fold.fee(id, .waived, by: "clerk") } }
        #expect(throws: Refused(.role)) { try refusal { try fold.fee(id, .paid, by: "reviewer-1") } }
        #expect(throws: Refused(.fee)) { try refusal { try fold.fee(id, .paid, days: 0) } }
        try fold.fee(id, .waived, by: "admin-1")
        #expect(fold.waitsFor(id) == "its badge")
    }

    @Test func whatOneCasePaidCoversTheNext() throws {
        var (fold, id) = try Self.large()
        try fold.fee(id, .paid, days: 100)
        let form = try #require(fold.state.applications[id]?.form)
        let other = try fold.file(form, number: 2)
        let next = try #require(fold.state.applications[other])
        #expect(!fold.state.mustPay(next, at: fold.now))
        #expect(fold.state.mustPay(next, at: fold.now.adding(seconds: 101 * Timestamp.day)))
    }
}

/// One admin alone, in writing.
@Suite struct BreakGlassTests {
    @Test func anAdminDecidesAloneWhereAllChecksPass() throws {
        var fold = try Fold()
        try fold.openLog()
        let id = try fold.file()
        #expect(throws: Refused(.checksComplete)) { try refusal { try fold.breakGlass(id) } }
        try fold.recordChecks(id)
        #expect(throws: Refused(.role)) { try refusal { try fold.breakGlass(id, by: "reviewer-2") } }
        #expect(throws: Refused(.breakGlass)) { try refusal { try fold.breakGlass(id, reason: " ") } }
        try fold.breakGlass(id)
        #expect(fold.state(of: id) == .approved)
        let application = try #require(fold.state.applications[id])
        #expect(fold.state.decidedAlone(application)?.decision.by == fold.person("admin-1"))
        try fold.apply([.badgeLogged(try fold.logging(id))], by: "issuer")
    }

    @Test func aPlainDecisionCannotBreakTheGlass() throws {
        var (fold, id) = try Fold.checked()
        let decision = fold.decision(.breakGlass, on: id)
        #expect(throws: Refused(.breakGlass)) {
            try refusal { try fold.apply([.decided(decision, note: [])], by: "admin-1") }
        }
        let approval = fold.decision(.approve, on: id)
        #expect(throws: Refused(.breakGlass)) {
            try refusal {
                try fold.apply(
                    [.brokeGlass(approval, note: [], reason: Sealed(ciphertext: [], value: "x"))],
                    by: "admin-1")
            }
        }
    }

    @Test func aChangeOrTimeUndoesIt() throws {
        var (fold, id) = try Fold.checked()
        try fold.breakGlass(id)
        var later = fold
        later.wait(days: 15)
        #expect(later.state(of: id) == .inReview)
        try fold.change(id) { $0.website = "https://other.example" }
        #expect(fold.state(of: id) == .inReview)
        let application = try #require(fold.state.applications[id])
        #expect(fold.state.decidedAlone(application) == nil)
    }

    @Test func aPolicyMayForbidIt() throws {
        var (fold, id) = try Fold.checked()
        try fold.set { $0.allowsBreakGlass = false }
        #expect(throws: Refused(.breakGlass)) { try refusal { try fold.breakGlass(id) } }
    }
}

/// What is due is computed.
@Suite struct DueTests {
    @Test func workIsOverdueAfterTwoWorkingDays() throws {
        var fold = try Fold()
        // 2026-09-21 was a Monday; on Thursday two working days end on Monday.
        let id = try fold.file()
        let filed = fold.now
        let due = fold.state.due(at: filed, within: 10 * Timestamp.day).filter { $0.what == .overdue }
        #expect(due.map(\.due) == [filed.adding(businessDays: 2)])
        #expect(fold.state.due(at: filed).isEmpty)
        fold.wait(days: 3)
        try fold.apply([.noted(id, note: Sealed(ciphertext: [], value: "x"))], by: "clerk")
        #expect(fold.state.due(at: fold.now.adding(seconds: 5 * Timestamp.day)).first?.what == .overdue)
    }

    @Test func everythingWithATimeIsListed() throws {
        var fold = try Fold()
        let waiting = try fold.file(.sample(1), number: 1)
        try fold.ask(waiting)
        let held = try fold.file(.sample(2), number: 2)
        try fold.hold(held, until: fold.now.adding(seconds: Timestamp.day))
        let rejected = try fold.file(.sample(3), number: 3)
        try fold.reject(rejected, by: "reviewer-1")
        try fold.appeal(rejected)
        let approved = try fold.file(.sample(4), number: 4)
        try fold.recordChecks(approved)
        try fold.approve(approved, by: "reviewer-2")
        try fold.claim(approved, by: "reviewer-3")
        let due = fold.state.due(at: fold.now, within: 400 * Timestamp.day)
        let whats = Set(due.map(\.what))
        #expect(
            whats == [
                .answer, .holdEnds, .appeal, .overdue, .idle, .approvalLapses, .claimLapses, .evidenceEnds,
            ]
        )
        #expect(due.map(\.due) == due.map(\.due).sorted())
        let appeal = try #require(due.first { $0.what == .appeal })
        #expect(appeal.due == fold.now.adding(seconds: 48 * Timestamp.hour))
        #expect(appeal.on == .people([fold.person("reviewer-2"), fold.person("reviewer-3")]))
    }

    @Test func aBadgesRenewalIsOfferedUntilItIsAskedFor() throws {
        var fold = try Fold()
        try fold.openLog()
        let serial = try fold.badge()
        fold.wait(days: 69)
        #expect(fold.state.due(at: fold.now).allSatisfy { $0.what != .renewal })
        fold.wait(days: 1)
        #expect(fold.state.due(at: fold.now).contains { $0.subject == .badge(serial) && $0.what == .renewal })
        try fold.file(.sample(1), number: 2)
        #expect(fold.state.due(at: fold.now).allSatisfy { $0.what != .renewal })
    }
}

extension Fold {
    func state(of id: ApplicationID) -> CaseState? {
        state.applications[id].map { state.state(of: $0, at: now) }
    }

    func waitsFor(_ id: ApplicationID) -> String? {
        state.applications[id].map { state.waiting($0, at: now).reason }
    }

    mutating func set(_ change: (inout Policy) -> Void) throws(RuleViolation) {
        var policy = state.policy
        policy.version += 1
        change(&policy)
        try self.change(.setPolicy(policy))
    }

    mutating func hold(
        _ id: ApplicationID, until: Timestamp? = nil, by name: String = "reviewer-1"
    ) throws(RuleViolation) {
        try apply([.held(id, reason: Sealed(ciphertext: [], value: "waiting"), until: until)], by: name)
    }

    mutating func appeal(
        _ id: ApplicationID, onBehalf: Bool = false, signed: String? = nil, by name: String = "clerk"
    ) throws(RuleViolation) {
        let text = Sealed(ciphertext: [], value: Optional("The name is ours."))
        try apply([.appealed(id, statement: text, onBehalf: onBehalf, signed: signed)], by: name)
    }

    mutating func decide(
        _ verdict: Decision.Verdict, on id: ApplicationID, by name: String
    ) throws(RuleViolation) {
        try apply([.decided(decision(verdict, on: id), note: [])], by: name)
    }

    mutating func fee(
        _ id: ApplicationID, _ kind: Fee.Kind, days: Int64 = 365, by name: String = "clerk"
    ) throws(RuleViolation) {
        let until = now.adding(seconds: days * Timestamp.day)
        try apply(
            [.feeRecorded(id, Fee(kind: kind, until: until, note: Sealed(ciphertext: [], value: "x")))],
            by: name)
    }

    mutating func breakGlass(
        _ id: ApplicationID, reason: String = "the others are ill", by name: String = "admin-1"
    ) throws(RuleViolation) {
        try apply(
            [
                .brokeGlass(
                    decision(.breakGlass, on: id), note: [],
                    reason: Sealed(ciphertext: [], value: reason))
            ], by: name)
    }
}
