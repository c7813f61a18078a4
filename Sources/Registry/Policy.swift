package import Encoding

/// One required check of the programme and how old its evidence may be when a badge is issued (PROGRAMME section 1).
package struct CheckRule: Hashable, Sendable {
    /// The check's name; `account` stands for one check per bound account (`account:<uri>`).
    package let check: String
    /// How old the evidence may be at issuance, in days from its collection; nil: valid as long as the badge.
    package let maximumAgeDays: Int64?
    /// Whether the badge ends with this evidence. Not so for what the authority repeats by itself while a badge lives:
    /// lists are screened again and availability is probed, and a hit or a silence suspends the badge.
    package let endsBadge: Bool
    package init(check: String, maximumAgeDays: Int64?, endsBadge: Bool = true) {
        self.check = check
        self.maximumAgeDays = maximumAgeDays
        self.endsBadge = endsBadge
    }
}

/// A named rule under which a required check may be skipped.
package struct Waiver: Hashable, Sendable {
    package let name: String
    package let check: String
    /// Business categories for which the rule holds.
    package let businessCategories: [String]
    package init(name: String, check: String, businessCategories: [String]) {
        self.name = name
        self.check = check
        self.businessCategories = businessCategories
    }
}

/// The programme's rules as a versioned value in the journal (DESIGN D11): transaction 0 carries version 1.
package struct Policy: Hashable, Sendable {
    package var version: Int64
    package var checks: [CheckRule]
    package var waivers: [Waiver]
    /// Distinct people who must approve.
    package var approvals: Int64
    /// Whether setting this version voids approvals given under an earlier one.
    package var voidsApprovals: Bool
    package var badgeDays: Int64
    package var maximumBadgeDays: Int64
    /// How long a decision note counts, in days.
    package var decisionDays: Int64
    /// How long the applicant has to answer, in days.
    package var answerDays: Int64
    /// Until when a published status is good, in days.
    package var statusDays: Int64
    /// What clients accept at most, in days (trust file `maxStatusAge`, at most 30).
    package var maximumStatusAgeDays: Int64
    /// Largest form of a document, in bytes.
    package var maximumDocumentBytes: Int64

    /// Name of the per-account check in the rules.
    package static let accountCheck = "account"

    /// The rules a new authority starts with (PROGRAMME sections 1 and 4).
    package static let standard = Policy(
        version: 1,
        checks: [
            CheckRule(check: "legal-existence", maximumAgeDays: 398),
            CheckRule(check: "legal-name", maximumAgeDays: 398),
            CheckRule(check: "physical-address", maximumAgeDays: 398),
            CheckRule(check: "operation", maximumAgeDays: 398),
            CheckRule(check: "contact", maximumAgeDays: 398),
            CheckRule(check: "authority", maximumAgeDays: 398),
            CheckRule(check: accountCheck, maximumAgeDays: 200),
            CheckRule(check: "display-name", maximumAgeDays: nil),
            CheckRule(check: "denied-lists", maximumAgeDays: 30, endsBadge: false),
            CheckRule(check: "availability", maximumAgeDays: 90, endsBadge: false),
            CheckRule(check: "consent", maximumAgeDays: 398),
            CheckRule(check: "agreement", maximumAgeDays: nil),
        ],
        waivers: [
            Waiver(
                name: "government-is-in-operation", check: "operation",
                businessCategories: ["Government Entity"])
        ],
        approvals: 2, voidsApprovals: false, badgeDays: 100, maximumBadgeDays: 398, decisionDays: 14,
        answerDays: 30, statusDays: 7, maximumStatusAgeDays: 7, maximumDocumentBytes: 32 << 20)

    /// A check that a case must pass: its name, accounts spelled out, and its rule's limits.
    package struct RequiredCheck: Hashable, Sendable {
        package let name: String
        package let maximumAgeDays: Int64?
        package let endsBadge: Bool
    }

    /// The checks that a case must pass, in the policy's order.
    package func requiredChecks(accounts: [String]) -> [RequiredCheck] {
        checks.flatMap { rule in
            let names =
                rule.check == Self.accountCheck ? accounts.map { "\(Self.accountCheck):\($0)" } : [rule.check]
            return names.map {
                RequiredCheck(name: $0, maximumAgeDays: rule.maximumAgeDays, endsBadge: rule.endsBadge)
            }
        }
    }

    /// The rule under which `check` may be skipped for this category of business, if there is one.
    package func waiver(for check: String, businessCategory: String) -> Waiver? {
        waivers.first { $0.check == check && $0.businessCategories.contains(businessCategory) }
    }
}

extension Policy {
    /// The policy as the journal and `policy show` write it: every number a named field.
    package var json: JSON {
        .object([
            .init("format", .string(Self.format)),
            .init("version", .integer(version)),
            .init(
                "checks",
                .array(
                    checks.map {
                        .object([
                            .init("check", .string($0.check)),
                            .init("maximumAgeDays", $0.maximumAgeDays.map(JSON.integer) ?? .null),
                            .init("endsBadge", .bool($0.endsBadge)),
                        ])
                    })),
            .init(
                "waivers",
                .array(
                    waivers.map {
                        .object([
                            .init("name", .string($0.name)),
                            .init("check", .string($0.check)),
                            .init("businessCategories", .array($0.businessCategories.map(JSON.string))),
                        ])
                    })),
            .init("approvals", .integer(approvals)),
            .init("voidsApprovals", .bool(voidsApprovals)),
            .init("badgeDays", .integer(badgeDays)),
            .init("maximumBadgeDays", .integer(maximumBadgeDays)),
            .init("decisionDays", .integer(decisionDays)),
            .init("answerDays", .integer(answerDays)),
            .init("statusDays", .integer(statusDays)),
            .init("maximumStatusAgeDays", .integer(maximumStatusAgeDays)),
            .init("maximumDocumentBytes", .integer(maximumDocumentBytes)),
        ])
    }

    /// Format line of a policy.
    package static let format = "greenbadge/policy@v1"

    /// Reads a policy in canonical field order; refuses values outside their limits.
    package init(json: JSON) throws {
        var reader = try ObjectReader(json)
        guard try reader.string("format") == Self.format else {
            throw RuleViolation(.policy, "a policy begins with format \(Self.format)")
        }
        version = try reader.integer("version")
        checks = try reader.array("checks").map { value in
            var check = try ObjectReader(value)
            let rule = CheckRule(
                check: try check.string("check"), maximumAgeDays: try check.optionalInteger("maximumAgeDays"),
                endsBadge: try check.bool("endsBadge"))
            try check.finish()
            return rule
        }
        waivers = try reader.array("waivers").map { value in
            var waiver = try ObjectReader(value)
            let rule = Waiver(
                name: try waiver.string("name"), check: try waiver.string("check"),
                businessCategories: try waiver.strings("businessCategories"))
            try waiver.finish()
            return rule
        }
        approvals = try reader.integer("approvals")
        voidsApprovals = try reader.bool("voidsApprovals")
        badgeDays = try reader.integer("badgeDays")
        maximumBadgeDays = try reader.integer("maximumBadgeDays")
        decisionDays = try reader.integer("decisionDays")
        answerDays = try reader.integer("answerDays")
        statusDays = try reader.integer("statusDays")
        maximumStatusAgeDays = try reader.integer("maximumStatusAgeDays")
        maximumDocumentBytes = try reader.integer("maximumDocumentBytes")
        try reader.finish()
        try validate()
    }

    /// Refuses numbers that no authority may choose.
    package func validate() throws(RuleViolation) {
        let limits: [(String, Int64, ClosedRange<Int64>)] = [
            ("version", version, 1...Int64(Int32.max)),
            ("approvals", approvals, 1...9),
            ("maximumBadgeDays", maximumBadgeDays, 1...398),
            ("badgeDays", badgeDays, 1...maximumBadgeDays.clamped(to: 1...398)),
            ("decisionDays", decisionDays, 1...90),
            ("answerDays", answerDays, 1...365),
            ("maximumStatusAgeDays", maximumStatusAgeDays, 1...30),
            ("statusDays", statusDays, 1...30),
            ("maximumDocumentBytes", maximumDocumentBytes, 1...(32 << 20)),
        ]
        for (name, value, range) in limits where !range.contains(value) {
            throw RuleViolation(
                .policy,
                "policy field \(name) is \(value); it must be \(range.lowerBound) to \(range.upperBound)")
        }
        var seen = Set<String>()
        for rule in checks {
            guard CheckName.isKnown(rule.check), seen.insert(rule.check).inserted else {
                throw RuleViolation(
                    .policy, "policy field checks: \"\(rule.check)\" is unknown or listed twice",
                    remedy: "Known checks: \(CheckName.all.joined(separator: ", ")).")
            }
            if let days = rule.maximumAgeDays, !(1...398).contains(days) {
                throw RuleViolation(
                    .policy, "evidence for \(rule.check) may be 1 to 398 days old, not \(days)")
            }
        }
        for waiver in waivers where !CheckName.isKnown(waiver.check) {
            throw RuleViolation(.policy, "waiver \(waiver.name) names the unknown check \"\(waiver.check)\"")
        }
    }
}

extension Int64 {
    fileprivate func clamped(to range: ClosedRange<Int64>) -> Int64 {
        Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
    }
}
