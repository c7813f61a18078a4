/// What a case is held against.
package struct ScreeningSources {
    /// An imported extract of a register.
    package struct Extract {
        /// How hits name it: source and date.
        package let title: String
        /// The day that it was taken, `2026-11-01`.
        package let date: String
        /// The country whose register it is; nil for one of many countries, as that of all LEIs.
        package let country: String?
        package let index: NameIndex
        package init(title: String, date: String, country: String?, index: NameIndex) {
            self.title = title
            self.date = date
            self.country = country
            self.index = index
        }
    }

    /// Badges and open applications, as far as the index goes.
    package var cases: NameIndex?
    /// Badges and open applications that are younger than the index, or all where there is none.
    package var recent: [NameEntry]
    /// Owners whose entries in `cases` no longer hold, because `recent` has them anew or they are closed.
    package var outdated: Set<String>
    /// Lists of protected brands and of those with whom no business is done.
    package var lists: [NameIndex]
    package var extracts: [Extract]

    package init(
        cases: NameIndex? = nil, recent: [NameEntry] = [], outdated: Set<String> = [],
        lists: [NameIndex] = [],
        extracts: [Extract] = []
    ) {
        self.cases = cases
        self.recent = recent
        self.outdated = outdated
        self.lists = lists
        self.extracts = extracts
    }

    /// Most hits of one kind that are reported: more than a reviewer reads.
    static let mostHits = 20

    /// Names of cases, badges and lists that can be taken for this one.
    func names(like name: String, country: String, owner: String) throws(NameIndexError) -> [NameHit] {
        var hits: [NameHit] = []
        for index in [cases].compactMap({ $0 }) + lists {
            hits += try index.search(
                name, country: country, owner: owner, limit: Self.mostHits + outdated.count
            )
            .filter { !outdated.contains($0.entry.owner) || $0.entry.owner.isEmpty }
        }
        let keys = NameKeys(name)
        for entry in recent where !entry.owner.utf8.elementsEqual(owner.utf8) {
            if let hit = NameHit(name, keys, country: country, entry) { hits.append(hit) }
        }
        return hits
    }

    /// Entries that share an identity.
    func entries(with identity: String, owner: String) throws(NameIndexError) -> [NameEntry] {
        var found: [NameEntry] = []
        for index in [cases].compactMap({ $0 }) + lists {
            found += try index.find(identity: identity, owner: owner, limit: Self.mostHits + outdated.count)
                .filter { !outdated.contains($0.owner) || $0.owner.isEmpty }
        }
        return found
            + recent.filter { entry in
                !entry.owner.utf8.elementsEqual(owner.utf8)
                    && entry.identities.contains { $0.utf8.elementsEqual(identity.utf8) }
            }
    }
}
