package import CryptoCore
package import Encoding
package import Registry

/// What commands ask of the registry's state: the narrow door behind which the fold can be replaced by an index.
package protocol RegistryQueries {
    /// The case of that id, or of that unique beginning of an id.
    func application(_ idOrPrefix: String) throws(StoreError) -> Application
    /// Cases that `filter` takes, in the order of their places in the queue.
    func queue(_ filter: QueueFilter, at time: Timestamp) -> [QueueRow]
    /// The badge of that `LOG-INDEX` or hexadecimal serial.
    func badge(_ serial: String) throws(StoreError) -> Badge
    /// Badges that `filter` takes, in order of their serials.
    func badges(_ filter: BadgeFilter) -> [Badge]
    /// Other cases that claim the account, ended ones too.
    func holders(ofAccount account: String, except id: ApplicationID?) -> [ApplicationID]
    /// Other cases that claim the registration number in that country, ended ones too.
    func holders(ofRegistration number: String, country: String, except id: ApplicationID?) -> [ApplicationID]
    /// Other cases whose badge certifies or would certify the key, ended ones too.
    func holders(ofKey key: PublicKey, except id: ApplicationID?) -> [ApplicationID]
}

/// Which cases a queue shows.
package struct QueueFilter: Sendable {
    package var states: Set<CaseState>?
    package var claimedBy: PersonID?
    package var country: String?
    /// The business's form, trade or size, in any case of letters: `Private Organization`, `Airline`, `small`.
    package var kind: String?
    /// Only cases that this person may work on.
    package var workableBy: PersonID?
    package init(
        states: Set<CaseState>? = nil, claimedBy: PersonID? = nil, country: String? = nil,
        kind: String? = nil, workableBy: PersonID? = nil
    ) {
        self.states = states
        self.claimedBy = claimedBy
        self.country = country
        self.kind = kind
        self.workableBy = workableBy
    }
}

/// A case with its state at the time of the question.
package struct QueueRow: Sendable {
    package let application: Application
    package let state: CaseState
}

/// Which badges a list shows.
package struct BadgeFilter: Sendable {
    package var states: Set<BadgeState>?
    package init(states: Set<BadgeState>? = nil) { self.states = states }
}

extension RegistryStore: RegistryQueries {
    package func application(_ idOrPrefix: String) throws(StoreError) -> Application {
        if let id = ApplicationID(idOrPrefix), let application = state.applications[id] { return application }
        guard let prefix = ApplicationID.normalizedPrefix(idOrPrefix) else {
            throw .malformed("\"\(idOrPrefix)\" is not a case id; they look like A7K-3MB")
        }
        let matches = state.arrivals.filter { $0.compact.utf8.starts(with: prefix.utf8) }
        guard let first = matches.first, let application = state.applications[first] else {
            throw .notFound("there is no case \(idOrPrefix); greenbadge queue lists them")
        }
        guard matches.count == 1 else {
            let some = matches.prefix(4).map(\.description).joined(separator: ", ")
            throw .notFound("\"\(idOrPrefix)\" fits \(matches.count) cases (\(some)…); write more of it")
        }
        return application
    }

    package func queue(_ filter: QueueFilter, at time: Timestamp) -> [QueueRow] {
        let rows = state.arrivals.enumerated().compactMap { arrival, id -> (Timestamp, Int, QueueRow)? in
            guard let application = state.applications[id] else { return nil }
            let row = QueueRow(application: application, state: state.state(of: application, at: time))
            let place = application.place(under: state.policy)
            return fits(row, filter, time) ? (place, arrival, row) : nil
        }
        return rows.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
    }

    private func fits(_ row: QueueRow, _ filter: QueueFilter, _ time: Timestamp) -> Bool {
        let claim = state.claim(of: row.application, at: time)
        if let states = filter.states, !states.contains(row.state) { return false }
        if let person = filter.claimedBy, claim?.by != person { return false }
        if let country = filter.country {
            guard let form = row.application.form, sameBytes(form.jurisdiction.country, country) else {
                return false
            }
        }
        if let kind = filter.kind?.lowercased() {
            guard let form = row.application.form,
                [form.businessCategory, form.category, form.sizeClass].contains(where: {
                    sameBytes($0.lowercased(), kind)
                })
            else { return false }
        }
        if let id = filter.workableBy, let person = state.people[id] {
            if state.isOwn(row.application, person) { return false }
            if let claim, claim.by != id { return false }
        }
        return true
    }

    package func badge(_ serial: String) throws(StoreError) -> Badge {
        if let badge = badge(decimal: serial) { return badge }
        guard let number = BadgeSerial(serial) else {
            throw .malformed(
                "\"\(serial)\" is not a badge; they are written like 1-42, or as openssl prints the serial")
        }
        guard let badge = state.badges[number] else {
            throw .notFound("there is no badge \(number); greenbadge badges lists them")
        }
        return badge
    }

    /// A serial as `openssl x509 -text` prints it first: in decimal. Hexadecimal has sixteen digits and the same look, so
    /// it counts as decimal only where there is such a badge.
    private func badge(decimal text: String) -> Badge? {
        guard text.utf8.count >= 15, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let value = UInt64(text), let number = BadgeSerial(value: value)
        else { return nil }
        return state.badges[number]
    }

    package func badges(_ filter: BadgeFilter) -> [Badge] {
        state.badges.values
            .filter { badge in filter.states.map { $0.contains(badge.state) } ?? true }
            .sorted { $0.logging.serial < $1.logging.serial }
    }

    package func holders(ofAccount account: String, except id: ApplicationID?) -> [ApplicationID] {
        holders(except: id) { content in content.form.accounts.contains { sameBytes($0, account) } }
    }

    package func holders(
        ofRegistration number: String, country: String, except id: ApplicationID?
    )
        -> [ApplicationID]
    {
        holders(except: id) {
            sameBytes($0.form.registrationNumber, number) && sameBytes($0.form.jurisdiction.country, country)
        }
    }

    package func holders(ofKey key: PublicKey, except id: ApplicationID?) -> [ApplicationID] {
        // Parsing every request would check every signature again.
        holders(except: id) { $0.certificationRequest?.contains(key.spki) ?? false }
    }

    private func holders(
        except id: ApplicationID?, where matches: (CaseContent) -> Bool
    ) -> [ApplicationID] {
        state.arrivals.filter { other in
            guard other != id, let content = state.applications[other]?.content.value else { return false }
            return matches(content)
        }
    }
}
