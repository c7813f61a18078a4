import Encoding

// Screening in the fold: it records what was found and by whom it was cleared, and never looks itself.
extension RegistryState {
    mutating func applyScreening(
        _ id: ApplicationID, _ record: ScreeningRecord, _ context: TransactionContext
    ) throws(RuleViolation) {
        let person = try actor(context, Self.intakeRoles, to: "screen cases")
        var application = try open(id)
        try check(record, application)
        let before = application.screening
        // What was cleared stays so as long as it is found again under its number.
        let cleared =
            before?.cleared.filter { number, _ in record.hits.contains { $0.number == number } } ?? [:]
        // Held against newer lists, with the same result: nobody has to look again, and it stays the first one's.
        let isSame =
            before.map { $0.record.hits == record.hits && !application.contentChanged(since: $0.sequence) }
            ?? false
        application.screening = ScreeningState(
            record: record, by: isSame ? before?.by ?? person.id : person.id, at: context.time,
            sequence: context.sequence, cleared: cleared)
        application.highestHit = max(application.highestHit, record.hits.map(\.number).max() ?? 0)
        application.knownHits.formUnion(record.hits)
        // The one that comes with the filing is part of it; a later one is news to whoever looked before.
        if application.filedSequence != context.sequence, !isSame {
            changed(&application, .screening(record.hits.count), by: person, context)
        }
        applications[id] = application
        hasScreenings = true
    }

    private func check(_ record: ScreeningRecord, _ application: Application) throws(RuleViolation) {
        guard record.hits.count <= ScreeningRecord.mostHits else {
            throw RuleViolation(.screening, "a screening with \(record.hits.count) hits")
        }
        guard zip(record.hits, record.hits.dropFirst()).allSatisfy({ $0.number < $1.number }),
            record.hits.first.map({ $0.number > 0 }) ?? true
        else { throw RuleViolation(.screening, "the hits of a screening must be numbered in rising order") }
        // A number stands for one hit for ever: else a clearance could be moved to another.
        for hit in record.hits
        where hit.number <= application.highestHit && !application.knownHits.contains(hit) {
            throw RuleViolation(.screening, "\(hit.name) of \(application.id) was another hit before")
        }
        if let texts = record.texts.value, texts.hits.count != record.hits.count {
            throw RuleViolation(
                .screening, "a screening tells \(texts.hits.count) of \(record.hits.count) hits")
        }
    }

    mutating func applyClearance(
        _ id: ApplicationID, hits: [Int64], note: Sealed<String>, _ context: TransactionContext
    ) throws(RuleViolation) {
        let person = try actor(context, [.reviewer], to: "clear hits")
        var application = try open(id)
        guard var screening = application.screening else {
            throw RuleViolation(.screening, "\(id) was not screened", remedy: "Run: greenbadge screen \(id).")
        }
        try checkClearing(of: application, by: person)
        guard !hits.isEmpty else { throw RuleViolation(.screening, "no hit is cleared") }
        if let text = note.value, text.isEmpty {
            throw RuleViolation(
                .screening, "a hit is cleared with a comment", remedy: "Say why it is harmless with --note.")
        }
        for number in hits {
            guard screening.open.contains(where: { $0.number == number }) else {
                let open = screening.open.map(\.name).joined(separator: ", ")
                throw RuleViolation(
                    .screening, "hit:\(number) of \(id) is not open",
                    remedy: open.isEmpty ? "None is." : "Open: \(open).")
            }
            screening.cleared[number] = HitClearance(note: note, by: person.id, at: context.time)
        }
        application.screening = screening
        // Clearing is a check of the case: who made it does not complete the quorum.
        application.checkers.insert(person.id)
        changed(&application, .clearance(hits), by: person, context)
        applications[id] = application
    }

    /// Whether the person may clear hits of the case: somebody else than who filed it, speaks for the business or ran
    /// the screening.
    package func checkClearing(of application: Application, by person: Person) throws(RuleViolation) {
        let barred = barredFromClearing(application)
        try require([.reviewer], of: person, to: "clear hits of \(application.id)", except: barred)
        guard barred.contains(person.id) else { return }
        let why =
            isOwn(application, person)
            ? "filed \(application.id) or acts for the business" : "ran the screening of \(application.id)"
        throw RuleViolation(
            .screening, "\(person.name) \(why) and cannot clear its hits",
            remedy: whoCould([.reviewer], except: barred))
    }

    package func barredFromClearing(_ application: Application) -> Set<PersonID> {
        ownPeople(of: application).union([application.screening?.by].compactMap(\.self))
    }

    /// Whether the case must be screened before anything is decided for the business: the form changed since, or it
    /// never was in a registry that screens.
    package func lacksScreening(_ application: Application) -> Bool {
        guard let screening = application.screening else { return hasScreenings }
        return application.contentChanged(since: screening.sequence)
    }

    /// Nothing is decided for a business while a hit waits to be cleared; a rejection is possible.
    func refuseOpenHits(of application: Application) throws(RuleViolation) {
        let id = application.id
        if lacksScreening(application) {
            throw RuleViolation(
                .screening, "\(id) was not screened as it is now", remedy: "Run: greenbadge screen \(id).")
        }
        guard let first = application.screening?.open.first else { return }
        let open =
            application.screening?.open.map { "\($0.name) (\($0.topic))" }.joined(separator: ", ") ?? ""
        throw RuleViolation(
            .screening, "\(id) has open hits of the screening: \(open)",
            remedy:
                "Another reviewer clears them with: greenbadge check \(id) \(first.name)=pass --note TEXT; or the case is rejected. \(whoCould([.reviewer], except: barredFromClearing(application)))"
        )
    }

    mutating func applyImport(_ list: ListImport, _ context: TransactionContext) throws(RuleViolation) {
        let person = try actor(context, [.admin, .reviewer], to: "import lists")
        guard (1...64).contains(list.name.unicodeScalars.count),
            (1...128).contains(list.source.unicodeScalars.count),
            !UnicodeText.hasControlOrInvisible(list.name + list.source)
        else {
            throw RuleViolation(
                .screening, "a list has a name of at most 64 and a source of at most 128 plain characters")
        }
        guard list.date <= context.time else {
            throw RuleViolation(.screening, "a list of \(list.date.dateText), in the future")
        }
        if let country = list.country, !CountryCodes.isAssigned(country) {
            throw RuleViolation(.screening, "\"\(country)\" is no country's code")
        }
        if let before = lists.last(where: { Self.isSame($0.list, list) }), list.date < before.list.date {
            throw RuleViolation(
                .screening,
                "\(list.name) is here as of \(before.list.date.dateText), later than \(list.date.dateText)",
                remedy: "Import a younger file, or give it another name.")
        }
        lists.append(ListImportState(list: list, by: person.id, at: context.time, sequence: context.sequence))
    }

    private static func isSame(_ one: ListImport, _ other: ListImport) -> Bool {
        one.kind == other.kind && sameBytes(one.name, other.name)
    }

    /// The lists that count: of each kind and name the last that was imported, in order of import.
    package var currentLists: [ListImportState] {
        lists.indices.filter { place in
            !lists[(place + 1)...].contains { Self.isSame($0.list, lists[place].list) }
        }.map { lists[$0] }
    }
}
