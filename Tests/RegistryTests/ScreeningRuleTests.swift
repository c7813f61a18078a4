import Encoding
import Registry
import TestSupport
import Testing

/// What the fold makes of screenings: hits wait for another reviewer, numbers stay, lists replace each other.
@Suite struct ScreeningRuleTests {
    private func hit(
        _ number: Int64, _ severity: HitSeverity = .task, cause: HigherQuorumCause? = nil,
        rule: String = "skeleton"
    ) -> ScreenedHit {
        ScreenedHit(number: number, topic: "lookalike", rule: rule, severity: severity, cause: cause)
    }

    private func screened(_ id: ApplicationID, _ hits: [ScreenedHit], texts: Int? = nil) -> Event {
        let text = HitText(field: "displayName", reason: nil, message: "m", hint: "h", other: "")
        let told = ScreeningTexts(hits: Array(repeating: text, count: texts ?? hits.count), facts: [])
        return .screened(
            id,
            ScreeningRecord(tables: "t", imports: [], hits: hits, texts: Sealed(ciphertext: [], value: told)))
    }

    private func cleared(_ id: ApplicationID, _ hits: [Int64], note: String = "no") -> Event {
        .hitsCleared(id, hits: hits, note: Sealed(ciphertext: [], value: note))
    }

    private func screenedCase(_ hits: [ScreenedHit]) throws -> (Fold, ApplicationID) {
        var fold = try Fold()
        let id = try fold.file()
        try fold.apply([screened(id, hits)], by: "clerk")
        try fold.recordChecks(id)
        return (fold, id)
    }

    @Test func anOpenHitStopsTheApprovalUntilAnotherReviewerClearsIt() throws {
        var (fold, id) = try screenedCase([hit(1), hit(2, .note)])
        #expect(throws: Refused(.screening)) { try refusal { try fold.approve(id, by: "reviewer-2") } }
        try fold.apply([cleared(id, [1])], by: "reviewer-3")
        // Clearing is a check: who made it does not complete the quorum.
        try fold.approve(id, by: "reviewer-1")
        #expect(throws: Refused(.recordedCheck)) { try refusal { try fold.approve(id, by: "reviewer-3") } }
        try fold.approve(id, by: "reviewer-2")
        #expect(fold.state.state(of: try #require(fold.state.applications[id]), at: fold.now) == .approved)
    }

    @Test func whoFiledOrScreenedClearsNothing() throws {
        var fold = try Fold()
        let id = try fold.file(by: "reviewer-1")
        try fold.apply([screened(id, [hit(1)])], by: "reviewer-2")
        #expect(throws: Refused(.screening)) {
            try refusal { try fold.apply([cleared(id, [1])], by: "reviewer-1") }
        }
        #expect(throws: Refused(.screening)) {
            try refusal { try fold.apply([cleared(id, [1])], by: "reviewer-2") }
        }
        #expect(throws: Refused(.role)) { try refusal { try fold.apply([cleared(id, [1])], by: "issuer") } }
        #expect(throws: Refused(.screening)) {
            try refusal { try fold.apply([cleared(id, [1], note: "")], by: "reviewer-3") }
        }
        #expect(throws: Refused(.screening)) {
            try refusal { try fold.apply([cleared(id, [2])], by: "reviewer-3") }
        }
        #expect(throws: Refused(.screening)) {
            try refusal { try fold.apply([cleared(id, [])], by: "reviewer-3") }
        }
        try fold.apply([cleared(id, [1])], by: "reviewer-3")
        #expect(throws: Refused(.screening)) {
            try refusal { try fold.apply([cleared(id, [1])], by: "reviewer-3") }
        }
    }

    @Test func aClearedLookAlikeTakesTheHigherQuorum() throws {
        var (fold, id) = try screenedCase([hit(1, cause: .lookAlike)])
        #expect(fold.state.approvalsNeeded(for: try #require(fold.state.applications[id])) == 2)
        try fold.apply([cleared(id, [1])], by: "reviewer-1")
        let application = try #require(fold.state.applications[id])
        #expect(fold.state.higherQuorumCauses(of: application) == [.lookAlike])
        #expect(fold.state.approvalsNeeded(for: application) == 3)
    }

    @Test func aHitKeepsItsNumberAndItsClearance() throws {
        var (fold, id) = try screenedCase([hit(1), hit(2)])
        try fold.apply([cleared(id, [1])], by: "reviewer-3")
        try fold.apply([screened(id, [hit(1), hit(3, rule: "distance")])], by: "reviewer-2")
        #expect(fold.state.applications[id]?.screening?.open.map(\.number) == [3])
        // Neither can a number be given to another hit, nor one that was gone come back as another.
        for hits in [
            [hit(1, rule: "swap")], [hit(2, .note)], [hit(4), hit(4)], [hit(5), hit(4)], [hit(0)],
        ] {
            #expect(throws: Refused(.screening)) {
                try refusal { try fold.apply([screened(id, hits)], by: "reviewer-2") }
            }
        }
        #expect(throws: Refused(.screening)) {
            try refusal { try fold.apply([screened(id, [hit(1)], texts: 2)], by: "reviewer-2") }
        }
    }

    @Test func aScreeningAfterAnApprovalVoidsIt() throws {
        var (fold, id) = try screenedCase([])
        try fold.approve(id, by: "reviewer-2")
        try fold.apply([screened(id, [hit(1)])], by: "reviewer-3")
        let application = try #require(fold.state.applications[id])
        #expect(fold.state.countingApprovals(of: application, at: fold.now).isEmpty)
    }

    @Test func aScreeningThatFindsTheSameVoidsNothingAndBarsNobodyElse() throws {
        var (fold, id) = try screenedCase([hit(1, .note), hit(2)])
        try fold.apply([cleared(id, [2])], by: "reviewer-3")
        try fold.approve(id, by: "reviewer-2")
        let barred = fold.state.barredFromClearing(try #require(fold.state.applications[id]))
        // Under newer lists, with the same result.
        try fold.apply([screened(id, [hit(1, .note), hit(2)])], by: "reviewer-1")
        let application = try #require(fold.state.applications[id])
        #expect(fold.state.countingApprovals(of: application, at: fold.now).count == 1)
        #expect(application.screening?.open.isEmpty == true)
        #expect(fold.state.barredFromClearing(application) == barred)
        try fold.apply([screened(id, [hit(1, .note)])], by: "reviewer-1")
        let changed = try #require(fold.state.applications[id])
        #expect(fold.state.countingApprovals(of: changed, at: fold.now).isEmpty)
    }

    @Test func fromTheFirstScreeningOnNoCaseIsApprovedWithout() throws {
        var fold = try Fold()
        let first = try fold.file(.sample(1), number: 1)
        try fold.recordChecks(first)
        try fold.approve(first, by: "reviewer-2")
        let second = try fold.file(.sample(2), number: 2)
        try fold.apply([screened(second, [])], by: "clerk")
        #expect(throws: Refused(.screening)) { try refusal { try fold.approve(first, by: "reviewer-3") } }
        try fold.recordChecks(second)
        try fold.approve(second, by: "reviewer-2")
        // An edit takes a new one.
        let form = ApplicationContent.sample(2)
        let content = CaseContent(form: form, certificationRequest: [1], salt: [1])
        try fold.apply(
            [
                .contentChanged(
                    second, content: Sealed(ciphertext: [], value: content), hash: Fold.id, onBehalf: false)
            ], by: "clerk")
        #expect(throws: Refused(.screening)) { try refusal { try fold.approve(second, by: "reviewer-3") } }
        try fold.apply([screened(second, [])], by: "clerk")
        try fold.approve(second, by: "reviewer-3")
    }

    @Test func aListTakesThePlaceOfTheOneBeforeAndNeverOfAYoungerOne() throws {
        var fold = try Fold()
        func list(_ name: String = "eu", _ kind: ListImport.Kind = .denied, days: Int64 = -1) -> Event {
            .listImported(
                ListImport(
                    kind: kind, name: name, source: "EU",
                    date: fold.now.adding(seconds: days * Timestamp.day),
                    country: nil, count: 1, hash: Fold.id))
        }
        try fold.apply([list()], by: "admin-1")
        try fold.apply([list("un")], by: "reviewer-1")
        try fold.apply([list("eu", .brands)], by: "reviewer-1")
        try fold.apply([list(days: 0)], by: "reviewer-1")
        #expect(fold.state.lists.count == 4)
        #expect(fold.state.currentLists.map(\.list.name) == ["un", "eu", "eu"])
        for (event, rule) in [
            (list(days: -2), RuleViolation.Rule.screening), (list("x", days: 1), .screening),
            (list(""), .screening),
            (list("a\u{202E}b"), .screening),
        ] {
            #expect(throws: Refused(rule)) { try refusal { try fold.apply([event], by: "admin-1") } }
        }
        #expect(throws: Refused(.role)) { try refusal { try fold.apply([list("y")], by: "clerk") } }
    }
}
