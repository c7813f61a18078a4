import Encoding

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

    /// Badges and applications, as far as the index goes.
    package var cases: NameIndex?
    /// What an entry of `cases` is now; nil where it no longer counts: closed, or told anew by `recent`.
    package var current: (NameEntry) -> NameEntry?
    /// Badges and open applications that are younger than the index, or all where there is none.
    private var recent: [Recent] = []
    /// Places in `recent` by identity.
    private var recentIdentities: [ByteString: [Int]] = [:]
    /// Lists of protected brands and of those with whom no business is done.
    package var lists: [NameIndex]
    package var extracts: [Extract]

    package init(
        cases: NameIndex? = nil, current: @escaping (NameEntry) -> NameEntry? = { $0 },
        recent: [NameEntry] = [],
        lists: [NameIndex] = [], extracts: [Extract] = []
    ) {
        self.cases = cases
        self.current = current
        self.lists = lists
        self.extracts = extracts
        for entry in recent { add(entry) }
    }

    /// An entry with its forms, which are made once however many cases it is held against.
    private struct Recent {
        let entry: NameEntry
        let keys: NameKeys
    }

    /// A case that came in since the index was made.
    package mutating func add(_ entry: NameEntry) {
        for identity in Set(entry.identities) {
            recentIdentities[ByteString(identity), default: []].append(recent.count)
        }
        recent.append(Recent(entry: entry, keys: NameKeys(entry.name)))
    }

    /// Most hits of one kind that are reported: more than a reviewer reads.
    static let mostHits = 20
    /// Most entries of an index that are looked at for one question: closed cases are among them.
    private static let mostEntries = 400

    /// Names of cases, badges and lists that can be taken for this one.
    func names(like name: String, country: String, owner: String) throws(NameIndexError) -> [NameHit] {
        var hits: [NameHit] = []
        let keys = NameKeys(name)
        if let cases {
            for hit in try cases.search(name, country: country, owner: owner, limit: Self.mostEntries) {
                guard let now = current(hit.entry) else { continue }
                if let hit = NameHit(name, keys, country: country, now) { hits.append(hit) }
            }
        }
        for other in recent where !sameBytes(other.entry.owner, owner) {
            if let hit = NameHit(name, keys, country: country, other.entry, other.keys) { hits.append(hit) }
        }
        for index in lists {
            hits += try index.search(name, country: country, owner: nil, limit: Self.mostHits)
        }
        return hits
    }

    /// Protected brands inside a longer name.
    func brands(inside name: String) throws(NameIndexError) -> [NameEntry] {
        var found: [NameEntry] = []
        for index in lists { found += try index.brands(inside: name, limit: Self.mostHits) }
        return found
    }

    /// Entries that share an identity.
    func entries(with identity: String, owner: String) throws(NameIndexError) -> [NameEntry] {
        func isShared(_ entry: NameEntry) -> Bool {
            !entry.owner.utf8.elementsEqual(owner.utf8)
                && entry.identities.contains { $0.utf8.elementsEqual(identity.utf8) }
        }
        var found: [NameEntry] = []
        if let cases {
            found += try cases.find(identity: identity, owner: owner, limit: Self.mostEntries)
                .compactMap(current).filter(isShared)
        }
        found += (recentIdentities[ByteString(identity)] ?? []).map { recent[$0].entry }.filter(isShared)
        for index in lists { found += try index.find(identity: identity, owner: nil, limit: Self.mostHits) }
        return found
    }
}
