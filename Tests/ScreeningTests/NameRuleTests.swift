import Testing

@testable import Screening

@Suite struct NameRuleTests {
    private func rules(_ name: String, legalName: String? = nil, mixes: [Set<String>] = []) -> [NameRule] {
        NameRules(allowedMixes: mixes).findings(displayName: name, legalName: legalName).map(\.rule)
    }

    @Test(arguments: [
        "Example Airline", "KLM", "IKEA", "日本航空", "漢", "Ελληνικά Ταχυδρομεία", "Müller & Söhne",
        "3M Deutschland",
        "Bäckerei Nº 7", "Müller × Meier", "Hôtel de Paris Lyon", "אגד תחבורה", "すし屋カフェ", "L'Oréal",
        "24/7 Fitness Utrecht",
        "Paris Baguette", "Polizeisportverein", "Bank Austria",
    ]) func `An honest name breaks no rule`(name: String) { #expect(rules(name) == []) }

    @Test(arguments: [
        ("AB", NameRule.letters), ("12345", .letters), ("e\u{301}clair Bakery", .form),
        ("Example\u{200B} Air", .invisible),
        ("Example\u{202E} Air", .invisible), ("Example ✓", .badgeLike), ("Example ✅", .badgeLike),
        ("Example 🟢", .badgeLike),
        ("Example®", .badgeLike), ("Example ①", .badgeLike), ("EXAMPLE AIRLINE", .capitals),
        ("Example  Air", .spaces),
        ("Example\u{A0}Air", .spaces), (" Example", .spaces), ("Official Example", .claim),
        ("Example Verified", .claim),
        ("Vеrіfіеd Example", .claim), ("Customer Support", .generic), ("Bank", .generic),
        ("The Bank", .generic), ("Bakery", .generic), ("The Coffee Shop", .generic),
        ("Paris", .place), ("New York", .place), ("Germany GmbH", .place), ("Exаmple Airline", .script),
        ("Sony ソニー", .script), ("Example אגד", .direction),
    ]) func `Each rule notices what it is for`(name: String, rule: NameRule) {
        #expect(rules(name).contains(rule))
    }

    @Test func `A mix of scripts that the policy lists is allowed, and only that`() {
        let japanese: Set<String> = ["Latin", "Han", "Hiragana", "Katakana"]
        #expect(rules("Sony ソニー", mixes: [japanese]) == [])
        #expect(rules("Sony Сони", mixes: [japanese]) == [.script])
    }

    @Test(arguments: [
        ("Latin", true), ("Old_Italic", true), ("latin", false), ("Common", false), ("", false),
    ])
    func `Scripts are known by their Unicode names`(name: String, isKnown: Bool) {
        #expect(Scripts.isKnown(name) == isKnown)
    }

    @Test(arguments: [
        ("Example Airline Support", "Example Airline"), ("Customer Service Example", "Example"),
        ("Example Kundendienst", "Example"), ("Пример Поддержка", "Пример"),
        ("EXAMPLE helpdesk team", "EXAMPLE"),
    ])
    func `A department is told from whom it speaks for`(name: String, core: String) {
        #expect(NameRules.withoutDepartment(name) == core)
    }

    @Test(arguments: [
        "Example Airline", "Customer Support", "AB Support", "Supportive Homes", "Example Hotel",
    ])
    func `Other names are of no department`(name: String) {
        #expect(NameRules.withoutDepartment(name) == nil)
    }

    @Test func `A brand of another name gives the company's`() {
        #expect(rules("Zonneschijn", legalName: "Example Airline B.V.") == [.divergent])
        #expect(rules("Zonneschijn by Example Airline", legalName: "Example Airline B.V.") == [])
        #expect(rules("KLM", legalName: "Koninklijke Luchtvaart Maatschappij N.V.") == [])
        #expect(rules("ExampleAir", legalName: "Example Airline B.V.") == [])
    }

    @Test func `Every finding says what is wrong and what to do, and refusals are those of form`() {
        for finding in NameRules().findings(
            displayName: "OFFICIAL  Exаmple\u{200B} ✓", legalName: "Other B.V.")
        {
            #expect(!finding.message.isEmpty && finding.hint.hasSuffix("."))
        }
        #expect(NameRule.allCases.filter { !$0.isRefusal } == [.generic, .place, .divergent])
    }
}

@Suite struct NameMatchTests {
    @Test(arguments: [
        ("Example Airline", "EXAMPLE AIRLINE B.V.", NameMatchRule.sameName),
        ("Example Airline", "Éxample Airline", .sameName),
        ("ＡＢＣ Bank", "ABC Bank AG", .sameName), ("トヨタ株式会社", "トヨタ", .sameName),
        ("Müller GmbH & Co. KG", "Muller", .sameName),
        ("Paypal", "Раураl", .skeleton), ("lBM World", "IBM World", .skeleton),
        ("Modern Home", "Modem Home", .skeleton),
        ("Amazon", "Arnazon", .skeleton), ("Paypal", "Paypa1", .skeleton),
        ("Sunrise 5olar", "Sunrise Solar", .swap),
        ("Vvillow", "Willow", .swap), ("North Air Express", "Express Air North", .words),
        ("Golden Freight", "Golden Frieght", .distance),
        ("Lufthansa", "Luftansa", .distance), ("Zalando", "Zalamdo", .distance),
    ]) func `What people take for each other is found`(one: String, other: String, rule: NameMatchRule) throws
    {
        let match = try #require(NameMatch(one, other))
        #expect(match.rule == rule)
        #expect(try #require(NameMatch(other, one)).rule == rule)
        #expect(!match.explanation.isEmpty)
    }

    @Test(arguments: [
        ("Example Airline", "Sample Bakery"), ("Zalando", "Zelanda"), ("KLM", "KLN"),
        ("Blue Water", "Blue Window"), ("Oslo Bus", "Olso Bank"),
    ]) func `What they tell apart is not`(one: String, other: String) {
        #expect(NameMatch(one, other) == nil)
    }

    @Test func `The explanation names the characters that differ`() throws {
        let match = try #require(NameMatch("Pаypal", "Paypal"))
        #expect(
            match.explanation.contains(
                "character 2 is U+0430 CYRILLIC SMALL LETTER A, there U+0061 LATIN SMALL LETTER A"))
    }

    @Test func `Edit distance within a limit is the plain one`() {
        func plain(_ a: [UInt32], _ b: [UInt32]) -> Int {
            var table = (0...a.count).map { row in (0...b.count).map { row == 0 ? $0 : $0 == 0 ? row : 0 } }
            for row in 1..<table.count {
                for column in 1..<table[0].count {
                    let same = a[row - 1] == b[column - 1]
                    table[row][column] = min(
                        table[row - 1][column] + 1, table[row][column - 1] + 1,
                        table[row - 1][column - 1] + (same ? 0 : 1))
                    if row > 1, column > 1, a[row - 1] == b[column - 2], a[row - 2] == b[column - 1] {
                        table[row][column] = min(table[row][column], table[row - 2][column - 2] + 1)
                    }
                }
            }
            return table[a.count][b.count]
        }
        var dice = Dice(seed: 5)
        for _ in 0..<3000 {
            let a = (0..<Int(dice.next() % 7 + 1)).map { _ in UInt32(dice.next() % 3) }
            let b = (0..<Int(dice.next() % 7 + 1)).map { _ in UInt32(dice.next() % 3) }
            let wanted = plain(a, b)
            for limit in 1...2 {
                #expect(EditDistance.within(limit, a, b) == (wanted <= limit ? wanted : nil))
            }
        }
    }
}

/// Repeatable numbers (SplitMix64).
struct Dice: RandomNumberGenerator {
    var seed: UInt64
    mutating func next() -> UInt64 {
        seed &+= 0x9E37_79B9_7F4A_7C15
        var mixed = seed
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
