/// A name that others are held against.
package struct NameEntry: Hashable, Sendable {
    /// Where the name is from.
    package enum Kind: UInt8, Hashable, Sendable, CaseIterable {
        case badge = 1
        case application = 2
        /// Of a list of protected brands.
        case brand = 3
        /// Of a list of those with whom no business is done.
        case denied = 4
        /// Of an extract of a register.
        case extract = 5
    }

    package let kind: Kind
    /// What the name belongs to, for people: a case's id, a badge, a list and line.
    package let id: String
    /// Names of one owner are not held against each other: the case that a badge is of.
    package let owner: String
    package let name: String
    /// ISO 3166-1 alpha-2; empty where the name is everybody's.
    package let country: String
    /// What else is known, in a text of the writer's own form.
    package let detail: String
    /// What two entries of different owners should not share: `fr-siren:…`, `account:…`, `domain:…`, `key:…`.
    package let identities: [String]

    /// All facts at once. Id and owner have at most 255 bytes, the other texts 65,535 each; longer ones are cut by the
    /// index. An identity has no line break.
    package init(
        kind: Kind, id: String, owner: String, name: String, country: String, detail: String = "",
        identities: [String] = []
    ) {
        self.kind = kind
        self.id = id
        self.owner = owner
        self.name = name
        self.country = country
        self.detail = detail
        self.identities = identities
    }
}

/// A name that resembles the one asked for.
package struct NameHit: Hashable, Sendable {
    package let entry: NameEntry
    package let match: NameMatch
    /// The same name in another jurisdiction: allowed, and the badge must then carry the flag (PROGRAMME section 2).
    package let isHomonym: Bool

    /// Compares one name with an entry; nil where they are told apart.
    package init?(_ name: String, country: String, _ entry: NameEntry) {
        self.init(name, NameKeys(name), country: country, entry)
    }

    init?(
        _ name: String, _ keys: NameKeys, country: String, _ entry: NameEntry, _ entryKeys: NameKeys? = nil
    ) {
        guard let match = NameMatch(name, keys, entry.name, entryKeys ?? NameKeys(entry.name)) else {
            return nil
        }
        self.entry = entry
        self.match = match
        isHomonym =
            match.rule == .sameName && (entry.kind == .badge || entry.kind == .application)
            && !entry.country.isEmpty
            && !entry.country.utf8.elementsEqual(country.utf8)
    }
}
