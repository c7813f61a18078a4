import Encoding
import Registry
import Testing
import TestSupport

/// Rules that count persons, and what takes two admins (DESIGN D10).
@Suite struct StaffTests {
    @Test func genesisComesFirstAlone() throws {
        var fold = try Fold(staff: false)
        #expect(fold.state.people.count == 2)
        #expect(throws: Refused(.genesis)) {
            _ = try refusal { try fold.apply([.genesis(Fold.genesis(admins: ["admin-1"]))], by: "admin-1") }
        }
        var empty = RegistryState()
        let context = TransactionContext(sequence: 0, time: Fold.start, actorKey: Fold.key("admin-1"))
        for (events, id) in [
            ([Event.claimed(Fold.application())], Fold.id),
            ([.genesis(Fold.genesis(admins: ["admin-1"])), .claimed(Fold.application())], Fold.id),
            ([], Fold.id), ([.genesis(Fold.genesis(admins: []))], Fold.id),
            ([.genesis(Fold.genesis(admins: ["admin-2"]))], Fold.id),
            ([.genesis(Fold.genesis(admins: ["admin-1"], nonce: 31))], Fold.id),
        ] as [([Event], String)] {
            #expect(throws: RuleViolation.self) { try empty.apply(events, in: context, registryID: id) }
            #expect(empty.lastSequence == nil)
        }
        #expect(throws: Refused(.genesis)) {
            try refusal { try empty.apply([.genesis(Fold.genesis(admins: ["admin-1"]))], in: context) }
        }
        #expect(throws: Refused(.genesis)) {
            let late = TransactionContext(sequence: 1, time: Fold.start, actorKey: Fold.key("admin-1"))
            try refusal {
                try empty.apply([.genesis(Fold.genesis(admins: ["admin-1"]))], in: late, registryID: Fold.id)
            }
        }
    }

    @Test func genesisPolicyHasVersionOneAndLegalNumbers() {
        var later = Policy.standard
        later.version = 2
        var lax = Policy.standard
        lax[.approvals] = 0
        for policy in [later, lax] {
            #expect(throws: RuleViolation.self) { try Fold(policy: policy) }
        }
    }

    @Test func twoAdminsSignTheSameKeyOnce() {
        #expect(throws: Refused(.key)) { try refusal { try Fold(admins: ["admin-1", "admin-1"]) } }
    }

    @Test func aChangeTakesTwoAdmins() throws {
        var fold = try Fold(staff: false)
        let change = AdminChange.addPerson(name: "clerk", roles: [.clerk], verifierKey: Fold.key("clerk"))
        try fold.propose(change)
        #expect(fold.state.activePerson(verifierKey: Fold.key("clerk")) == nil)
        #expect(throws: Refused(.twoAdmins)) { try refusal { try fold.confirm(by: "admin-1") } }
        #expect(throws: Refused(.twoAdmins)) { try refusal { try fold.propose(change, by: "admin-2") } }
        #expect(fold.state.openProposals(at: fold.now).map(\.sequence) == [1])
        try fold.confirm(by: "admin-2")
        #expect(fold.state.activePerson(verifierKey: Fold.key("clerk"))?.name == "clerk")
        #expect(fold.state.openProposals(at: fold.now).isEmpty)
        #expect(throws: Refused(.twoAdmins)) {
            try refusal { try fold.apply([.confirmed(proposal: 1)], by: "admin-2") }
        }
    }

    @Test(arguments: ["clerk", "reviewer-1", "issuer", "auditor", "nobody"])
    func onlyAdminsProposeAndConfirm(_ name: String) throws {
        var fold = try Fold()
        let change = AdminChange.addPerson(name: "x", roles: [.clerk], verifierKey: Fold.key("x"))
        #expect(throws: RuleViolation.self) { try fold.propose(change, by: name) }
        try fold.propose(change)
        #expect(throws: RuleViolation.self) { try fold.confirm(by: name) }
    }

    @Test func everyKindOfChangeWaitsForTheSecond() throws {
        let fold = try Fold()
        var next = Policy.standard
        next.version = 2
        let clerk = fold.person("clerk")
        for change in [
            .removePerson(clerk), .replaceKey(clerk, old: Fold.key("clerk"), new: Fold.key("new")),
            .addKey(clerk, verifierKey: Fold.key("new")), .setRoles(clerk, roles: [.reviewer]),
            .setPolicy(next),
        ] as [AdminChange] {
            var one = fold
            try one.propose(change)
            #expect(one.state.people == fold.state.people && one.state.policy == fold.state.policy)
            try one.confirm()
            #expect(one.state.people != fold.state.people || one.state.policy != fold.state.policy)
        }
    }

    @Test func aProposalLapses() throws {
        var fold = try Fold()
        let change = AdminChange.addPerson(name: "x", roles: [.clerk], verifierKey: Fold.key("x"))
        try fold.propose(change)
        let sequence = try #require(fold.state.lastSequence)
        fold.wait(days: 14)
        var inTime = fold
        try inTime.apply([.confirmed(proposal: sequence)], by: "admin-2")
        #expect(inTime.state.people.count == fold.state.people.count + 1)
        fold.wait(seconds: 1)
        #expect(throws: Refused(.twoAdmins)) {
            try refusal { try fold.apply([.confirmed(proposal: sequence)], by: "admin-2") }
        }
        try fold.propose(change)
        try fold.confirm()
    }

    @Test func aProposalEndsWithItsProposer() throws {
        var fold = try Fold(admins: ["admin-1", "admin-2", "admin-3"], staff: false)
        let change = AdminChange.addPerson(name: "x", roles: [.admin], verifierKey: Fold.key("x"))
        try fold.propose(change, by: "admin-3")
        let sequence = try #require(fold.state.lastSequence)
        var removed = fold
        try removed.change(.removePerson(fold.person("admin-3")))
        #expect(throws: Refused(.twoAdmins)) {
            try refusal { try removed.apply([.confirmed(proposal: sequence)], by: "admin-1") }
        }
        // Nor does it outlive the role.
        try fold.change(.setRoles(fold.person("admin-3"), roles: [.clerk]))
        #expect(throws: Refused(.twoAdmins)) {
            try refusal { try fold.apply([.confirmed(proposal: sequence)], by: "admin-1") }
        }
    }

    @Test func aProposalIsCheckedAgainWhenConfirmed() throws {
        var fold = try Fold(staff: false)
        let first = AdminChange.addPerson(name: "x", roles: [.clerk], verifierKey: Fold.key("x"))
        try fold.propose(first)
        let sequence = try #require(fold.state.lastSequence)
        try fold.change(.addPerson(name: "y", roles: [.clerk], verifierKey: Fold.key("x")))
        #expect(throws: Refused(.key)) {
            try refusal { try fold.apply([.confirmed(proposal: sequence)], by: "admin-2") }
        }
    }

    @Test func aSingleOperatorActsAtOnceAndIsNamedSo() throws {
        var fold = try Fold(admins: ["admin-1"], staff: false)
        #expect(fold.state.isSingleOperator)
        try fold.propose(.addPerson(name: "admin-2", roles: [.admin], verifierKey: Fold.key("admin-2")))
        #expect(!fold.state.isSingleOperator)
        // From now on it takes two.
        try fold.propose(.removePerson(fold.person("admin-2")))
        #expect(!fold.state.isSingleOperator)
    }

    @Test func theLastAdminStays() throws {
        var fold = try Fold(admins: ["admin-1"])
        let admin = fold.person("admin-1")
        #expect(throws: Refused(.lastAdmin)) { try refusal { try fold.propose(.removePerson(admin)) } }
        #expect(throws: Refused(.lastAdmin)) {
            try refusal { try fold.propose(.setRoles(admin, roles: [.clerk])) }
        }
        // Two removals that wait: the second one may no longer be completed.
        var two = try Fold(staff: false)
        try two.propose(.removePerson(two.person("admin-1")), by: "admin-1")
        let first = try #require(two.state.lastSequence)
        try two.propose(.removePerson(two.person("admin-2")), by: "admin-1")
        try two.apply([.confirmed(proposal: first + 1)], by: "admin-2")
        #expect(two.state.activeAdmins.map(\.name) == ["admin-1"])
        #expect(throws: RuleViolation.self) { try two.apply([.confirmed(proposal: first)], by: "admin-2") }
        #expect(throws: RuleViolation.self) { try two.apply([.confirmed(proposal: first)], by: "admin-1") }
    }

    @Test func aKeyBelongsToOnePersonForEver() throws {
        var fold = try Fold()
        let clerk = fold.person("clerk")
        try fold.change(.replaceKey(clerk, old: Fold.key("clerk"), new: Fold.key("clerk-2")))
        try fold.change(.removePerson(clerk))
        for key in ["clerk", "clerk-2", "reviewer-1"] {
            #expect(throws: Refused(.key)) {
                try refusal {
                    try fold.change(.addPerson(name: "x", roles: [.clerk], verifierKey: Fold.key(key)))
                }
            }
            #expect(throws: Refused(.key)) {
                try refusal { try fold.change(.addKey(fold.person("auditor"), verifierKey: Fold.key(key))) }
            }
        }
    }

    @Test func aReplacedKeyStopsAndTheNewOneStarts() throws {
        var fold = try Fold()
        try fold.change(.replaceKey(fold.person("clerk"), old: Fold.key("clerk"), new: Fold.key("clerk-2")))
        #expect(throws: Refused(.key)) { try refusal { try fold.file(by: "clerk") } }
        try fold.file(by: "clerk-2")
        #expect(throws: Refused(.key)) {
            try refusal {
                try fold.change(
                    .replaceKey(fold.person("clerk"), old: Fold.key("clerk"), new: Fold.key("clerk-3")))
            }
        }
        let keys = fold.state.people[fold.person("clerk")]?.keys ?? []
        #expect(keys.count == 2 && keys[0].removedAt == keys[1].addedAt)
    }

    @Test func aRemovedPersonSignsNothingAndIsNotComingBackByRole() throws {
        var fold = try Fold()
        let clerk = fold.person("clerk")
        try fold.change(.removePerson(clerk))
        #expect(throws: Refused(.key)) { try refusal { try fold.file(by: "clerk") } }
        #expect(throws: Refused(.person)) {
            try refusal { try fold.change(.setRoles(clerk, roles: [.admin])) }
        }
        #expect(throws: Refused(.person)) {
            try refusal { try fold.change(.addKey(clerk, verifierKey: Fold.key("n"))) }
        }
        #expect(throws: Refused(.person)) { try refusal { try fold.change(.removePerson(clerk)) } }
    }

    @Test func namesAreOneEachAndReadable() throws {
        var fold = try Fold()
        for name in ["clerk", "", "a\u{202E}b", " x", String(repeating: "n", count: 65)] {
            #expect(throws: RuleViolation.self) {
                try fold.change(.addPerson(name: name, roles: [.clerk], verifierKey: Fold.key("y")))
            }
        }
        #expect(throws: RuleViolation.self) {
            try fold.change(.addPerson(name: "y", roles: [], verifierKey: Fold.key("y")))
        }
    }

    @Test func policyVersionsRiseByOne() throws {
        var fold = try Fold()
        for version in [Int64(1), 3, 0, -1] {
            var next = Policy.standard
            next.version = version
            #expect(throws: RuleViolation.self) { try fold.propose(.setPolicy(next)) }
        }
    }

    @Test func timeAndSequenceNeverGoBack() throws {
        var fold = try Fold()
        fold.wait(seconds: -1)
        #expect(throws: Refused(.time)) { try refusal { try fold.file() } }
        fold.wait(seconds: 1)
        let skipped = TransactionContext(
            sequence: (fold.state.lastSequence ?? 0) + 2, time: fold.now, actorKey: Fold.key("clerk"))
        #expect(throws: RuleViolation.self) {
            try fold.state.apply([.claimed(Fold.application())], in: skipped)
        }
        #expect(throws: RuleViolation.self) { try fold.apply([], by: "clerk") }
    }

    @Test func aRefusedTransactionLeavesNothing() throws {
        var fold = try Fold()
        let before = fold.state
        let filing = Filing(
            id: Fold.application(), channel: .request, content: Sealed(ciphertext: [], value: nil),
            contentHash: Fold.id)
        #expect(throws: RuleViolation.self) {
            try fold.apply([.applicationFiled(filing), .claimed(Fold.application())], by: "clerk")
        }
        #expect(fold.state.applications.isEmpty && fold.state.arrivals.isEmpty)
        #expect(fold.state.lastSequence == before.lastSequence)
    }
}

/// A refusal by its rule alone, so that tests do not depend on words.
struct Refused: Error, Equatable {
    let rule: RuleViolation.Rule
    init(_ rule: RuleViolation.Rule) { self.rule = rule }
}

/// Runs `body`; a refusal comes out as its rule.
@discardableResult
func refusal<Result>(_ body: () throws -> Result) throws -> Result {
    do {
        return try body()
    } catch let violation as RuleViolation {
        throw Refused(violation.rule)
    }
}
