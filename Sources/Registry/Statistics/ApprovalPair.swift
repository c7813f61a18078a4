/// Two people who approved the same cases. That two always approve together is what collusion looks like from outside;
/// it is also what two people look like who share an office, so it is shown and not judged.
package struct ApprovalPair: Hashable, Sendable {
    /// One of the two.
    package struct Side: Hashable, Sendable {
        /// Who.
        package let person: PersonID
        /// The name.
        package let name: String
        /// The approved cases to whose quorum this person belongs, with whomever.
        package let cases: Int

        /// Of those the part that both approved, in whole per cent.
        package func share(_ together: Int) -> Int {
            cases == 0 ? 0 : (together * 200 + cases) / (cases * 2)
        }
    }

    /// Who was added to the staff first.
    package let first: Side
    /// Who was added later.
    package let second: Side
    /// The cases that both approved.
    package let cases: Int

    /// The pairs in the quorums of approved cases: the most frequent first, then by their numbers.
    static func pairs(_ quorums: [Set<PersonID>], _ state: RegistryState) -> [ApprovalPair] {
        var each: [PersonID: Int] = [:]
        var together: [[PersonID]: Int] = [:]
        for quorum in quorums {
            let members = quorum.sorted()
            for (place, member) in members.enumerated() {
                each[member, default: 0] += 1
                for other in members[(place + 1)...] { together[[member, other], default: 0] += 1 }
            }
        }
        func side(_ person: PersonID) -> Side {
            Side(
                person: person, name: state.people[person]?.name ?? person.description,
                cases: each[person] ?? 0)
        }
        return together.map { pair, cases in
            ApprovalPair(first: side(pair[0]), second: side(pair[1]), cases: cases)
        }.sorted {
            ($1.cases, $0.first.person, $0.second.person) < ($0.cases, $1.first.person, $1.second.person)
        }
    }
}
