import Encoding
import Registry
import TestSupport
import Testing

/// Claims, and what a case waits for.
@Suite struct CaseQueueTests {
    private func waiting(_ fold: Fold, _ id: ApplicationID) throws -> (reason: String, on: [String]) {
        let waiting = fold.state.waiting(try #require(fold.state.applications[id]), at: fold.now)
        guard case .people(let people) = waiting.on else {
            return (waiting.reason, waiting.on == .applicant ? ["applicant"] : [])
        }
        return (waiting.reason, people.compactMap { fold.state.people[$0]?.name })
    }

    private func canWork(_ fold: Fold, _ id: ApplicationID, _ name: String) throws -> Bool {
        let person = try #require(fold.state.people[fold.person(name)])
        return fold.state.canWork(on: try #require(fold.state.applications[id]), person, at: fold.now)
    }

    @Test func aClaimIsOnePersonsUntilReleased() throws {
        var (fold, id) = try Fold.checked()
        try fold.claim(id, by: "reviewer-2")
        expectRefused(
            .claim, by: try fold.claim(id, by: "reviewer-3"), could: ["reviewer-2", "admin-1", "admin-2"])
        expectRefused(
            .claim, by: try fold.apply([.released(id)], by: "reviewer-3"),
            could: ["reviewer-2", "admin-1", "admin-2"])
        try fold.apply([.released(id)], by: "admin-1")
        expectRefused(.claim, by: try fold.apply([.released(id)], by: "admin-1"))
        try fold.claim(id, by: "reviewer-3")
        try fold.change(.removePerson(fold.person("reviewer-3")))
        try fold.claim(id, by: "reviewer-2")
    }

    @Test func aDecisionEndsOnesOwnClaimOnly() throws {
        var (fold, id) = try Fold.checked()
        try fold.claim(id, by: "reviewer-3")
        try fold.approve(id, by: "reviewer-2")
        #expect(fold.state.applications[id]?.claim?.by == fold.person("reviewer-3"))
        try fold.approve(id, by: "reviewer-3")
        #expect(fold.state.applications[id]?.claim == nil)
    }

    @Test func whyACaseWaitsAndOnWhom() throws {
        var fold = try Fold()
        let id = try fold.file(by: "reviewer-3")
        #expect(try waiting(fold, id) == ("12 checks", ["reviewer-1", "reviewer-2", "reviewer-3"]))
        try fold.recordChecks(id)
        // Who recorded the checks approves first: nobody else is left who may complete the quorum after reviewer-2.
        #expect(try waiting(fold, id) == ("approval 1 of 2", ["reviewer-1"]))
        try fold.claim(id, by: "reviewer-2")
        #expect(try waiting(fold, id) == ("approval 1 of 2", ["reviewer-1"]))
        try fold.approve(id, by: "reviewer-1")
        #expect(try waiting(fold, id) == ("approval 2 of 2", ["reviewer-2"]))
        try fold.ask(id)
        #expect(try waiting(fold, id).on == ["applicant"])
        try fold.answer(id)
        try fold.check(id, "contact", .fail)
        #expect(try waiting(fold, id) == ("a decision, failed contact", ["reviewer-2"]))
        try fold.claim(id, by: "reviewer-2")
        try fold.reject(id, by: "reviewer-2")
        #expect(try waiting(fold, id) == ("", []))
    }

    @Test func approvedCasesWaitForIssuersOrTheKey() throws {
        var fold = try Fold()
        let id = try fold.approvedCase()
        #expect(try waiting(fold, id) == ("its badge", ["issuer"]))
    }

    @Test func nextIsWhatThePersonMayGive() throws {
        var fold = try Fold()
        let id = try fold.file(by: "reviewer-3")
        #expect(try canWork(fold, id, "reviewer-1"))
        #expect(try !canWork(fold, id, "reviewer-3"))
        #expect(try !canWork(fold, id, "clerk"))
        try fold.recordChecks(id)
        #expect(try canWork(fold, id, "reviewer-1"))
        try fold.approve(id, by: "reviewer-2")
        // One approval is left, which neither the checker nor the one who approved can give.
        #expect(try !canWork(fold, id, "reviewer-1"))
        #expect(try !canWork(fold, id, "reviewer-2"))
        try fold.check(id, "contact", .fail, by: "reviewer-1")
        #expect(try canWork(fold, id, "reviewer-2"))
        try fold.claim(id, by: "reviewer-2")
        #expect(try !canWork(fold, id, "reviewer-1"))
    }
}
