import Encoding
import Registry
import TestSupport
import Testing

/// What a change of a case does to its checks and approvals, and what reviewers are told of it.
@Suite struct CaseChangeTests {
    @Test(arguments: 0..<4) func everyChangeVoidsApprovals(_ kind: Int) throws {
        var (fold, id) = try Fold.checked()
        try fold.approve(id, by: "reviewer-2")
        switch kind {
        case 0: try fold.attach(id)
        case 1: try fold.check(id, "contact", by: "reviewer-3")
        case 2: try fold.change(id) { $0.website = "https://other.example" }
        default:
            try fold.ask(id)
            try fold.answer(id)
        }
        #expect(fold.approvals(id) == 0)
        #expect(fold.standing(id) == .inReview)
        // reviewer-2 saw the earlier revision: a decision on this one needs another look.
        expectRefused(.revision, by: try fold.approve(id, by: "reviewer-2"))
        try fold.claim(id, by: "reviewer-2")
        try fold.approve(id, by: "reviewer-2")
        #expect(fold.approvals(id) == 1)
    }

    @Test func claimsQuestionsAndNotesVoidNothing() throws {
        var (fold, id) = try Fold.checked()
        try fold.approve(id, by: "reviewer-2")
        try fold.claim(id, by: "reviewer-3")
        try fold.apply([.noted(id, note: Sealed(ciphertext: [], value: "seen"))], by: "reviewer-3")
        #expect(fold.approvals(id) == 1)
        #expect(fold.state.applications[id]?.notes.count == 1)
        try fold.ask(id)
        #expect(fold.standing(id) == .needsInfo)
        #expect(fold.approvals(id) == 1)
        expectRefused(.state, by: try fold.approve(id, by: "reviewer-3"))
    }

    @Test func differencesAreToldFieldByField() throws {
        var (fold, id) = try Fold.checked()
        try fold.claim(id, by: "reviewer-2")
        let seen = try #require(fold.state.applications[id]?.revision)
        try fold.change(id) {
            $0.displayName = "Other Airline"
            $0.address.street = "Second Street 2"
        }
        try fold.attach(id)
        try fold.check(id, "contact", .fail)
        try fold.check(id, "consent", by: "reviewer-2")
        let application = try #require(fold.state.applications[id])
        let lines = fold.state.differences(of: application, since: seen, for: fold.person("reviewer-2"))
        #expect(lines.count == 4)
        #expect(lines[0] == "displayName: \"Example Airline\" → \"Other Airline\"")
        #expect(lines[1] == "address.street: \"Vliegveldweg 1\" → \"Second Street 2\"")
        #expect(
            lines[2].hasPrefix("document: register-extract \"extract.pdf\" (abababababab), attached by clerk")
        )
        #expect(lines[3].hasPrefix("checks, now fail: contact, recorded by reviewer-1"))
        #expect(fold.state.differences(of: application, since: application.revision).isEmpty)
    }

    @Test func twoChangesOfAFieldAreToldAsOne() throws {
        var (fold, id) = try Fold.checked()
        let seen = try #require(fold.state.applications[id]?.revision)
        try fold.change(id) { $0.displayName = "Second" }
        try fold.change(id) { $0.displayName = "Third" }
        let application = try #require(fold.state.applications[id])
        #expect(
            fold.state.differences(of: application, since: seen) == [
                "displayName: \"Example Airline\" → \"Third\""
            ])
    }

    @Test func aCheckCountsWhileTheFormSaysWhatItChecked() throws {
        var (fold, id) = try Fold.checked()
        try fold.change(id) { $0.website = "https://other.example" }
        #expect(fold.openChecks(id).isEmpty)
        try fold.change(id) { $0.displayName = "Other Airline" }
        let outdated = "(recorded before the form changed)"
        #expect(fold.openChecks(id) == ["display-name \(outdated)", "denied-lists \(outdated)"])
        expectRefused(.checksComplete, by: try fold.approve(id, by: "reviewer-2"))
        try fold.check(id, "display-name")
        try fold.check(id, "denied-lists")
        #expect(fold.openChecks(id).isEmpty)
        // Back to what was checked first: the newest records are about the other name.
        try fold.change(id) { $0.displayName = "Example Airline" }
        #expect(fold.openChecks(id).count == 2)
    }

    @Test func anAccountMoreIsACheckMore() throws {
        var (fold, id) = try Fold.checked()
        try fold.change(id) { $0.accounts.append("https://other.example") }
        #expect(fold.openChecks(id) == ["account:https://other.example"])
    }

    @Test func missingFailedAndOldChecksBar() throws {
        var fold = try Fold()
        let id = try fold.file()
        expectRefused(.checksComplete, by: try fold.approve(id, by: "reviewer-2"))
        try fold.recordChecks(id)
        try fold.check(id, "contact", .fail)
        #expect(fold.openChecks(id) == ["contact (failed)"])
        expectRefused(.checksComplete, by: try fold.approve(id, by: "reviewer-2"))
        try fold.check(id, "contact")
        fold.wait(days: 30)
        #expect(fold.openChecks(id).isEmpty)
        fold.wait(seconds: 1)
        #expect(fold.openChecks(id) == ["denied-lists (too old)"])
    }

    @Test func skippingTakesARuleOfThePolicy() throws {
        let waiver = "government-is-in-operation"
        let government = ApplicationContent.sample().with { $0.businessCategory = "Government Entity" }
        var (fold, id) = try Fold.checked(government)
        try fold.check(id, "operation", .skip, waiver: waiver)
        #expect(fold.openChecks(id).isEmpty)
        expectRefused(.waiver, by: try fold.check(id, "operation", .skip))
        expectRefused(.waiver, by: try fold.check(id, "operation", .skip, waiver: "another"))
        expectRefused(.waiver, by: try fold.check(id, "operation", .pass, waiver: waiver))
        expectRefused(.waiver, by: try fold.check(id, "contact", .skip, waiver: waiver))
        // The rule does not hold for what the case turned into.
        try fold.change(id) { $0.businessCategory = "Private Organization" }
        #expect(fold.openChecks(id).contains("operation (no longer waived)"))
        expectRefused(.waiver, by: try fold.check(id, "operation", .skip, waiver: waiver))
    }

    @Test func onlyTheCasesOwnChecksAreRecorded() throws {
        var (fold, id) = try Fold.checked()
        expectRefused(.state, by: try fold.check(id, "legal-nam"))
        expectRefused(.state, by: try fold.check(id, "account:tel:+12025550199"))
        let record = CheckRecord(
            check: "contact", result: .pass, strength: .person, collected: fold.now, waiver: nil,
            evidence: [Fold.id], remarks: Sealed(ciphertext: [], value: nil))
        expectRefused(.evidence, by: try fold.apply([.checksRecorded(id, [record])], by: "reviewer-1"))
        try fold.attach(id)
        try fold.apply([.checksRecorded(id, [record])], by: "reviewer-1")
    }
}
