/// What others have too.
extension CaseScreening {
    mutating func screenNames(_ sources: ScreeningSources) throws(NameIndexError) {
        let found = try sources.names(
            like: subject.displayName, country: subject.country, owner: subject.owner
        )
        .filter { !isSameBusiness($0.entry) }
        for hit in found.prefix(ScreeningSources.mostHits) { add(nameHit(hit, field: "displayName")) }
        // `PayPal Support` is what a stranger calls himself; who has the right to a brand shows it to a reviewer.
        let inside = try sources.brands(inside: subject.displayName).filter { brand in
            !found.contains { $0.entry.id.utf8.elementsEqual(brand.id.utf8) }
        }
        for brand in inside.prefix(ScreeningSources.mostHits) {
            add(
                ScreeningHit(
                    .lookalike, "brand-inside", .task, field: "displayName", reason: "brand-right-unproven",
                    message: "\"\(subject.displayName)\" has \"\(brand.name)\" (\(brand.id)) in it",
                    hint: Self.brandHint, other: brand.id))
        }
        if let core = NameRules.withoutDepartment(subject.displayName) {
            try screenDepartment(of: core, besides: found.map(\.entry.id) + inside.map(\.id), sources)
        }
        // The legal name is held against lists alone: that two companies of two registers have one is common.
        let legal = try sources.names(like: subject.legalName, country: subject.country, owner: subject.owner)
            .filter { $0.entry.kind == .denied }
        for hit in legal.prefix(ScreeningSources.mostHits) { add(nameHit(hit, field: "legalName")) }
    }

    /// `Example Airline Support` by somebody else than Example Airline.
    private mutating func screenDepartment(
        of core: String, besides known: [String], _ sources: ScreeningSources
    ) throws(NameIndexError) {
        let others = try sources.names(like: core, country: subject.country, owner: subject.owner)
            .filter { hit in
                !isSameBusiness(hit.entry) && !known.contains { $0.utf8.elementsEqual(hit.entry.id.utf8) }
            }
        for hit in others.prefix(ScreeningSources.mostHits) {
            let entry = hit.entry
            let isDenied = entry.kind == .denied
            add(
                ScreeningHit(
                    isDenied ? .denied : .lookalike, "department", .task, field: "displayName",
                    reason: isDenied ? "denied-list" : "lookalike",
                    message:
                        "\"\(subject.displayName)\" reads as a department of \"\(entry.name)\" (\(entry.id))",
                    hint: "Ask for a name of its own, or for proof that it speaks for that business.",
                    other: entry.id))
        }
    }

    private static let brandHint =
        "Ask for the right to the brand, or for a name written \"X by Company\"."

    /// Whether an entry of a case has this one's registration number.
    private func isSameBusiness(_ entry: NameEntry) -> Bool {
        guard entry.kind == .badge || entry.kind == .application, let own = subject.identities.first else {
            return false
        }
        return entry.identities.contains { $0.utf8.elementsEqual(own.text.utf8) }
    }

    private func nameHit(_ hit: NameHit, field: String) -> ScreeningHit {
        let entry = hit.entry
        let name = field == "legalName" ? subject.legalName : subject.displayName
        let country = entry.country.isEmpty ? "" : ", \(entry.country)"
        let resembles = "\"\(name)\" and \"\(entry.name)\" (\(entry.id)\(country)): \(hit.match.explanation)"
        switch entry.kind {
        case .denied:
            return ScreeningHit(
                .denied, hit.match.rule.rawValue, .task, field: field, reason: "denied-list",
                message: entry.detail.isEmpty ? resembles : "\(resembles); \(entry.detail)",
                hint:
                    "Compare identifier, country and address; clear it only where they are two different businesses.",
                other: entry.id)
        case .brand, .badge, .application, .extract:
            if hit.isHomonym {
                return ScreeningHit(
                    .homonym, hit.match.rule.rawValue, .note, field: field, message: resembles,
                    hint:
                        "Allowed: the badge carries the flag, and clients show country and registration number.",
                    other: entry.id)
            }
            let brand = entry.kind == .brand
            return ScreeningHit(
                .lookalike, brand ? "brand-\(hit.match.rule.rawValue)" : hit.match.rule.rawValue, .task,
                field: field,
                reason: brand ? "brand-right-unproven" : "lookalike", message: resembles,
                hint: brand
                    ? Self.brandHint
                    : "Ask for a name that nobody confuses, or clear it and say why nobody will.",
                other: entry.id)
        }
    }

    mutating func screenDuplicates(_ sources: ScreeningSources) throws(NameIndexError) {
        for identity in subject.identities {
            // Of another case of the same business the number alone is told: the rest follows from it.
            let found = try sources.entries(with: identity.text, owner: subject.owner)
                .filter { identity.field == "registrationNumber" || !isSameBusiness($0) }
            for entry in found.prefix(ScreeningSources.mostHits) {
                switch entry.kind {
                case .denied:
                    let detail = entry.detail.isEmpty ? "" : "; \(entry.detail)"
                    add(
                        ScreeningHit(
                            .denied, "identifier", .task, field: identity.field, reason: "denied-list",
                            message: "\(identity.words) is \"\(entry.name)\" in \(entry.id)\(detail)",
                            hint: "Clear it only where the list is wrong, and say how that is known.",
                            other: entry.id))
                case .badge, .application, .brand, .extract:
                    let kind = identity.text.prefix { $0 != ":" }
                    let isNumber = !["account", "domain", "key"].contains { $0.utf8.elementsEqual(kind.utf8) }
                    add(
                        ScreeningHit(
                            .duplicate, isNumber ? "identifier" : String(kind), .task, field: identity.field,
                            reason: "duplicate-application",
                            message: "\(identity.words) is also that of \"\(entry.name)\" (\(entry.id))",
                            hint: "Ask which of the two it is: one business, one case.", other: entry.id))
                }
            }
        }
    }

    mutating func screenExtracts(_ sources: ScreeningSources) throws(NameIndexError) {
        for identity in subject.identities {
            switch identity.field {
            case "registrationNumber", "organizationIdentifier": break
            default: continue
            }
            let isLEI = identity.text.utf8.starts(with: "lei:".utf8)
            for extract in sources.extracts {
                // An extract of another country's register, or of none of its numbers, says nothing.
                if let country = extract.country, !country.utf8.elementsEqual(subject.country.utf8) {
                    continue
                }
                let entries = try extract.index.find(
                    identity: identity.text, owner: nil, limit: ScreeningSources.mostHits)
                if let entry = entries.first {
                    compare(identity, with: entry, of: extract, isLEI: isLEI)
                } else if extract.country != nil, identity.field == "registrationNumber" {
                    add(
                        ScreeningHit(
                            .register, "missing", .task, field: identity.field, reason: "not-in-registry",
                            message: "\(identity.words) is not in \(extract.title)",
                            hint:
                                "Look it up in the register itself; the extract may be older than the business.",
                            other: extract.title))
                }
            }
        }
    }

    private mutating func compare(
        _ identity: ScreeningSubject.Identity, with entry: NameEntry, of extract: ScreeningSources.Extract,
        isLEI: Bool
    ) {
        let record = ExtractRecord(text: entry.detail)
        add(
            ScreeningFact(
                field: identity.field, value: entry.name, label: "matched in extract of \(extract.date)",
                what: "\(extract.title), \(record.status)"))
        let problem =
            isLEI ? record.leiProblem : record.isActive ? nil : "the status there is \(record.status)"
        if let problem {
            add(
                ScreeningHit(
                    .register, isLEI ? "lei" : "status", .task, field: identity.field,
                    reason: "registry-inactive",
                    message: "\(identity.words) is in \(extract.title), but \(problem)",
                    hint: "Look it up in the register itself, then reject or clear it.", other: entry.id))
        }
        if !NameKeys(entry.name).folded.elementsEqual(NameKeys(subject.legalName).folded) {
            add(
                ScreeningHit(
                    .register, "name", .task, field: "legalName", reason: "legal-name-mismatch",
                    message:
                        "\(identity.words) is \"\(entry.name)\" in \(extract.title), not \"\(subject.legalName)\"",
                    hint: "Ask for the name as the register has it, or for the filing that changed it.",
                    other: entry.id))
        }
    }
}
