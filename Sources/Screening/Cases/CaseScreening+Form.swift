/// What the form alone shows.
extension CaseScreening {
    /// An organizationIdentifier names its scheme, so one that breaks it is wrong and refused. Which scheme a bare
    /// registration number belongs to is guessed from the country, and some registers write theirs in ways that nobody
    /// lists: a reviewer looks at it.
    mutating func screenIdentifiers() {
        if let result = Identifiers.registrationNumber(subject.registrationNumber, country: subject.country) {
            report(result, field: "registrationNumber", value: subject.registrationNumber, severity: .task)
        }
        if let text = subject.organizationIdentifier {
            report(
                Identifiers.organizationIdentifier(text), field: "organizationIdentifier", value: text,
                severity: .refusal)
        }
    }

    private mutating func report(
        _ result: Result<ValidIdentifier, IdentifierProblem>, field: String, value: String,
        severity: ScreeningSeverity
    ) {
        switch result {
        case .success(let valid):
            add(
                ScreeningFact(
                    field: field, value: valid.canonical, label: valid.strength.rawValue, what: valid.name))
            if let doubt = valid.doubt {
                add(
                    ScreeningHit(
                        .identifier, "doubt", .note, field: field,
                        message: "\(valid.name) \(value): \(doubt)",
                        hint: "Compare it with the register."))
            }
        case .failure(let problem):
            add(
                ScreeningHit(
                    .identifier, problem.rule.rawValue, severity, field: field, reason: "number-invalid",
                    message: problem.message, hint: problem.hint))
        }
    }

    mutating func screenAddress() {
        guard let street = subject.street, let words = PostalBox.found(in: street) else { return }
        add(
            ScreeningHit(
                .address, "box", .task, field: "address.street", reason: "address-not-physical",
                message: "\"\(street)\" has \"\(words)\": a box or somebody else's door, by the look of it",
                hint: "Ask for the place where the business works, or clear it and say how that is known."))
    }

    mutating func screenDomains() {
        for (field, host) in subject.hosts {
            let name: DomainName
            do throws(DomainName.Failure) {
                name = try DomainName(host)
            } catch {
                add(
                    ScreeningHit(
                        .domain, "form", .task, field: field, reason: "website-mismatch",
                        message:
                            "\(host) is no domain name that a registry of IDNA 2008 gives out: \(error.words)",
                        hint: "Write the host as the browser's address bar shows it."))
                continue
            }
            if PublicSuffix.registrableDomain(of: name) == nil {
                add(
                    ScreeningHit(
                        .domain, "suffix", .task, field: field, reason: "website-mismatch",
                        message:
                            "\(name.ascii) is a public suffix (list of \(PublicSuffix.date)), under which anybody registers",
                        hint: "Give the name that the business itself registered."))
            }
            for label in name.unicode.split(separator: ".") where !Scripts.isSingle(String(label)) {
                add(
                    ScreeningHit(
                        .domain, "script", .task, field: field, reason: "lookalike",
                        message: "\(name.unicode) (\(name.ascii)) mixes letters of "
                            + Scripts.names(in: String(label)).joined(separator: " and "),
                        hint: "Look at the letters one by one before trusting the address."))
            }
        }
    }
}

extension DomainName.Failure {
    /// In plain words.
    package var words: String {
        switch self {
        case .empty: "a part between two dots is empty"
        case .tooLong(let text): "\"\(text.prefix(70))\" is too long"
        case .character(let label, let point):
            "\"\(label)\" has \(CodePoints.name(point)), which is not allowed"
        case .hyphen(let label): "\"\(label)\" has a hyphen where none may stand"
        case .punycode(let label): "\"\(label)\" is no valid Punycode"
        case .mark(let label): "\"\(label)\" begins with a combining mark"
        case .direction(let label): "\"\(label)\" is written in two directions"
        }
    }
}
