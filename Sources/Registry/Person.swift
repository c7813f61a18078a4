package import Encoding

/// What a person of the authority may do (DESIGN D10). One person may hold several roles.
package enum Role: String, Sendable, Hashable, CaseIterable {
    /// Takes in applications, documents and answers.
    case clerk
    /// Checks cases and decides them; may do what a clerk does.
    case reviewer
    /// Issues badges and publishes.
    case issuer
    /// Adds and removes people, sets the policy, holds the ceremonies.
    case admin
    /// Reads and audits; signs nothing that changes a case.
    case auditor
}

/// A person's stable number: rules count persons, not keys.
package struct PersonID: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// 1, 2, 3 … in the order in which the journal adds people.
    package let number: Int64

    package init(_ number: Int64) { self.number = number }

    package var description: String { "person \(number)" }

    package static func < (a: PersonID, b: PersonID) -> Bool { a.number < b.number }
}

/// One identity key of a person and the transactions between which it is valid.
package struct PersonKey: Hashable, Sendable {
    /// The C2SP verifier key, `name+hash+key`.
    package let verifierKey: String
    /// Sequence of the transaction that added it.
    package let addedAt: UInt64
    /// Sequence of the transaction that removed it; nil while it is valid.
    package var removedAt: UInt64?
}

/// Somebody who works at the authority.
package struct Person: Hashable, Sendable {
    package let id: PersonID
    /// The name in the verifier key, which is what lists show.
    package var name: String
    package var roles: Set<Role>
    /// Every key the person ever had; a key belongs to one person for ever.
    package var keys: [PersonKey]
    package let addedAt: UInt64
    /// Sequence and time of the removal; nil while active.
    package var removed: (sequence: UInt64, time: Timestamp)? {
        get { removal.map { ($0.sequence, $0.time) } }
        set { removal = newValue.map { Removal(sequence: $0.sequence, time: $0.time) } }
    }
    private var removal: Removal?

    private struct Removal: Hashable, Sendable {
        let sequence: UInt64
        let time: Timestamp
    }

    package init(id: PersonID, name: String, roles: Set<Role>, verifierKey: String, addedAt: UInt64) {
        self.id = id
        self.name = name
        self.roles = roles
        self.keys = [PersonKey(verifierKey: verifierKey, addedAt: addedAt, removedAt: nil)]
        self.addedAt = addedAt
    }

    /// Works here now.
    package var isActive: Bool { removal == nil }

    /// The keys with which the person can sign now.
    package var activeKeys: [String] { keys.filter { $0.removedAt == nil }.map(\.verifierKey) }

    /// Holds at least one of the roles.
    package func holds(_ wanted: Set<Role>) -> Bool { !roles.isDisjoint(with: wanted) }
}
