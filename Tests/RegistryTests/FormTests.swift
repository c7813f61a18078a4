import Encoding
import Registry
import Testing
import TestSupport

/// What a form may say: everything that a badge can carry, and nothing that it cannot.
@Suite struct FormTests {
    @Test func theTemplateIsAForm() throws {
        let content = try ApplicationForm.parse(Array(ApplicationForm.template.utf8))
        #expect(content == .sample())
        #expect(try ApplicationContent(json: content.json) == content)
        #expect(try ApplicationContent(json: JSON.parseCanonical(content.json.canonicalBytes)) == content)
    }

    /// Each line of the template once left out, once twice, once misspelt: a place, never a form.
    @Test func fieldsAreAllThereOnce() throws {
        let text = ApplicationForm.template
        for field in ["displayName", "legalName", "accounts", "address", "contact", "agreement", "website"] {
            let marks = "\"\(field)\":"
            let misspelt = text.replacing(marks, with: "\"\(field)x\":")
            #expect(throws: FormError.self) { try ApplicationForm.parse(Array(misspelt.utf8)) }
            let twice = text.replacing(marks, with: "\"\(field)\": null, \"\(field)\":")
            #expect(throws: FormError.self) { try ApplicationForm.parse(Array(twice.utf8)) }
        }
    }

    @Test func aMistakeIsNamedWithItsPlaceAndTheNearestField() throws {
        let wrong = ApplicationForm.template.replacing("\"displayName\":", with: "\"dispalyName\":")
        let error = #expect(throws: FormError.self) { try ApplicationForm.parse(Array(wrong.utf8)) }
        let text = "\(try #require(error))"
        #expect(text.contains("displayName") && text.contains("7"))
    }

    /// One thing wrong at a time, each by its field.
    static let mistakes: [(String, @Sendable (inout ApplicationContent) -> Void)] = [
        ("displayName", { $0.displayName = "ab" }), ("displayName", { $0.displayName = "" }),
        ("displayName", { $0.displayName = String(repeating: "n", count: 65) }),
        ("displayName", { $0.displayName = "Pay\u{200B}pal" }),
        ("displayName", { $0.displayName = "e\u{301}tude" }),
        ("legalName", { $0.legalName = " Example" }),
        ("legalNameAbbreviation", { $0.legalName = String(repeating: "n", count: 65) }),
        ("legalNameAbbreviation", { $0.legalNameAbbreviation = "EA" }),
        (
            "legalNameAbbreviation",
            {
                $0.legalName = String(repeating: "n", count: 65)
                $0.legalNameAbbreviation = String(repeating: "n", count: 65)
            }
        ),
        ("legalName", { $0.legalName = String(repeating: "n", count: 257) }),
        ("businessCategory", { $0.businessCategory = "private organization" }),
        ("sizeClass", { $0.sizeClass = "huge" }), ("category", { $0.category = "" }),
        ("jurisdiction.country", { $0.jurisdiction.country = "nl" }),
        ("address.country", { $0.address.country = "NLD" }),
        ("address.street", { $0.address.street = "" }),
        ("address.postalCode", { $0.address.postalCode = String(repeating: "1", count: 41) }),
        ("registrationNumber", { $0.registrationNumber = "12_34" }),
        ("registrationNumber", { $0.registrationNumber = "" }),
        ("organizationIdentifier", { $0.organizationIdentifier = "NTRNL12345678" }),
        ("organizationIdentifier", { $0.organizationIdentifier = "XXXNL-1" }),
        ("organizationIdentifier", { $0.organizationIdentifier = "NTRNL-" }),
        ("accounts", { $0.accounts = [] }),
        ("accounts", { $0.accounts = ["tel:+12025550100", "tel:+12025550100"] }),
        ("accounts", { $0.accounts = (0..<17).map { "tel:+120255501\($0 + 10)" } }),
        ("accounts", { $0.accounts = ["tel:+1 202 555 0100"] }),
        ("accounts", { $0.accounts = ["tel:12025550100"] }),
        ("accounts", { $0.accounts = ["https://Example.com"] }),
        ("accounts", { $0.accounts = ["https://example.com/"] }),
        ("accounts", { $0.accounts = ["https://192.0.2.1"] }),
        ("accounts", { $0.accounts = ["acct:a@b"] }),
        ("website", { $0.website = "http://airline.example" }),
        ("website", { $0.website = "https://user@airline.example" }),
        ("website", { $0.website = "https://airline.example/" + String(repeating: "x", count: 256) }),
        ("helpURL", { $0.helpURL = "https://airline.example/ä" }),
        ("privacyURL", { $0.privacyURL = "https://localhost" }),
        ("supportHours", { $0.supportHours = String(repeating: "x", count: 129) }),
        ("consentWording", { $0.consentWording = "" }),
        ("contact.email", { $0.contact.email = "nobody" }),
        ("agreement", { $0.agreement = false }),
        ("representatives", { $0.representatives = Array(repeating: "x+1+y", count: 17) }),
    ]

    @Test(arguments: mistakes)
    func oneThingWrong(_ field: String, _ change: @Sendable (inout ApplicationContent) -> Void) throws {
        let content = ApplicationContent.sample().with(change)
        #expect(FormRules.problems(in: content).contains { $0.field == field })
        // A signed file cannot carry what a form may not.
        #expect(throws: (any Error).self) { try ApplicationContent(json: content.json) }
    }

    @Test func lengthsCountScalars() {
        let wide = ApplicationContent.sample().with { $0.displayName = String(repeating: "é", count: 64) }
        #expect(FormRules.problems(in: wide).isEmpty)
        let emoji = ApplicationContent.sample().with { $0.displayName = String(repeating: "語", count: 64) }
        #expect(FormRules.problems(in: emoji).isEmpty)
    }
}

/// Display names: PROGRAMME section 2, as far as it needs no tables.
@Suite struct DisplayNameTests {
    @Test(arguments: [
        "Example Airline", "KLM", "IBM 3270", "Ärzte & Söhne GmbH", "7-Eleven", "東京", "語", "Nike × Off",
        "O'Reilly", "McDonald’s", "Яндекс", "H&M Shop", "Unofficialism", "Verifiedly",
    ])
    func honest(_ name: String) { #expect(DisplayNameRules.problems(in: name).isEmpty, "\(name)") }

    @Test(arguments: [
        "ab", "12345", "Example ✓", "Example ✔", "☑ Example", "Example ✅", "Example 🟢", "Example®",
        "Example™",
        "Example √", "Exam  ple", "EXAMPLE AIRLINE", "Official Example", "Example VERIFIED", "verified-shop",
        "Example 1\u{FE0F}\u{20E3}", "Ex\u{20DD}ample", "Example ⓥ", "Example ➀", "Example ❶",
    ])
    func dishonest(_ name: String) { #expect(!DisplayNameRules.problems(in: name).isEmpty, "\(name)") }
}

/// The policy as a value in the journal.
@Suite struct PolicyTests {
    @Test func standardIsReadAsItIsWritten() throws {
        #expect(try Policy(json: Policy.standard.json) == .standard)
        #expect(try Policy(json: JSON.parseCanonical(Policy.standard.json.canonicalBytes)) == .standard)
    }

    static let excesses: [@Sendable (inout Policy) -> Void] = [
        { $0[.approvals] = 0 }, { $0[.approvals] = 10 }, { $0[.badgeDays] = 0 }, { $0[.badgeDays] = 399 },
        { $0[.maximumBadgeDays] = 399 }, { $0[.maximumBadgeDays] = 50 }, { $0[.decisionDays] = 0 },
        { $0[.decisionDays] = 91 }, { $0[.maximumStatusAgeDays] = 31 }, { $0[.statusDays] = 0 },
        { $0[.maximumDocumentBytes] = 1 << 30 }, { $0.version = 0 }, { $0[.answerDays] = .max },
        { $0.checks.append(CheckRule(check: "legal-name", maximumAgeDays: nil)) },
        { $0.checks.append(CheckRule(check: "made-up", maximumAgeDays: nil)) },
        { $0.checks[0] = CheckRule(check: "legal-existence", maximumAgeDays: 399) },
        { $0.checks[0] = CheckRule(check: "legal-existence", maximumAgeDays: 0) },
        { $0.waivers.append(Waiver(name: "w", check: "made-up", businessCategories: [])) },
    ]

    @Test(arguments: excesses)
    func numbersOutsideTheirLimits(_ change: @Sendable (inout Policy) -> Void) {
        var policy = Policy.standard
        change(&policy)
        #expect(throws: RuleViolation.self) { try policy.validate() }
        #expect(throws: (any Error).self) { try Policy(json: policy.json) }
    }

    @Test func aWaiverGoesWithSkipAndItsCategory() throws {
        var fold = try Fold()
        let business = try fold.file(number: 1)
        let office = try fold.file(.sample(2).with { $0.businessCategory = "Government Entity" }, number: 2)
        let skip = fold.record("operation", .skip, waiver: "government-is-in-operation")
        #expect(throws: Refused(.waiver)) {
            try refusal { try fold.apply([.checksRecorded(business, [skip])], by: "reviewer-1") }
        }
        for record in [
            fold.record("operation", .skip),
            fold.record("operation", .pass, waiver: "government-is-in-operation"),
            fold.record("contact", .skip, waiver: "government-is-in-operation"),
        ] {
            #expect(throws: Refused(.waiver)) {
                try refusal { try fold.apply([.checksRecorded(office, [record])], by: "reviewer-1") }
            }
        }
        try fold.apply([.checksRecorded(office, [skip])], by: "reviewer-1")
        let application = try #require(fold.state.applications[office])
        #expect(!fold.state.openChecks(of: application, at: fold.now).contains { $0.name == "operation" })
    }
}
