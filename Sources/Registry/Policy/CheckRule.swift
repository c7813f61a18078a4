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
