import Encoding

/// The programme's rules as a versioned value in the journal (DESIGN D11): transaction 0 carries version 1.
package struct Policy: Hashable, Sendable {
    package var version: Int64
    package var checks: [CheckRule]
    package var waivers: [Waiver]
    /// The programme's numbers; `subscript` reads and sets them.
    private var numbers: [PolicyNumber: Int64]
    /// Where `higherApprovals` people must approve instead of `approvals`.
    package var higherQuorumFor: Set<HigherQuorumCause>
    /// Size classes of businesses whose badge waits for a fee.
    package var payingSizeClasses: [String]
    /// Types of documents that are taken as evidence.
    package var documentTypes: Set<DocumentType>
    /// Scripts that may stand together in one display name.
    package var scriptMixes: Set<ScriptMix>
    /// How many days before its end a badge's renewal is offered, falling.
    package var renewalOfferDays: [Int64]
    /// How many days a badge is limited with each strike, rising; after the last it is suspended.
    package var limitedDays: [Int64]
    /// Whether setting this version voids approvals given under an earlier one.
    package var voidsApprovals: Bool
    /// Whether an admin may decide alone where nobody else can, in writing and for all to see.
    package var allowsBreakGlass: Bool

    package init(
        version: Int64, checks: [CheckRule], waivers: [Waiver], numbers: [PolicyNumber: Int64],
        higherQuorumFor: Set<HigherQuorumCause>, payingSizeClasses: [String],
        documentTypes: Set<DocumentType>, scriptMixes: Set<ScriptMix>, renewalOfferDays: [Int64],
        limitedDays: [Int64],
        voidsApprovals: Bool, allowsBreakGlass: Bool
    ) {
        self.version = version
        self.checks = checks
        self.waivers = waivers
        self.numbers = numbers
        self.higherQuorumFor = higherQuorumFor
        self.payingSizeClasses = payingSizeClasses
        self.documentTypes = documentTypes
        self.scriptMixes = scriptMixes
        self.renewalOfferDays = renewalOfferDays
        self.limitedDays = limitedDays
        self.voidsApprovals = voidsApprovals
        self.allowsBreakGlass = allowsBreakGlass
    }

    /// A number of the programme; one that was never set has the programme's value.
    package subscript(_ number: PolicyNumber) -> Int64 {
        get { numbers[number] ?? number.rule.standard }
        set { numbers[number] = newValue }
    }

    /// So many seconds as a number of days says.
    package func seconds(ofDays number: PolicyNumber) -> Int64 { self[number] * Timestamp.day }

    /// So many seconds as a number of hours says.
    package func seconds(ofHours number: PolicyNumber) -> Int64 { self[number] * Timestamp.hour }

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
        numbers: Dictionary(
            uniqueKeysWithValues: PolicyNumber.allCases.map { ($0, $0.rule.standard) }),
        higherQuorumFor: Set(HigherQuorumCause.allCases), payingSizeClasses: ["large"],
        documentTypes: [.pdf, .png, .jpeg, .tiff, .webp, .text], scriptMixes: ScriptMix.standard,
        renewalOfferDays: [30, 14, 7, 1], limitedDays: [1, 3, 5, 7], voidsApprovals: false,
        allowsBreakGlass: true)

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
