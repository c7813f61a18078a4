import Encoding
import Registry
import TestSupport
import Testing

/// Who may decide a case, and when: every forbidden combination of people (DESIGN D10).
@Suite struct CaseRulesTests {
    @Test func twoApprovalsMakeTheQuorum() throws {
        var (fold, id) = try Fold.checked()
        #expect(fold.standing(id) == .inReview)
        try fold.approve(id, by: "reviewer-1")
        #expect(fold.standing(id) == .crossCheck)
        try fold.approve(id, by: "reviewer-2")
        #expect(fold.standing(id) == .approved)
        expectRefused(.state, by: try fold.approve(id, by: "reviewer-3"))
    }

    @Test func whoFiledDecidesNothing() throws {
        var (fold, id) = try Fold.checked(filedBy: "reviewer-3")
        expectRefused(
            .ownCase, by: try fold.approve(id, by: "reviewer-3"), could: ["reviewer-1", "reviewer-2"])
        expectRefused(
            .ownCase, by: try fold.reject(id, by: "reviewer-3"), could: ["reviewer-1", "reviewer-2"])
        // Once reviewer-2 approved, reviewer-1 recorded the checks: nobody is left, and nobody is named.
        try fold.approve(id, by: "reviewer-2")
        expectRefused(.ownCase, by: try fold.approve(id, by: "reviewer-3"), could: [])
    }

    @Test func whoActsForTheBusinessHasNoPartInExaminingIt() throws {
        var fold = try Fold()
        let id = try fold.file(.sample().with { $0.representatives = [Fold.key("reviewer-3")] })
        let others = ["reviewer-1", "reviewer-2"]
        expectRefused(.ownCase, by: try fold.claim(id, by: "reviewer-3"), could: others)
        expectRefused(.ownCase, by: try fold.check(id, "contact", by: "reviewer-3"), could: others)
        expectRefused(.ownCase, by: try fold.ask(id, by: "reviewer-3"), could: others)
        try fold.recordChecks(id)
        expectRefused(.ownCase, by: try fold.approve(id, by: "reviewer-3"), could: others)
        expectRefused(.ownCase, by: try fold.reject(id, by: "reviewer-3"), could: others)
    }

    @Test func whoSpokeForTheBusinessDecidesNothing() throws {
        var (fold, id) = try Fold.checked()
        try fold.ask(id)
        try fold.answer(id, onBehalf: true, by: "reviewer-2")
        expectRefused(
            .ownCase, by: try fold.approve(id, by: "reviewer-2"), could: ["reviewer-1", "reviewer-3"])
        try fold.change(id, onBehalf: true, by: "reviewer-3") { $0.website = "https://other.example" }
        expectRefused(.ownCase, by: try fold.approve(id, by: "reviewer-3"), could: ["reviewer-1"])
    }

    @Test func aKeyThatTurnsOutToBeTheBusinessesTakesTheApprovalBack() throws {
        var (fold, id) = try Fold.checked(.sample().with { $0.representatives = [Fold.key("second")] })
        try fold.approve(id, by: "reviewer-2")
        try fold.change(.addKey(fold.person("reviewer-2"), verifierKey: Fold.key("second")))
        #expect(fold.approvals(id) == 0)
        expectRefused(.ownCase, by: try fold.approve(id, by: "reviewer-2"))
    }

    @Test func onePersonCountsOnceWithWhateverKey() throws {
        var (fold, id) = try Fold.checked()
        try fold.approve(id, by: "reviewer-2")
        expectRefused(.oncePerPerson, by: try fold.approve(id, by: "reviewer-2"), could: ["reviewer-3"])
        try fold.change(.addKey(fold.person("reviewer-2"), verifierKey: Fold.key("second")))
        expectRefused(.oncePerPerson, by: try fold.approve(id, by: "second"), could: ["reviewer-3"])
    }

    @Test func whoRecordedACheckDoesNotCompleteTheQuorum() throws {
        var (fold, id) = try Fold.checked()
        try fold.approve(id, by: "reviewer-2")
        expectRefused(.recordedCheck, by: try fold.approve(id, by: "reviewer-1"), could: ["reviewer-3"])
        try fold.approve(id, by: "reviewer-3")
        #expect(fold.standing(id) == .approved)
    }

    @Test func aCheckAtAnEarlierRevisionBarsAsWell() throws {
        var (fold, id) = try Fold.checked()
        try fold.check(id, "contact", by: "reviewer-3")
        try fold.check(id, "contact", by: "reviewer-1")
        try fold.approve(id, by: "reviewer-2")
        expectRefused(.recordedCheck, by: try fold.approve(id, by: "reviewer-3"), could: [])
    }

    @Test(arguments: ["clerk", "issuer", "auditor", "admin-1"])
    func otherRolesDecideNothing(_ name: String) throws {
        var (fold, id) = try Fold.checked()
        try fold.approve(id, by: "reviewer-2")
        // reviewer-2 approved and reviewer-1 recorded the checks: neither is named as a way out.
        expectRefused(.role, by: try fold.approve(id, by: name), could: ["reviewer-3"])
        let reviewers = ["reviewer-1", "reviewer-2", "reviewer-3"]
        expectRefused(.role, by: try fold.reject(id, by: name), could: reviewers)
        expectRefused(.role, by: try fold.check(id, "contact", by: name), could: reviewers)
        expectRefused(.role, by: try fold.claim(id, by: name), could: reviewers)
        expectRefused(.role, by: try fold.ask(id, by: name), could: reviewers)
    }

    @Test func strangersAndThoseWhoLeftDecideNothing() throws {
        var (fold, id) = try Fold.checked()
        expectRefused(.key, by: try fold.approve(id, by: "stranger"))
        try fold.approve(id, by: "reviewer-1")
        try fold.approve(id, by: "reviewer-2")
        try fold.change(.removePerson(fold.person("reviewer-2")))
        #expect(fold.standing(id) == .crossCheck)
        expectRefused(.key, by: try fold.approve(id, by: "reviewer-2"))
        try fold.approve(id, by: "reviewer-3")
        #expect(fold.standing(id) == .approved)
    }

    @Test func aReplacedKeyDecidesNothing() throws {
        var (fold, id) = try Fold.checked()
        try fold.change(
            .replaceKey(fold.person("reviewer-2"), old: Fold.key("reviewer-2"), new: Fold.key("new")))
        expectRefused(.key, by: try fold.approve(id, by: "reviewer-2"))
        try fold.approve(id, by: "new")
        #expect(fold.approvals(id) == 1)
    }

    @Test func oneRejectionEnds() throws {
        var (fold, id) = try Fold.checked()
        try fold.approve(id, by: "reviewer-2")
        try fold.reject(id, by: "reviewer-1")
        #expect(fold.standing(id) == .rejected)
        expectRefused(.state, by: try fold.approve(id, by: "reviewer-3"))
        expectRefused(.state, by: try fold.reject(id, by: "reviewer-3"))
        expectRefused(.state, by: try fold.check(id, "contact"))
        expectRefused(.state, by: try fold.attach(id))
        expectRefused(.state, by: try fold.ask(id))
        expectRefused(.state, by: try fold.claim(id, by: "reviewer-3"))
    }

    @Test func aSignedFileIsTakenInOnce() throws {
        var fold = try Fold()
        let id = try fold.file(signed: "aa")
        expectRefused(.duplicate, by: try fold.file(.sample(2), number: 2, signed: "aa"))
        for hash in ["bb", "cc"] {
            try fold.ask(id)
            try fold.answer(id, signed: hash)
        }
        try fold.ask(id)
        for hash in ["aa", "bb", "cc"] { expectRefused(.duplicate, by: try fold.answer(id, signed: hash)) }
        expectRefused(.content, by: try fold.answer(id, onBehalf: true, signed: "dd"))
        try fold.answer(id, onBehalf: true)
        // Neither does the end of the case make its request new.
        try fold.apply([.withdrawn(id, onBehalf: false)], by: "clerk")
        expectRefused(.duplicate, by: try fold.file(.sample(2), number: 2, signed: "aa"))
        try fold.file(.sample(2), number: 2, signed: "dd")
    }

    @Test func nothingFollowsAWithdrawal() throws {
        var (fold, id) = try Fold.checked()
        try fold.apply([.withdrawn(id, onBehalf: false)], by: "clerk")
        expectRefused(.state, by: try fold.approve(id, by: "reviewer-2"))
        expectRefused(.state, by: try fold.change(id) { $0.website = "https://other.example" })
    }

    @Test func decisionsForAnotherTimeRegistryOrPolicyAreRefused() throws {
        var (fold, id) = try Fold.checked()
        let good = fold.decision(.approve, on: id)
        func other(
            registry: String? = nil, policy: Int64? = nil, days: Int64 = 14, time: Timestamp? = nil,
            hash: String? = nil, revision: UInt64? = nil
        ) -> Decision {
            let time = time ?? good.time
            return Decision(
                registry: registry ?? good.registry, subject: good.subject,
                revision: revision ?? good.revision, contentHash: hash ?? good.contentHash,
                policyVersion: policy ?? good.policyVersion, verdict: good.verdict, time: time,
                expiry: time.adding(seconds: days * Timestamp.day))
        }
        let later = fold.now.adding(seconds: 1)
        let longAgo = fold.now.adding(seconds: -15 * Timestamp.day)
        for (rule, decision) in [
            (RuleViolation.Rule.revision, other(registry: String(repeating: "cd", count: 32))),
            (.policy, other(policy: 2)), (.expired, other(days: 15)), (.expired, other(time: later)),
            (.expired, other(time: longAgo)), (.revision, other(revision: good.revision - 1)),
            (.revision, other(hash: String(repeating: "cd", count: 32))),
        ] {
            expectRefused(rule, by: try fold.apply([.decided(decision, note: [])], by: "reviewer-2"))
        }
    }

    @Test func approvalsLapse() throws {
        var (fold, id) = try Fold.checked()
        try fold.approve(id, by: "reviewer-1")
        try fold.approve(id, by: "reviewer-2")
        fold.wait(days: 14)
        #expect(fold.standing(id) == .approved)
        fold.wait(seconds: 1)
        #expect(fold.standing(id) == .inReview)
        // Who approved then may approve again.
        try fold.approve(id, by: "reviewer-1")
        #expect(fold.approvals(id) == 1)
    }
}
