import Authority
import CryptoCore
import Encoding
import Registry
import Testing
import TestSupport
import Transparency

@testable import RegistryStore

/// Events that are well formed, signed by somebody who works here, and still not theirs to write.
@Suite struct UnauthorisedTests {
    @Test func rolesHoldInTheJournalToo() throws {
        let authority = try VirtualAuthority.busy()
        let tampering = try Tampering(authority)
        let id = try #require(authority.state.arrivals.last)
        let serial = try #require(authority.state.badges.keys.first)
        let key = try NoteSigner.person("x").verifierKey.text
        func status(_ state: BadgeState, _ reason: UInt8) -> Event {
            .statusChanged(StatusChange(serial: serial, state: state, reason: reason, successor: nil))
        }
        let cases: [(Event, [String])] = [
            (
                .proposed(.addPerson(name: "x", roles: [.admin], verifierKey: key)),
                ["clerk", "reviewer-1", "issuer", "auditor"]
            ),
            (.confirmed(proposal: 5), ["admin-1", "admin-2", "clerk"]),
            (.claimed(id), ["clerk", "issuer", "admin-1", "auditor"]),
            (.released(id), ["clerk", "auditor", "reviewer-2"]),
            (.withdrawn(id, onBehalf: false), ["issuer", "auditor", "admin-1"]),
            (.checksRecorded(id, [try authority.check("contact", on: id)]), ["clerk", "issuer", "admin-1"]),
            (status(.revoked, 1), ["clerk", "reviewer-1", "auditor"]),
            (status(.good, 0), ["issuer", "admin-1", "reviewer-1"]),
            (
                .logFrozen(
                    LogFreeze(
                        number: 1, size: 2, root: Transaction.zeros, checkpoint: [], lost: [], sanctions: [])),
                ["issuer", "reviewer-1", "clerk"]
            ),
            (.issuingCALogged(tbs: [1]), ["issuer", "admin-1"]),
            (.trustFileSigned(json: [1], signature: [1]), ["issuer", "reviewer-1"]),
        ]
        for (event, names) in cases {
            for name in names {
                var changed = tampering
                try changed.append([event], by: name)
                let message = try changed.refusal(at: tampering.payloads.count)
                #expect(message.contains("breaks a rule"), "\(message)")
            }
        }
    }

    @Test func approvalsAreThePersonsOwn() throws {
        let authority = try VirtualAuthority()
        let id = try authority.file()
        try authority.recordChecks(id)
        let tampering = try Tampering(authority)
        let event = try authority.decision(.approve, on: id, by: "reviewer-2")
        // The one who signed it may bring it; nobody else, whoever signs the transaction.
        var good = tampering
        try good.append([event], by: "reviewer-2")
        try good.open()
        for name in ["reviewer-1", "reviewer-3", "admin-1", "clerk"] {
            var changed = tampering
            try changed.append([event], by: name)
            _ = try changed.refusal(at: tampering.payloads.count)
        }
        // Nor twice.
        try good.append([event], by: "reviewer-2")
        #expect(
            try good.refusal(at: tampering.payloads.count + 1).contains(
                RuleViolation.Rule.oncePerPerson.rawValue))
    }

    @Test func decisionsAreOnThisCaseAsItIs() throws {
        let authority = try VirtualAuthority()
        let id = try authority.file()
        try authority.recordChecks(id)
        let tampering = try Tampering(authority)
        let application = try authority.store.application(id.description)
        func decision(
            registry: String? = nil, revision: UInt64? = nil, hash: String? = nil, policy: Int64 = 1,
            days: Int64 = 14, time: Timestamp? = nil
        ) throws -> Event {
            let time = time ?? authority.now
            let decision = Decision(
                registry: registry ?? authority.store.registryID, subject: id.description,
                revision: revision ?? application.revision, contentHash: hash ?? application.contentHash,
                policyVersion: policy, verdict: .approve, time: time,
                expiry: time.adding(seconds: days * Timestamp.day))
            return .decided(decision, note: try DecisionNote(decision, by: .person("reviewer-2")).note.bytes)
        }
        var good = tampering
        try good.append([try decision()], by: "reviewer-2")
        try good.open()
        for event in [
            try decision(registry: Transaction.zeros), try decision(revision: application.revision - 1),
            try decision(hash: Transaction.zeros), try decision(policy: 2), try decision(days: 15),
            try decision(time: authority.now.adding(seconds: 1)),
            try decision(time: authority.now.adding(seconds: -15 * Timestamp.day)),
        ] {
            var changed = tampering
            try changed.append([event], by: "reviewer-2")
            _ = try changed.refusal(at: tampering.payloads.count)
        }
    }

    @Test func aContentHashIsThatOfTheContent() throws {
        let authority = try VirtualAuthority()
        let (id, event) = try authority.store.newCase(
            .sample(), certificationRequest: nil, channel: .onBehalf)
        guard case .applicationFiled(let filing) = event else { return }
        var tampering = try Tampering(authority)
        let lie = Filing(
            id: id, channel: .onBehalf, content: filing.content,
            contentHash: String(repeating: "ab", count: 32))
        try tampering.append([.applicationFiled(lie)], by: "clerk")
        _ = try tampering.refusal(at: tampering.payloads.count - 1)
    }

    @Test func aLoggedBadgeIsTheOneThatWasApproved() throws {
        let authority = try VirtualAuthority()
        let honest = try authority.approvedCase()
        try authority.issue([honest])
        let logged = try #require(authority.state.badges.values.first).logging
        let tampering = try Tampering(authority)
        let place = try #require(
            try tampering.payloads.indices.first {
                try tampering.text($0).events.first?.contains("badgeLogged") == true
            })
        func logging(
            tbs: [UInt8]? = nil, accounts: [String]? = nil, notAfter: Timestamp? = nil, index: UInt64? = nil
        ) throws -> BadgeLogging {
            BadgeLogging(
                application: logged.application,
                serial: try #require(BadgeSerial(logNumber: 1, index: index ?? logged.serial.index)),
                tbs: tbs ?? logged.tbs, accounts: accounts ?? logged.accounts, notBefore: logged.notBefore,
                notAfter: notAfter ?? logged.notAfter)
        }
        func bytes(_ replacing: String, _ by: String) -> [UInt8] {
            var tbs = logged.tbs
            let (old, new) = (Array(replacing.utf8), Array(by.utf8))
            while let range = tbs.firstRange(of: old) { tbs.replaceSubrange(range, with: new) }
            return tbs
        }
        for event in [
            try logging(tbs: bytes("Example Airline", "Example Airlink")),
            try logging(tbs: bytes("12345678", "12345679")),
            try logging(tbs: bytes("+12025550100", "+12025550199")), try logging(tbs: bytes("NL", "BE")),
            try logging(accounts: ["tel:+12025550199"]), try logging(accounts: []),
            try logging(notAfter: logged.notAfter.adding(seconds: -1)),
            try logging(index: logged.serial.index + 1),
            try logging(tbs: logged.tbs + [0]), try logging(tbs: []),
        ] {
            var changed = tampering
            changed.payloads.removeLast(changed.payloads.count - place)
            try changed.append([.badgeLogged(event)], by: "issuer")
            _ = try changed.refusal(at: place)
        }
        var good = tampering
        good.payloads.removeLast(good.payloads.count - place)
        try good.append([.badgeLogged(try logging())], by: "issuer")
        try good.open()
    }

    @Test func recordedCheckpointsAreThoseOfTheLog() throws {
        let authority = try VirtualAuthority()
        try authority.issuedBadge()
        let tampering = try Tampering(authority)
        let tree = try #require(authority.store.trees[1])
        let origin = VirtualAuthority.origin
        let signer = try NoteSigner(name: origin, key: authority.keys.log)
        for checkpoint in [
            Checkpoint(origin: origin, size: tree.count + 1, root: tree.root),
            Checkpoint(origin: origin, size: tree.count - 1, root: tree.root(size: tree.count - 1)),
            Checkpoint(origin: origin, size: tree.count, root: tree.root(size: tree.count - 1)),
            Checkpoint(origin: "other.example/log", size: tree.count, root: tree.root),
        ] {
            var changed = tampering
            let note = try SignedNote.sign(checkpoint.text, by: [signer])
            try changed.append([.checkpointSigned(note: note.bytes)], by: "issuer")
            #expect(try changed.refusal(at: tampering.payloads.count).contains("checkpoint"))
        }
    }

    @Test func whatARemovedKeySignedEarlierStays() throws {
        let authority = try VirtualAuthority()
        let id = try authority.file()
        try authority.append([.claimed(id)], by: "reviewer-1")
        try authority.remove("reviewer-1")
        try authority.reopen()
        #expect(authority.state.applications[id]?.claim != nil)
        #expect(throws: StoreError.self) { try authority.append([.claimed(id)], by: "reviewer-1") }
        let tampering = try Tampering(authority)
        var late = tampering
        try late.append([.released(id)], by: "reviewer-1")
        #expect(try late.refusal(at: tampering.payloads.count).contains("reviewer-1"))
        // Nor may the key come back under any name, for anybody.
        let alias = try NoteSigner(name: "somebody", key: try PrivateKey.named("person reviewer-1"))
        for key in [try NoteSigner.person("reviewer-1").verifierKey.text, alias.verifierKey.text] {
            #expect(throws: StoreError.self) {
                try authority.append(
                    [.proposed(.addPerson(name: "somebody", roles: [.reviewer], verifierKey: key))],
                    by: "admin-1")
            }
            var changed = tampering
            try changed.append(
                [.proposed(.addPerson(name: "somebody", roles: [.reviewer], verifierKey: key))], by: "admin-1"
            )
            _ = try changed.refusal(at: tampering.payloads.count)
        }
    }

    @Test func oneKeyUnderTwoNamesIsOnePerson() throws {
        let authority = try VirtualAuthority()
        let alias = try NoteSigner(name: "alias", key: try PrivateKey.named("person reviewer-1"))
        let change = AdminChange.addPerson(
            name: "alias", roles: [.reviewer], verifierKey: alias.verifierKey.text)
        #expect(throws: StoreError.self) { try authority.append([.proposed(change)], by: "admin-1") }
        var tampering = try Tampering(authority)
        try tampering.append([.proposed(change)], by: "admin-1")
        _ = try tampering.refusal(at: tampering.payloads.count - 1)
    }

    @Test(arguments: ["", "x", "x+00000000+AAAA", "clerk+zz+AQ=="])
    func keysThatAreNone(_ key: String) throws {
        let authority = try VirtualAuthority()
        let tampering = try Tampering(authority)
        for change in [
            .addPerson(name: "x", roles: [.clerk], verifierKey: key),
            .addKey(try authority.person("clerk").id, verifierKey: key),
        ] as [AdminChange] {
            #expect(throws: StoreError.self) { try authority.append([.proposed(change)], by: "admin-1") }
            var changed = tampering
            try changed.append([.proposed(change)], by: "admin-1")
            _ = try changed.refusal(at: tampering.payloads.count)
        }
        try tampering.open()
    }

    /// A caller who gives roles out of order would write what nobody can read again.
    @Test func whatCouldNotBeReadIsNotWritten() throws {
        let authority = try VirtualAuthority()
        let key = try NoteSigner.person("x").verifierKey.text
        for roles in [[Role.reviewer, .clerk], [.clerk, .clerk]] {
            #expect(throws: StoreError.self) {
                try authority.append(
                    [.proposed(.addPerson(name: "x", roles: roles, verifierKey: key))], by: "admin-1")
            }
        }
        let id = try authority.file()
        try authority.recordChecks(id)
        let event = try authority.decision(.approve, on: id, by: "reviewer-2")
        #expect(throws: StoreError.self) { try authority.append([event], by: "reviewer-3") }
        try authority.reopen()
        #expect(try authority.reader().state.applications[id]?.approvals.isEmpty == true)
    }
}
