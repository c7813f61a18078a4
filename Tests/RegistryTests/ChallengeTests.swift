import Encoding
import Registry
import TestSupport
import Testing

/// Challenges for accounts: who, when, how often, and what voids them.
@Suite struct ChallengeTests {
    static let tel = "tel:+12025550100"
    static let host = "https://shop.example"
    static let right = ChallengeCode(random: [UInt8](repeating: 1, count: 9))?.description ?? ""
    static let wrong = ChallengeCode(random: [UInt8](repeating: 2, count: 9))?.description ?? ""

    private static func form(_ accounts: String...) -> ApplicationContent {
        .sample().with { $0.accounts = accounts }
    }

    @Test func theRightAnswerSettlesAChallengeOnce() throws {
        var (fold, id) = try Fold.filed(Self.form(Self.tel))
        try fold.challenge(id, Self.tel)
        #expect(fold.openChallenges(id) == [Self.tel])
        try fold.answer(id, Self.tel, Self.right)
        #expect(fold.openChallenges(id) == [])
        expectRefused(.challenge, by: try fold.answer(id, Self.tel, Self.right))
        try fold.challenge(id, Self.tel)
        try fold.answer(id, Self.tel, Self.right)
    }

    @Test func whatTheJournalSaysOfAnAnswerIsTrue() throws {
        var (fold, id) = try Fold.filed(Self.form(Self.tel))
        try fold.challenge(id, Self.tel)
        expectRefused(.challenge, by: try fold.answer(id, Self.tel, Self.wrong, .matched))
        expectRefused(.challenge, by: try fold.answer(id, Self.tel, Self.right, .different))
        expectRefused(.challenge, by: try fold.answer(id, Self.tel, "", .matched))
        expectRefused(.challenge, by: try fold.answer(id, Self.tel, "no file", .notFetched))
        #expect(fold.openChallenges(id) == [Self.tel])
        #expect(fold.wrongAnswers(id, Self.tel) == 0)
    }

    @Test func aNewerChallengeVoidsTheOneBeforeIt() throws {
        var (fold, id) = try Fold.filed(Self.form(Self.tel))
        try fold.challenge(id, Self.tel)
        let first = fold.challengeSequence(id, Self.tel)
        try fold.challenge(id, Self.tel, secret: Self.wrong)
        expectRefused(.challenge, by: try fold.answer(id, Self.tel, Self.right, .matched, issued: first))
        try fold.answer(id, Self.tel, Self.wrong, .matched)
    }

    @Test func aChallengeExpires() throws {
        var (fold, id) = try Fold.filed(Self.form(Self.tel))
        try fold.challenge(id, Self.tel)
        let week = fold
        fold.wait(days: 7, seconds: 1)
        expectRefused(.expired, by: try fold.answer(id, Self.tel, Self.right))
        fold = week
        fold.wait(days: 7)
        try fold.answer(id, Self.tel, Self.right)
    }

    @Test func wrongAnswersCountOverAllChallengesOfAnAccount() throws {
        var (fold, id) = try Fold.filed(Self.form(Self.tel, "tel:+12025550199"))
        for _ in 0..<5 {
            try fold.challenge(id, Self.tel)
            try fold.answer(id, Self.tel, Self.wrong, .different)
        }
        #expect(fold.wrongAnswers(id, Self.tel) == 5)
        expectRefused(.challenge, by: try fold.answer(id, Self.tel, Self.right))
        expectRefused(.challenge, by: try fold.challenge(id, Self.tel))
        // Another account of the case is not barred with it, and taking the account out and back helps nobody.
        try fold.challenge(id, "tel:+12025550199")
        try fold.change(id) { $0.accounts = ["tel:+12025550199"] }
        try fold.change(id) { $0.accounts = [Self.tel] }
        expectRefused(.challenge, by: try fold.challenge(id, Self.tel))
        fold.wait(days: 7)
        try fold.challenge(id, Self.tel)
        try fold.answer(id, Self.tel, Self.right)
    }

    @Test func aHostWithoutFileIsNoWrongAnswer() throws {
        var (fold, id) = try Fold.filed(Self.form(Self.host))
        try fold.challenge(id, Self.host, .file, secret: "token")
        for _ in 0..<9 { try fold.answer(id, Self.host, "status 404", .notFetched) }
        try fold.answer(id, Self.host, "token", .matched)
    }

    @Test func onlyAnAccountOfTheFormIsChallenged() throws {
        var (fold, id) = try Fold.filed(Self.form(Self.tel))
        for other in [Self.host, "tel:+12025550101", "tel:+1 202 555 0100", "", "TEL:+12025550100"] {
            expectRefused(.challenge, by: try fold.challenge(id, other))
        }
        expectRefused(.challenge, by: try fold.answer(id, Self.tel, Self.right))
    }

    @Test func anAccountThatLeavesTheFormTakesItsChallengeWithIt() throws {
        var (fold, id) = try Fold.filed(Self.form(Self.tel, Self.host))
        try fold.challenge(id, Self.tel)
        try fold.challenge(id, Self.host, .file, secret: "token")
        try fold.change(id) { $0.accounts = [Self.host] }
        #expect(fold.openChallenges(id) == [Self.host])
        expectRefused(.challenge, by: try fold.answer(id, Self.tel, Self.right))
        try fold.change(id) { $0.accounts = [Self.host, Self.tel] }
        expectRefused(.challenge, by: try fold.answer(id, Self.tel, Self.right))
        try fold.answer(id, Self.host, "token", .matched)
    }

    @Test func eachKindOfAccountHasItsMethods() throws {
        let acct = "acct:support@shop.example"
        for (account, allowed) in [
            (Self.tel, [ChallengeMethod.code]), (acct, [.code]), (Self.host, [.file, .dns]),
        ] {
            for method in ChallengeMethod.allCases {
                var (fold, id) = try Fold.filed(Self.form(account))
                if allowed.contains(method) {
                    try fold.challenge(id, account, method)
                } else {
                    expectRefused(.challenge, by: try fold.challenge(id, account, method))
                }
            }
        }
    }

    @Test func whoActsForTheBusinessHasNoPartInIt() throws {
        var (fold, id) = try Fold.filed(
            Self.form(Self.tel).with { $0.representatives = [Fold.key("reviewer-3")] })
        let others = ["reviewer-1", "reviewer-2"]
        expectRefused(.ownCase, by: try fold.challenge(id, Self.tel, by: "reviewer-3"), could: others)
        try fold.challenge(id, Self.tel)
        expectRefused(
            .ownCase, by: try fold.answer(id, Self.tel, Self.right, by: "reviewer-3"), could: others)
        for name in ["clerk", "issuer", "auditor", "admin-1"] {
            expectRefused(.role, by: try fold.challenge(id, Self.tel, by: name))
            expectRefused(.role, by: try fold.answer(id, Self.tel, Self.right, by: name))
        }
    }

    @Test func aClosedCaseIsNotChallenged() throws {
        var (fold, id) = try Fold.filed(Self.form(Self.tel))
        try fold.challenge(id, Self.tel)
        try fold.apply([.withdrawn(id, onBehalf: false)], by: "clerk")
        expectRefused(.state, by: try fold.challenge(id, Self.tel))
        expectRefused(.state, by: try fold.answer(id, Self.tel, Self.right))
    }

    @Test func aChallengeMovesNoRevisionAndVoidsNoApproval() throws {
        var (fold, id) = try Fold.checked(Self.form(Self.tel))
        try fold.approve(id, by: "reviewer-2")
        let revision = fold.state.applications[id]?.revision
        try fold.challenge(id, Self.tel)
        try fold.answer(id, Self.tel, Self.wrong, .different)
        #expect(fold.state.applications[id]?.revision == revision)
        #expect(fold.approvals(id) == 1)
    }

    @Test func withoutTheCasesKeyItsPastIsStillRead() throws {
        var (fold, id) = try Fold.filed(Self.form(Self.tel))
        try fold.challenge(id, Self.tel, secret: nil)
        try fold.answer(id, Self.tel, Self.wrong, .matched)
        #expect(fold.openChallenges(id) == [])
    }
}

/// The codes that people read and type.
@Suite struct ChallengeCodeTests {
    private static let code = ChallengeCode(random: Array(0..<9))

    @Test func aCodeIsReadAsItIsWrittenOrSpoken() throws {
        let code = try #require(Self.code)
        let text = code.description
        #expect(text.utf8.count == 11)
        for other in [
            text, text.lowercased(), text.replacing("-", with: ""), text.replacing("-", with: " "),
            " \(text) ",
        ] {
            #expect(ChallengeCode(other) == code)
        }
    }

    @Test func everySlipIsFound() throws {
        let text = Array(try #require(Self.code).description.replacing("-", with: ""))
        for place in text.indices {
            for other in "23456789ABCDEFGHJKMNPQRSTVWXYZ" where other != text[place] {
                var slip = text
                slip[place] = other
                #expect(ChallengeCode(String(slip)) == nil)
            }
            guard place > 0, text[place] != text[place - 1] else { continue }
            var swapped = text
            swapped.swapAt(place, place - 1)
            #expect(ChallengeCode(String(swapped)) == nil)
        }
    }

    @Test(arguments: ["", "-", "7KQ2M", "7KQ2M-9XWPDA", "0KQ2M-9XWPD", "7KQ2M-9XWPÐ", "7KQ2M\n9XWPD"])
    func whatIsNoCode(_ text: String) {
        #expect(ChallengeCode(text) == nil)
    }

    @Test func fewRandomBytesMakeNoCode() {
        #expect(ChallengeCode(random: [UInt8](repeating: 255, count: 32)) == nil)
        #expect(ChallengeCode(random: [UInt8](repeating: 7, count: 8)) == nil)
        let made = (0..<240).compactMap {
            ChallengeCode(random: [UInt8(240 + $0 % 16)] + [UInt8](repeating: UInt8($0), count: 9))
        }
        #expect(Set(made.map(\.description)).count >= 28)
    }
}

extension Fold {
    static func filed(_ form: ApplicationContent) throws -> (fold: Fold, id: ApplicationID) {
        var fold = try Fold()
        let id = try fold.file(form)
        return (fold, id)
    }

    mutating func challenge(
        _ id: ApplicationID, _ account: String, _ method: ChallengeMethod = .code,
        secret: String? = ChallengeTests.right, by name: String = "reviewer-1"
    ) throws(RuleViolation) {
        let issue = ChallengeIssue(
            account: account, method: method, secret: Sealed(ciphertext: [], value: secret))
        try apply([.challengeIssued(id, issue)], by: name)
    }

    mutating func answer(
        _ id: ApplicationID, _ account: String, _ text: String, _ outcome: ChallengeOutcome = .matched,
        issued: UInt64? = nil, by name: String = "reviewer-2"
    ) throws(RuleViolation) {
        let answer = ChallengeAnswer(
            account: account, issued: issued ?? challengeSequence(id, account), outcome: outcome,
            answer: Sealed(ciphertext: [], value: text))
        try apply([.challengeAnswered(id, answer)], by: name)
    }

    func challengeSequence(_ id: ApplicationID, _ account: String) -> UInt64 {
        state.applications[id]?.challenge(for: account)?.sequence ?? 0
    }

    func openChallenges(_ id: ApplicationID) -> [String] {
        state.applications[id]?.openChallenges(at: now).map(\.issue.account) ?? []
    }

    func wrongAnswers(_ id: ApplicationID, _ account: String) -> Int {
        state.applications[id].map { state.wrongAnswers(for: account, of: $0, at: now).count } ?? -1
    }
}
