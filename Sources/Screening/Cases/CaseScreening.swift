/// Screens one application: the same subject, tables and sources give the same hits.
package struct CaseScreening {
    package private(set) var hits: [ScreeningHit] = []
    package private(set) var facts: [ScreeningFact] = []

    let subject: ScreeningSubject

    /// Runs all rules. An index that cannot be read stops the screening: hits that were not looked for must not look
    /// like hits that are not there.
    package init(
        _ subject: ScreeningSubject, rules: NameRules, sources: ScreeningSources
    ) throws(NameIndexError) {
        self.subject = subject
        screenForm(rules: rules)
        try screenNames(sources)
        try screenDuplicates(sources)
        try screenExtracts(sources)
    }

    /// Only the rules that need no other case or list: for a form before it is filed.
    package init(formOf subject: ScreeningSubject, rules: NameRules) {
        self.subject = subject
        screenForm(rules: rules)
    }

    private mutating func screenForm(rules: NameRules) {
        screenIdentifiers()
        screenDomains()
        screenAddress()
        for finding in rules.findings(displayName: subject.displayName, legalName: subject.legalName) {
            hits.append(
                ScreeningHit(
                    .name, finding.rule.rawValue, finding.rule.isRefusal ? .refusal : .task,
                    field: "displayName",
                    reason: finding.rule.rejection, message: "\"\(subject.displayName)\" \(finding.message)",
                    hint: finding.hint))
        }
    }

    mutating func add(_ hit: ScreeningHit) {
        if !hits.contains(hit) { hits.append(hit) }
    }

    mutating func add(_ fact: ScreeningFact) { facts.append(fact) }
}
