/// Every number of the programme (PROGRAMME section 4), by the name that it has in a policy.
///
/// The order is that of the policy's text.
package enum PolicyNumber: String, Sendable, Hashable, CaseIterable {
    // Decisions.
    case approvals
    case higherApprovals
    case decisionDays
    case appealDays
    case appealAnswerHours

    // A case on its way.
    case overdueBusinessDays
    case idleDays
    case claimDays
    case answerDays
    case keepsPlaceDays
    case attempts
    case reapplicationDays
    case renameDays
    case challengeDays
    case challengeAttempts
    case termsVersion
    case maximumDocumentBytes

    // Badges.
    case badgeDays
    case maximumBadgeDays
    case freshDays
    case paidDays
    case urgentRevocationHours
    case revocationDays

    // Status.
    case statusDays
    case publishHours
    case maximumStatusAgeDays
    case statusWarningHours

    // Conduct.
    case complaintHours
    case consentEvidenceDays
    case probeDays
    case probeMisses
    case probeMissDays
    case unreachableDays
    case strikeDays

    // The authority's own books.
    case retentionDays
    case recheckPercent
    case recheckLeast

    /// What a number means and which values an authority may choose.
    package struct Rule: Hashable, Sendable {
        /// The programme's value.
        package let standard: Int64
        package let range: ClosedRange<Int64>
        /// What it rules, in one line, unit included.
        package let meaning: String

        fileprivate init(_ standard: Int64, _ range: ClosedRange<Int64>, _ meaning: String) {
            self.standard = standard
            self.range = range
            self.meaning = meaning
        }
    }

    /// Its meaning, the programme's value and its limits.
    package var rule: Rule {
        switch self {
        case .approvals: Rule(2, 1...9, "people who must approve a case, or a reinstatement")
        case .higherApprovals: Rule(3, 1...9, "people who must approve where higherQuorumFor says so")
        case .decisionDays: Rule(14, 1...90, "days for which a decision or a proposal counts")
        case .appealDays: Rule(90, 1...365, "days after a rejection in which it can be appealed")
        case .appealAnswerHours: Rule(48, 1...720, "hours in which an appeal is answered")
        case .overdueBusinessDays:
            Rule(2, 1...30, "business days without work after which a case is overdue")
        case .idleDays: Rule(14, 1...365, "days without work after which a case is called idle")
        case .claimDays: Rule(3, 1...30, "days after which a claim lapses")
        case .answerDays: Rule(30, 1...365, "days that the applicant has to answer; then the case expires")
        case .keepsPlaceDays:
            Rule(7, 0...365, "days within which an answer keeps the case's place in the queue")
        case .attempts: Rule(3, 1...20, "rejections after which a business waits before it applies again")
        case .reapplicationDays: Rule(30, 0...365, "days that it then waits")
        case .renameDays: Rule(30, 0...365, "days between two names of one business")
        case .challengeDays: Rule(7, 1...30, "days for which a challenge for an account is good")
        case .challengeAttempts:
            Rule(5, 1...20, "wrong answers for one account, in as many days, after which it is barred")
        case .termsVersion:
            Rule(1, 1...Int64(Int32.max), "version of the terms; a higher one asks for a new agreement")
        case .maximumDocumentBytes: Rule(32 << 20, 1...(32 << 20), "bytes of the largest document")
        case .badgeDays: Rule(100, 1...398, "days for which a badge is issued")
        case .maximumBadgeDays: Rule(398, 1...398, "days that no badge outlasts")
        case .freshDays: Rule(7, 1...30, "days for which a badge of the fresh tier is issued")
        case .paidDays: Rule(365, 1...3660, "days that a fee pays for, where its record says nothing else")
        case .urgentRevocationHours:
            Rule(24, 1...24, "hours to revoke a lost key, a lost account or what nobody authorised")
        case .revocationDays: Rule(5, 1...5, "days to revoke for every other reason")
        case .statusDays: Rule(7, 1...30, "days until the next update that a status names")
        case .publishHours: Rule(24, 1...168, "hours between two publications")
        case .maximumStatusAgeDays: Rule(7, 1...30, "days of age up to which clients accept a status")
        case .statusWarningHours: Rule(24, 1...720, "hours of age from which clients warn")
        case .complaintHours: Rule(24, 1...720, "hours to a preliminary finding on a complaint")
        case .consentEvidenceDays: Rule(7, 1...90, "days to produce evidence of consent")
        case .probeDays: Rule(90, 1...398, "days between two probes of availability")
        case .probeMisses: Rule(2, 1...30, "missed probes that flag a business")
        case .probeMissDays: Rule(14, 1...90, "days in which they are counted")
        case .unreachableDays: Rule(30, 1...365, "days out of reach after which a badge is suspended")
        case .strikeDays: Rule(90, 1...3650, "days after which a strike is forgotten")
        case .retentionDays: Rule(730, 1...36_500, "days after a badge's end for which documents are kept")
        case .recheckPercent: Rule(3, 1...100, "of a hundred badges of a quarter, how many are checked again")
        case .recheckLeast: Rule(1, 1...1000, "badges that are checked again at least")
        }
    }
}

/// Where the higher quorum holds (PROGRAMME section 4).
package enum HigherQuorumCause: String, Sendable, Hashable, CaseIterable {
    /// A reviewer cleared a look-alike of another name.
    case lookAlike = "look-alike"
    case governmentBody = "government-body"
    /// The name is on the list of protected brands.
    case protectedBrand = "protected-brand"
}
