import CryptoCore
package import Encoding
import Files
package import Registry
package import RegistryStore
import Screening

/// Screens cases against a registry: its own cases and badges, and what was imported into it.
package struct ScreeningDesk {
    private let store: RegistryStore
    private let entries: ScreeningEntries
    private var sources: ScreeningSources
    /// Hashes of the lists and extracts in force.
    private let imports: [String]

    /// Opens the indexes, or makes them. - Parameter isRehearsal: write no file.
    package init(_ store: RegistryStore, at time: Timestamp, isRehearsal: Bool) throws(AuthorityError) {
        let entries = ScreeningEntries(state: store.state, time: time)
        self.store = store
        self.entries = entries
        imports = store.state.currentLists.map(\.list.hash)
        sources = try AuthorityError.placing { () throws -> ScreeningSources in
            let indexes = ScreeningIndexes(store: store, entries: entries, mayWrite: !isRehearsal)
            let (index, recent) = try indexes.cases()
            let young = Set(recent.map { ByteString($0.owner) })
            var sources = ScreeningSources(
                cases: index,
                current: { entry in
                    guard !young.contains(ByteString(entry.owner)), let id = ApplicationID(entry.owner) else {
                        return nil
                    }
                    return entries.state.applications[id].flatMap(entries.entry(of:))
                }, recent: recent)
            for imported in store.state.currentLists {
                let names = try indexes.list(imported)
                if imported.list.kind == .extract {
                    sources.extracts.append(
                        .init(
                            title: imported.list.title, date: imported.list.date.dateText,
                            country: imported.list.country, index: names))
                } else {
                    sources.lists.append(names)
                }
            }
            return sources
        }
    }

    /// Screens a form and records what was found, as an event. Hits that an earlier screening of the case found keep
    /// their numbers, and so what was cleared; new ones are counted on.
    ///
    /// - Throws: `.refused` where the form has what no reviewer could let through, with each thing that the applicant
    ///   has to mend, and how.
    package mutating func event(
        screening form: ApplicationContent, request: [UInt8]?, case id: ApplicationID
    ) throws(AuthorityError) -> Event {
        let subject = ScreeningSubject(form, request: request, case: id)
        let screening = try screen(subject)
        // Cases that come in together are held against each other too.
        for entry in subject.entries(kind: .application, id: "case \(id)") { sources.add(entry) }
        let hits = numbered(screening.hits, of: store.state.applications[id])
        let facts = screening.facts.map {
            ScreenedFact(field: $0.field, value: $0.value, label: $0.label, what: $0.what)
        }
        return try AuthorityError.placing {
            try store.screening(
                of: id, tables: ScreeningTables.version, imports: imports, hits: hits.map(\.hit),
                texts: ScreeningTexts(hits: hits.map(\.text), facts: facts))
        }
    }

    private func screen(_ subject: ScreeningSubject) throws(AuthorityError) -> CaseScreening {
        let screening: CaseScreening
        do throws(NameIndexError) {
            screening = try CaseScreening(
                subject, rules: Self.rules(of: store.state.policy), sources: sources)
        } catch {
            throw .environment(
                "an index of the screening cannot be read (\(error)): remove index/ and try again")
        }
        try Self.refuse(screening)
        return screening
    }

    /// Refuses a form that has what no reviewer could let through; looks at the form alone.
    ///
    /// - Throws: `.refused` with each thing that the applicant has to mend, and how.
    package static func refuse(
        _ form: ApplicationContent, under policy: Policy
    ) throws(AuthorityError) {
        let nobody = ApplicationID(random: [UInt8](repeating: 0, count: 8))
        try refuse(
            CaseScreening(
                formOf: ScreeningSubject(form, request: nil, case: nobody), rules: rules(of: policy)))
    }

    private static func rules(of policy: Policy) -> NameRules {
        NameRules(allowedMixes: policy.scriptMixes.map { Set($0.scripts) })
    }

    private static func refuse(_ screening: CaseScreening) throws(AuthorityError) {
        let refusals = screening.hits.filter { $0.severity == .refusal }
        guard refusals.isEmpty else {
            throw .refused(
                refusals.map { "\($0.field): \($0.message) (\($0.reason ?? $0.code)). \($0.hint)" }
                    .joined(separator: " "))
        }
    }

    private func numbered(
        _ found: [ScreeningHit], of application: Application?
    ) -> [(hit: ScreenedHit, text: HitText)] {
        var next = application?.nextHit ?? 1
        var hits: [(hit: ScreenedHit, text: HitText)] = []
        for hit in found.prefix(ScreeningRecord.mostHits) {
            let text = HitText(
                field: hit.field, reason: hit.reason, message: hit.message, hint: hit.hint, other: hit.other)
            if let known = Self.number(of: hit, text, in: application?.screening) {
                hits.append((Self.open(hit, known), text))
            } else {
                hits.append((Self.open(hit, next), text))
                next += 1
            }
        }
        return hits.sorted { $0.hit.number < $1.hit.number }
    }

    /// Whether a screening says something that the recorded one does not, or says it of other lists.
    package func isNews(_ event: Event, case id: ApplicationID) -> Bool {
        guard case .screened(_, let record) = event, let old = store.state.applications[id]?.screening?.record
        else {
            return true
        }
        return record.hits != old.hits || record.imports != old.imports
            || !sameBytes(record.tables, old.tables) || record.texts.value != old.texts.value
            || (store.state.applications[id].map(store.state.lacksScreening) ?? true)
    }

    /// The number that the same hit had in the screening before.
    private static func number(
        of found: ScreeningHit, _ text: HitText, in before: ScreeningState?
    ) -> Int64? {
        before?.record.hits.first { hit in
            sameBytes(hit.topic, found.topic.rawValue) && sameBytes(hit.rule, found.rule)
                && before?.text(of: hit) == text && hit == open(found, hit.number)
        }?.number
    }

    private static func open(_ found: ScreeningHit, _ number: Int64) -> ScreenedHit {
        let isBrand = found.topic == .lookalike && found.rule.utf8.starts(with: "brand-".utf8)
        return ScreenedHit(
            number: number, topic: found.topic.rawValue, rule: found.rule,
            severity: found.severity == .note ? .note : .task,
            cause: isBrand ? .protectedBrand : found.topic == .lookalike ? .lookAlike : nil)
    }

    /// Reads a file that is to be imported and counts its names; nothing is kept.
    /// - Throws: `.refused` with the line that is wrong.
    package static func count(_ bytes: [UInt8], of list: ListImport) throws(AuthorityError) -> Int {
        try AuthorityError.placing { try ListFile(list).builder(bytes).count }
    }
}
