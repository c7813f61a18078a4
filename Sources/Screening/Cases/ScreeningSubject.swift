import Encoding

/// What of an application is screened, as plain values.
package struct ScreeningSubject: Sendable {
    /// The case: its own badge and its own earlier form are no hits.
    package let owner: String
    package let displayName: String
    package let legalName: String
    /// Country of the register (ISO 3166-1 alpha-2).
    package let country: String
    package let registrationNumber: String
    package let organizationIdentifier: String?
    /// Accounts in canonical form.
    package let accounts: [String]
    package let website: String
    /// Street and house of the place of business; nil where the form has none.
    package let street: String?
    /// Hash of the applicant's public key; nil before there is one.
    package let keyHash: String?

    /// All facts at once.
    package init(
        owner: String, displayName: String, legalName: String, country: String, registrationNumber: String,
        organizationIdentifier: String?, accounts: [String], website: String, street: String?,
        keyHash: String?
    ) {
        self.owner = owner
        self.displayName = displayName
        self.legalName = legalName
        self.country = country
        self.registrationNumber = registrationNumber
        self.organizationIdentifier = organizationIdentifier
        self.accounts = accounts
        self.website = website
        self.street = street
        self.keyHash = keyHash
    }

    /// What no other business should have too, each with the field that it comes from and what it is in plain words.
    package struct Identity: Hashable, Sendable {
        package let field: String
        package let text: String
        package let words: String
    }

    /// Identifiers, accounts, registrable domains and key. A number that keeps to no scheme counts as it stands.
    package var identities: [Identity] {
        var found = [Identity]()
        func add(_ field: String, _ text: String, _ words: String) {
            if !found.contains(where: { sameBytes($0.text, text) }) {
                found.append(Identity(field: field, text: text, words: words))
            }
        }
        let number = Identifiers.registrationNumber(registrationNumber, country: country)
        let own =
            (try? number?.get().identity) ?? Identifiers.plainIdentity(registrationNumber, country: country)
        add("registrationNumber", own, "registration number \(registrationNumber)")
        if let text = organizationIdentifier, let valid = try? Identifiers.organizationIdentifier(text).get()
        {
            add("organizationIdentifier", valid.identity, "organization identifier \(text)")
        }
        for account in accounts { add("accounts", "account:\(account)", "account \(account)") }
        // Not the host of an acct: account, which is a provider's as often as the business's own.
        for (field, text) in [("website", website)] + accounts.map({ ("accounts", $0) })
        where text.hasPrefix("https:") {
            guard let host = Self.host(of: text), let domain = Self.registrableDomain(host)
            else { continue }
            add(field, "domain:\(domain)", "domain \(domain)")
        }
        if let keyHash { add("key", "key:\(keyHash)", "public key") }
        return found
    }

    /// Hosts of the website and of the accounts, each with its field.
    var hosts: [(field: String, host: String)] {
        let urls = [("website", website)] + accounts.map { ("accounts", $0) }
        return urls.compactMap { field, text in Self.host(of: text).map { (field, $0) } }
    }

    /// The host of an https URL or of an acct: account; nil for others, telephone numbers among them.
    static func host(of text: String) -> String? {
        let bytes = Array(text.utf8)
        var rest: ArraySlice<UInt8>
        if bytes.starts(with: "https://".utf8) {
            rest = bytes.dropFirst(8).prefix { $0 != 0x2F && $0 != 0x3F && $0 != 0x23 }
            // An account elsewhere is the user's, not the host's.
            if let at = rest.lastIndex(of: 0x40) { rest = rest[(at + 1)...] }
            rest = rest.prefix { $0 != 0x3A }
        } else if bytes.starts(with: "acct:".utf8), let at = bytes.lastIndex(of: 0x40) {
            rest = bytes[(at + 1)...]
        } else {
            return nil
        }
        return rest.isEmpty ? nil : String(decoding: rest, as: UTF8.self)
    }

    static func registrableDomain(_ host: String) -> String? {
        (try? DomainName(host)).flatMap { PublicSuffix.registrableDomain(of: $0) }
    }

    /// The entries by which others are held against this one.
    package func entries(kind: NameEntry.Kind, id: String) -> [NameEntry] {
        [
            NameEntry(
                kind: kind, id: id, owner: owner, name: displayName, country: country, detail: legalName,
                identities: identities.map(\.text))
        ]
    }
}
