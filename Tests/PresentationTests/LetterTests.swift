import Authority
import Encoding
import Registry
import RegistryStore
import TestSupport
import Testing

@testable import Presentation

/// What a business is told about its case, kind by kind.
@Suite struct LetterTests {
    let authority: VirtualAuthority
    let templates: LetterTemplates

    init() throws {
        authority = try VirtualAuthority()
        templates = try LetterTemplates()
    }

    private func letters(_ id: ApplicationID) throws -> [Letter] {
        let application = try #require(authority.state.applications[id])
        return try #require(
            LetterHistory.letters(of: application, in: authority.state, at: authority.now))
    }

    private func newest(_ id: ApplicationID) throws -> (letter: Letter, text: String) {
        let letter = try #require(try letters(id).last)
        return (letter, templates.write(letter).text)
    }

    private func kinds(_ id: ApplicationID) throws -> [LetterKind] { try letters(id).map(\.kind) }

    private func reject(_ id: ApplicationID, _ code: String, letter: String? = nil) throws {
        let told = try letter.map { [try authority.store.explanation($0, of: id)] } ?? []
        try authority.append(
            told + [try authority.decision(.reject(reason: code), on: id, by: "reviewer-1")],
            by: "reviewer-1")
    }

    @Test func aQuestionSaysByWhenAndHowToAnswer() throws {
        let id = try authority.file()
        authority.wait(hours: 1)
        try authority.append([try authority.store.question("Which\naddress?", to: id)], by: "reviewer-1")
        let (letter, text) = try newest(id)
        #expect(letter.kind == .question)
        #expect(letter.deadline == authority.now.adding(seconds: 30 * Timestamp.day))
        #expect(
            text == """
                Example Badge Authority
                https://badges.example.org

                This is a TEST authority; its letters are worth nothing elsewhere.

                \(authority.now.dateText)

                Example Airline B.V.
                Example Airline

                Case \(id)

                A question about your application \(id)
                -----------------------------------------

                Before we can decide, please tell us:

                > Which
                > address?

                We need your answer by \(Letter.text(try #require(letter.deadline))). Without one the application
                ends then, and you would have to apply again.

                To answer, write the answer into this command, or a file with - in its
                place, and send us the file that it makes, \(id).request-answer:

                    greenbadge request answer \(id) "YOUR ANSWER" \\
                        --key YOUR.key.pem

                If the form itself was wrong, correct it and send it along:

                    greenbadge request answer \(id) --form FORM.json \\
                        --key YOUR.key.pem

                Example Badge Authority

                Please name the case, \(id), in whatever you send us.

                YOUR.key.pem in a command stands for the key that your request was made
                with.

                """, Comment(rawValue: text))
    }

    @Test func whoDoesNotAnswerIsRemindedAndThenToldOfTheEnd() throws {
        let id = try authority.file()
        authority.wait(hours: 1)
        try authority.append([try authority.store.question("Which?", to: id)], by: "reviewer-1")
        authority.wait(days: 22)
        #expect(try kinds(id) == [.received, .question])
        authority.wait(days: 1)
        #expect(try kinds(id) == [.received, .question, .reminder])
        #expect(try newest(id).text.contains("> Which?"))
        authority.wait(days: 8)
        #expect(try kinds(id) == [.received, .question, .reminder, .expired])
    }

    @Test func whoAnswersIsNotReminded() throws {
        let id = try authority.file()
        authority.wait(hours: 1)
        try authority.append([try authority.store.question("Which?", to: id)], by: "reviewer-1")
        authority.wait(days: 2)
        try authority.append([try authority.store.answer("That.", to: id, onBehalf: true)], by: "clerk")
        authority.wait(days: 25)
        #expect(try kinds(id) == [.received, .question, .answered])
        try authority.append([.withdrawn(id, onBehalf: false)], by: "clerk")
        #expect(try newest(id).letter.kind == .withdrawn)
    }

    @Test func aRejectionTellsReasonFieldHintAndTheWaysOn() throws {
        let id = try authority.file()
        authority.wait(hours: 1)
        try authority.append([try authority.store.note("they lie", on: id)], by: "reviewer-2")
        try reject(id, "address-mismatch", letter: "The extract shows Haarlem.")
        let (letter, text) = try newest(id)
        #expect(letter.kind == .rejected)
        #expect(letter.appealEnd == authority.now.adding(seconds: 90 * Timestamp.day))
        for part in [
            "- Reason: address-mismatch\n", "- Field of the form: address\n",
            "Give the address that the register or a bill shows.", "> The extract shows Haarlem.",
            "You can apply again at once.", "greenbadge request appeal \(id) \"WHY IT IS WRONG\"",
        ] {
            #expect(text.contains(part), "\(part)")
        }
    }

    @Test func aReasonThatIsNotFreeTellsTheDate() throws {
        let id = try authority.file()
        try reject(id, "too-new")
        let from = authority.now.adding(seconds: 30 * Timestamp.day)
        let text = try newest(id).text
        #expect(text.contains("A new application is taken in from \(Letter.text(from))"))
        #expect(!text.contains("at once"))
    }

    @Test func aBlockedBusinessIsNotToldToApplyAgain() throws {
        let id = try authority.file()
        try reject(id, "denied-list")
        let (letter, text) = try newest(id)
        #expect(letter.kind == .blocked)
        #expect(!text.contains("request new"))
        #expect(text.contains("greenbadge request appeal \(id)"))
    }

    @Test(arguments: [Decision.Verdict.uphold, .reverse])
    func anAppealIsAnsweredInTheWordsOfWhoDecided(_ verdict: Decision.Verdict) throws {
        let id = try authority.file()
        authority.wait(hours: 1)
        try reject(id, "too-new", letter: "First words.")
        authority.wait(hours: 1)
        try authority.append(
            [try authority.store.appeal("We are old.", of: id, onBehalf: true)], by: "clerk")
        let appealed = try newest(id)
        #expect(appealed.letter.kind == .appealed && appealed.text.contains("> We are old."))
        #expect(appealed.letter.deadline == authority.now.adding(seconds: 48 * Timestamp.hour))
        authority.wait(hours: 1)
        try authority.append(
            [
                try authority.store.explanation("Second words.", of: id),
                try authority.decision(verdict, on: id, by: "reviewer-2"),
            ], by: "reviewer-2")
        let kind: LetterKind = verdict == .uphold ? .upheld : .reversed
        #expect(try kinds(id) == [.received, .rejected, .appealed, kind])
        let texts = try letters(id).map { templates.write($0).text }
        #expect(texts[1].contains("> First words.") && !texts[1].contains("Second"))
        #expect(texts[3].contains("> Second words.") && !texts[3].contains("First"))
        #expect(texts[3].contains("too-new") == (verdict == .uphold))
        // The letter of the rejection says what it said, though the rejection fell.
        #expect(texts[1].contains("A new application is taken in from"))
    }

    @Test func aChallengeIsToldOfWithoutItsCode() throws {
        let id = try authority.file()
        authority.wait(hours: 1)
        let account = try #require(authority.state.applications[id]?.form?.accounts.first)
        let (event, secret) = try authority.store.newChallenge(for: account, by: .code, case: id)
        try authority.append([event], by: "reviewer-1")
        let (letter, text) = try newest(id)
        #expect(letter.kind == .challenge && text.contains(account) && !text.contains(secret))
        #expect(letter.deadline == authority.now.adding(seconds: 7 * Timestamp.day))
        authority.wait(days: 8)
        #expect(try kinds(id) == [.received])
    }

    @Test func anApprovalWaitsForTheFee() throws {
        let id = try authority.approvedCase(.sample().with { $0.sizeClass = "large" })
        #expect(try newest(id).text.contains("once the fee for a business of your size is paid"))
        let until = authority.now.adding(seconds: 365 * Timestamp.day)
        try authority.append(
            [try authority.store.fee(.paid, until: until, note: "invoice", case: id)], by: "clerk")
        let (letter, text) = try newest(id)
        #expect(letter.kind == .approved)
        #expect(text.contains("The badge is on its way") && !text.contains("fee"))
    }

    @Test func aBadgeIsToldOfFromIssueToEnd() throws {
        let id = try authority.approvedCase()
        authority.wait(hours: 1)
        let serial = try #require(try authority.issue([id]).first).serial
        let issued = try newest(id)
        #expect(issued.letter.kind == .issued && issued.letter.badge == serial)
        #expect(issued.text.contains("greenbadge request revoke \(serial) --reason keyCompromise"))
        #expect(issued.text.contains(authority.state.badges[serial]?.logging.accounts[0] ?? "?"))
        authority.wait(hours: 1)
        try authority.setStatus(serial, .limited, reason: 9, by: "reviewer-1")
        #expect(try newest(id).text.contains("privilegeWithdrawn"))
        authority.wait(hours: 1)
        try authority.setStatus(serial, .suspended, reason: 6, by: "reviewer-1")
        authority.wait(hours: 1)
        try authority.reinstate(serial, by: "reviewer-2")
        try authority.reinstate(serial, by: "reviewer-3")
        #expect(try newest(id).letter.kind == .reinstated)
        let end = try #require(authority.state.badges[serial]).logging.notAfter
        authority.now = end.adding(seconds: -20 * Timestamp.day)
        #expect(try newest(id).letter.kind == .renewal)
        #expect(try newest(id).letter.date == end.adding(seconds: -30 * Timestamp.day))
        authority.now = end.adding(seconds: 1)
        #expect(
            try kinds(id) == [
                .received, .approved, .issued, .limited, .suspended, .reinstated, .renewal, .renewal,
                .renewal, .renewal, .ended,
            ])
    }

    @Test func aRevokedBadgeHasNoRenewal() throws {
        let id = try authority.approvedCase()
        let serial = try #require(try authority.issue([id]).first).serial
        try authority.setStatus(serial, .revoked, reason: 9)
        authority.wait(days: 99)
        let (letter, text) = try newest(id)
        #expect(letter.kind == .revoked)
        #expect(text.contains("write to us and say why") && !text.contains("As you asked"))
    }

    @Test func noLetterNamesAnybodyHereOrWhatTheyNoted() throws {
        let id = try authority.file()
        try authority.file(.sample(4))
        authority.wait(hours: 1)
        try authority.append([try authority.store.question("Which?", to: id)], by: "reviewer-1")
        try authority.append([try authority.store.note("internal remark", on: id)], by: "reviewer-1")
        try authority.append([try authority.store.answer("That.", to: id, onBehalf: true)], by: "clerk")
        try authority.append(
            [try authority.store.hold(id, reason: "suspicious", until: nil)], by: "reviewer-1")
        try authority.append([.resumed(id)], by: "reviewer-2")
        try authority.recordChecks(id)
        try reject(id, "lookalike")
        try authority.append([try authority.store.appeal("Ours.", of: id, onBehalf: true)], by: "clerk")
        for letter in try letters(id) {
            let document = templates.write(letter)
            for word in [
                "reviewer", "clerk", "internal remark", "suspicious", "as it should be", "Airline 4",
            ] {
                #expect(
                    !document.text.contains(word) && !document.page.contains(word), "\(letter.kind): \(word)")
            }
        }
    }

    @Test func aLetterIsTheSameWheneverItIsWritten() throws {
        let id = try authority.file()
        authority.wait(hours: 1)
        try reject(id, "too-new")
        let before = try letters(id)
        authority.wait(days: 200)
        #expect(try letters(id) == before)
        try authority.reopen()
        #expect(try letters(id) == before)
    }

    @Test func everyKindHasALetterInItsBuiltInWords() throws {
        let everything = Dictionary(
            uniqueKeysWithValues: LetterField.allCases.map { ($0, "VALUE-\($0.rawValue)") })
        for kind in LetterKind.allCases {
            for values in [everything, [:]] {
                let letter = Letter(
                    kind: kind, date: authority.now, application: ApplicationID(random: [1, 2, 3, 4]),
                    badge: nil, deadline: nil, appealEnd: nil, values: values)
                let document = templates.write(letter)
                #expect(!document.text.contains("{{") && !document.subject.isEmpty)
                let tooLong = document.text.split(separator: "\n")
                    .filter { UnicodeText.displayWidth(String($0)) > LetterDocument.columns }
                #expect(tooLong.allSatisfy { $0.hasPrefix("    ") }, "\(kind): \(tooLong)")
            }
        }
    }
}
