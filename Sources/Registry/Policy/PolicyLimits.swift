import Encoding

/// A value that no authority may choose, with the field of the policy that holds it.
package struct PolicyProblem: Hashable, Sendable {
    /// A field of the policy, `numbers.badgeDays` for a number.
    package let field: String
    package let message: String
    package let remedy: String?
}

extension Policy {
    /// Refuses the first value that no authority may choose.
    package func validate() throws(RuleViolation) {
        guard let problem = problems().first else { return }
        throw RuleViolation(
            .policy, "policy field \(problem.field) \(problem.message)", remedy: problem.remedy)
    }

    /// Everything in the policy that no authority may choose, in the order of its text.
    package func problems() -> [PolicyProblem] {
        var found: [PolicyProblem] = []
        func report(_ field: String, _ message: String, _ remedy: String? = nil) {
            found.append(PolicyProblem(field: field, message: message, remedy: remedy))
        }
        if !(1...Int64(Int32.max)).contains(version) { report("version", "is \(version); it counts from 1") }
        checkRules(report)
        numberProblems(report)
        listProblems(report)
        return found
    }

    private typealias Report = (String, String, String?) -> Void

    private func checkRules(_ report: Report) {
        let known = "Known checks: \(CheckName.all.joined(separator: ", "))."
        var seen = Set<String>()
        for rule in checks {
            if !CheckName.isKnown(rule.check) {
                report("checks", "names the unknown check \"\(rule.check)\"", known)
            } else if !seen.insert(rule.check).inserted {
                report("checks", "lists \(rule.check) twice", nil)
            }
            if let days = rule.maximumAgeDays, !Self.evidenceDays.contains(days) {
                report(
                    "checks", "lets evidence for \(rule.check) be \(days) days old; it may be 1 to 398", nil)
            }
        }
        var names = Set<String>()
        for waiver in waivers {
            if !CheckName.isKnown(waiver.check) {
                report("waivers", "waives the unknown check \"\(waiver.check)\" in \(waiver.name)", known)
            }
            if waiver.name.isEmpty || !names.insert(waiver.name).inserted {
                report("waivers", "has two rules, or an unnamed one, called \"\(waiver.name)\"", nil)
            }
            let categories = ApplicationContent.businessCategories
            for category in waiver.businessCategories where !categories.contains(category) {
                report(
                    "waivers", "names the unknown category \"\(category)\" in \(waiver.name)",
                    "Known categories: \(categories.joined(separator: ", ")).")
            }
        }
    }

    private static let evidenceDays: ClosedRange<Int64> = 1...398

    private func numberProblems(_ report: Report) {
        for number in PolicyNumber.allCases where !number.rule.range.contains(self[number]) {
            let range = number.rule.range
            report(
                "numbers.\(number.rawValue)",
                "is \(self[number]); it must be \(range.lowerBound) to \(range.upperBound)", nil)
        }
        for (smaller, larger) in [
            (PolicyNumber.badgeDays, PolicyNumber.maximumBadgeDays), (.approvals, .higherApprovals),
            (.keepsPlaceDays, .answerDays), (.freshDays, .maximumBadgeDays),
        ] where self[smaller] > self[larger] {
            report(
                "numbers.\(smaller.rawValue)",
                "is \(self[smaller]), more than \(larger.rawValue), which is \(self[larger])", nil)
        }
    }

    private func listProblems(_ report: Report) {
        let classes = ApplicationContent.sizeClasses
        for size in payingSizeClasses where !classes.contains(size) {
            report(
                "payingSizeClasses", "names the unknown size class \"\(size)\"",
                "Known: \(classes.joined(separator: ", ")).")
        }
        if Set(payingSizeClasses).count != payingSizeClasses.count {
            report("payingSizeClasses", "lists a size class twice", nil)
        }
        if !documentTypes.contains(.text) {
            report("documentTypes", "must have text: the files that businesses sign are text", nil)
        }
        let offers = renewalOfferDays
        if offers.count > 8 || zip(offers, offers.dropFirst()).contains(where: { $0 <= $1 })
            || !offers.allSatisfy({ (1...398).contains($0) })
        {
            report("renewalOfferDays", "must be at most 8 days from 398 to 1, falling", nil)
        }
        let steps = limitedDays
        if steps.count > 8 || zip(steps, steps.dropFirst()).contains(where: { $0 > $1 })
            || !steps.allSatisfy({ (1...90).contains($0) })
        {
            report("limitedDays", "must be at most 8 lengths of 1 to 90 days, not falling", nil)
        }
    }
}
