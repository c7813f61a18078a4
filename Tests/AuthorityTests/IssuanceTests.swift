import Authority
import BadgeVerifier
import CryptoCore
import Encoding
import Files
import Glibc
import Registry
import RegistryStore
import Testing
import TestSupport
import Transparency

/// The issuance cycle of DESIGN section 6.
@Suite struct IssuanceTests {
    @Test func aReleasedFileIsRebuiltByteForByte() throws {
        for algorithm in [KeyAlgorithm.p256, .ed25519] {
            let authority = try VirtualAuthority(algorithm)
            let badge = try authority.issuedBadge()
            try authority.issuedBadge(.sample(1))
            try authority.setStatus(badge.serial, .limited, reason: 9)
            authority.wait(days: 3)
            try authority.publish()
            try authority.reopen()
            #expect(try BadgeArchive.file(of: badge.serial, in: authority.store) == badge.file)
            let path = FilePath.join(authority.place.badges, BadgeArchive.name(of: badge.serial))
            #expect(try authority.fileSystem.read(path, limit: 1 << 16) == badge.file)
            try authority.audit()
        }
    }

    @Test func aBatchIsDenseAndSyncedOnce() throws {
        let disk = FaultyFileSystem(MemoryFileSystem())
        let authority = try VirtualAuthority(VirtualAuthority.Setup(), on: disk)
        var sizes: [Int: Int] = [:]
        var next = try #require(authority.store.trees[1]).count
        for (round, count) in [1, 8].enumerated() {
            let ids = try (0..<count).map { try authority.approvedCase(.sample(20 * round + $0 + 1)) }
            let before = disk.calls.count
            let badges = try authority.issue(ids)
            #expect(badges.map(\.serial.index) == (0..<count).map { next + UInt64($0) })
            #expect(badges.map(\.application) == ids)
            next += UInt64(count)
            // Steps 5 and 7: one sync of the journal each, one of the head each, whatever the batch.
            let calls = disk.calls[before...]
            sizes[count] =
                calls.filter { $0.hasPrefix("sync") && ($0.hasSuffix(".seg") || $0.hasSuffix("head")) }.count
        }
        #expect(sizes == [1: 4, 8: 4])
        try authority.audit()
    }

    @Test func threeHundredInABatch() throws {
        let authority = try VirtualAuthority()
        let ids = try (1...300).map { try authority.approvedCase(.sample($0)) }
        let badges = try authority.issue(ids)
        #expect(badges.count == 300 && Set(badges.map(\.serial)).count == 300)
        #expect(badges.map(\.serial.index) == Array(4..<304))
        try authority.publish()
        let pack = try authority.pack()
        for badge in [badges[0], badges[149], badges[299]] {
            #expect(try authority.verdict(badge.file, with: pack).outcome == .trusted)
        }
        try authority.reopen()
        try authority.audit()
    }

    @Test func nothingIsIssuedForNothing() throws {
        let authority = try VirtualAuthority()
        let before = try authority.snapshot()
        #expect(try authority.issue([]).isEmpty)
        let id = try authority.approvedCase()
        let after = authority.state.lastSequence
        refusal(3) { try authority.issue([id, id]) }
        refusal(3) { try authority.issue([ApplicationID(random: [9, 9, 9, 9])]) }
        refusal(3) { try authority.issue([id], by: "reviewer-3") }
        refusal(3) { try authority.issue([id], by: "admin-1") }
        #expect(authority.state.lastSequence == after && !before.isEmpty)
    }

    @Test func oneIneligibleCaseStopsTheBatchBeforeAnythingIsLogged() throws {
        let authority = try VirtualAuthority()
        let good = try authority.approvedCase()
        let bad = try authority.file(.sample(1))
        try authority.recordChecks(bad)
        try authority.approve(bad, by: "reviewer-1")
        let before = try authority.snapshot()
        #expect(refusal(3) { try authority.issue([good, bad]) }.contains(bad.description))
        #expect(try authority.snapshot() == before)
        refusal(3) { try authority.issuance().check([good, bad], clock: authority.now) }
        try authority.issuance().check([good], clock: authority.now)
        #expect(try authority.snapshot() == before)
    }

    @Test func whoLeftDoesNotCount() throws {
        let authority = try VirtualAuthority()
        let id = try authority.approvedCase()
        try authority.remove("reviewer-2")
        refusal(3) { try authority.issue([id]) }
        try authority.approve(id, by: "reviewer-3")
        try authority.issue([id])
    }

    @Test func aPolicyThatVoidsApprovals() throws {
        let authority = try VirtualAuthority()
        let issued = try authority.issuedBadge(.sample(1))
        let id = try authority.approvedCase()
        var policy = Policy.standard
        policy.version = 2
        policy.voidsApprovals = true
        try authority.change(.setPolicy(policy))
        refusal(3) { try authority.issue([id]) }
        try authority.reopen()
        #expect(authority.state.applications[id]?.approvals.isEmpty == true)
        try authority.approve(id, by: "reviewer-1")
        try authority.approve(id, by: "reviewer-2")
        let badge = try #require(try authority.issue([id]).first)
        #expect(try authority.verdict(badge.file).outcome == .trusted)
        #expect(try BadgeArchive.file(of: issued.serial, in: authority.store) == issued.file)
    }

    @Test func evidenceThatGrewOldStopsAnIssuance() throws {
        let authority = try VirtualAuthority()
        let id = try authority.file()
        // denied-lists is good for 30 days.
        try authority.recordChecks(id, collected: authority.now.adding(seconds: -29 * Timestamp.day))
        try authority.approve(id, by: "reviewer-1")
        try authority.approve(id, by: "reviewer-2")
        authority.wait(days: 2)
        #expect(refusal(3) { try authority.issue([id]) }.contains("denied-lists"))
    }

    @Test func keysOfAnotherAuthoritySignNothing() throws {
        let authority = try VirtualAuthority()
        let other = AuthorityKeys(
            issuing: authority.keys.issuing, log: try .named("other"), status: authority.keys.status)
        refusal(5) { _ = try Signers(other, for: authority.state) }
        let issuing = AuthorityKeys(
            issuing: try .named("other"), log: authority.keys.log, status: authority.keys.status)
        refusal(5) { _ = try Signers(issuing, for: authority.state) }
    }
}

/// What a crash between steps 5 and 7 leaves behind, and how it ends.
@Suite struct CutOffTests {
    /// An authority whose issuance of one badge died after it was logged: nothing of the badge has left the process.
    func cutOff(
        _ prepare: (VirtualAuthority) throws -> Void = { _ in }
    ) throws -> (authority: VirtualAuthority, serial: BadgeSerial) {
        let disk = MemoryFileSystem()
        let authority = try VirtualAuthority(VirtualAuthority.Setup(), on: disk)
        try prepare(authority)
        let id = try authority.approvedCase()
        authority.store.close()
        // The process dies in each of its writes in turn, until the badge is logged and not signed.
        for call in 0... {
            let faulty = FaultyFileSystem(disk, .stop(call: call, partly: false))
            guard
                let store = try? RegistryStore.open(
                    authority.place.root, access: .write(waitSeconds: 0), fileSystem: faulty,
                    random: authority.random)
            else { continue }
            let issuance = Issuance(
                store, try Signers(authority.keys, for: store.state), by: try .person("issuer"))
            let done = try? issuance.issue([id], clock: authority.now)
            try #require(done == nil)
            store.close()
            disk.killProcess()
            try authority.reopen()
            if let badge = authority.state.badges.values.first(where: { $0.logging.application == id }) {
                #expect(badge.isUnsigned)
                return (authority, badge.logging.serial)
            }
            authority.store.close()
        }
        throw StoreError.notFound("it was never cut off")
    }

    @Test func theLoggedCertificateIsSigned() throws {
        let (authority, serial) = try cutOff()
        let logged = try #require(authority.state.badges[serial]).logging
        refusal(3) { _ = try BadgeArchive.file(of: serial, in: authority.store) }
        #expect(try authority.issuance().finishUnsigned(clock: authority.now) == [serial])
        let file = try BadgeArchive.file(of: serial, in: authority.store)
        #expect(try ParsedCertificate(der: BadgeFile(parsing: file).badge).tbs == logged.tbs)
        #expect(try authority.verdict(file).outcome == .trusted)
        #expect(try authority.issuance().finishUnsigned(clock: authority.now).isEmpty)
        try authority.audit()
    }

    @Test func theNextIssuanceFinishesItFirst() throws {
        let (authority, serial) = try cutOff()
        let next = try authority.issuedBadge(.sample(1))
        #expect(next.serial.index == serial.index + 1)
        #expect(authority.state.badges[serial]?.isUnsigned == false)
        try authority.audit()
    }

    /// An admin who is no issuer publishes without finishing it: its entry is under a published checkpoint by then.
    @Test func aPublicationInBetweenChangesNothing() throws {
        let (authority, serial) = try cutOff()
        try authority.publish(by: "admin-1")
        #expect(try authority.issuance().finishUnsigned(clock: authority.now) == [serial])
        let path = FilePath.join(authority.place.badges, BadgeArchive.name(of: serial))
        let file = try authority.fileSystem.read(path, limit: 1 << 16)
        #expect(try authority.verdict(file).outcome == .trusted)
        try authority.audit()
    }

    @Test func itIsRevokedWhereAnApproverLeft() throws {
        let (authority, serial) = try cutOff()
        let id = try #require(authority.state.badges[serial]).logging.application
        try authority.remove("reviewer-2")
        #expect(try authority.issuance().finishUnsigned(clock: authority.now).isEmpty)
        #expect(authority.state.badges[serial]?.state == .revoked)
        #expect(authority.state.badges[serial]?.isUnsigned == true)
        refusal(3) { _ = try BadgeArchive.file(of: serial, in: authority.store) }
        // The revocation is in the log before the next checkpoint, and stays.
        let change = StatusChange(serial: serial, state: .revoked, reason: 9, successor: nil)
        #expect(authority.store.records[1]?.last == .status(change, time: authority.now))
        try authority.publish()
        #expect(try authority.pack().snapshots.first?.snapshot.state(of: serial.index) == .revoked)
        // The case may try again, once two people have looked at it.
        refusal(3) { try authority.issue([id]) }
        try authority.approve(id, by: "reviewer-1")
        try authority.approve(id, by: "reviewer-3")
        let badge = try #require(try authority.issue([id]).first)
        #expect(badge.serial > serial)
        try authority.publish()
        #expect(try authority.verdict(badge.file).outcome == .trusted)
        try authority.reopen()
        try authority.audit()
    }

    @Test func itIsRevokedWhereEvidenceOrApprovalsLapsed() throws {
        for days in [15, 31] as [Int64] {
            let (authority, serial) = try cutOff()
            authority.wait(days: days)
            try authority.publish()
            #expect(try authority.issuance().finishUnsigned(clock: authority.now).isEmpty)
            #expect(authority.state.badges[serial]?.state == .revoked)
        }
    }

    @Test func itIsRevokedWhereTheBadgeWouldBeOver() throws {
        let (authority, serial) = try cutOff { authority in
            var policy = Policy.standard
            policy.version = 2
            policy[.badgeDays] = 1
            try authority.change(.setPolicy(policy))
        }
        authority.wait(days: 2)
        #expect(try authority.issuance().finishUnsigned(clock: authority.now).isEmpty)
        #expect(authority.state.badges[serial]?.state == .revoked)
        try authority.issuedBadge(.sample(1))
    }

    @Test func aSuspendedOneWaitsAndIsNeverCalledGood() throws {
        let (authority, serial) = try cutOff()
        try authority.setStatus(serial, .suspended, reason: 6, by: "reviewer-3")
        #expect(try authority.issuance().finishUnsigned(clock: authority.now).isEmpty)
        #expect(authority.state.badges[serial]?.isUnsigned == true)
        try authority.issuedBadge(.sample(1))
        try authority.reinstate(serial, by: "reviewer-1")
        try authority.reinstate(serial, by: "reviewer-2")
        #expect(try authority.issuance().finishUnsigned(clock: authority.now) == [serial])
        #expect(
            try authority.verdict(try BadgeArchive.file(of: serial, in: authority.store)).outcome == .trusted)
    }

    @Test func aLimitedOneIsCalledLimited() throws {
        let (authority, serial) = try cutOff()
        try authority.setStatus(serial, .limited, reason: 9)
        #expect(try authority.issuance().finishUnsigned(clock: authority.now) == [serial])
        let file = try BadgeArchive.file(of: serial, in: authority.store)
        #expect(try authority.verdict(file).outcome == .limited)
    }

    /// The process dies, or the machine loses power, in each write of an issuance and a publication: afterwards no
    /// checkpoint is ahead of the journal, and going on ends with a good badge.
    @Test(arguments: [false, true]) func dyingAnywhereInTheCycle(_ losesPower: Bool) throws {
        let original = MemoryFileSystem()
        let first = try VirtualAuthority(VirtualAuthority.Setup(), on: original)
        let id = try first.approvedCase()
        for call in 0... {
            let disk = MemoryFileSystem(copying: original)
            let faulty = FaultyFileSystem(disk, .stop(call: call, partly: true))
            if let dying = try? VirtualAuthority(copying: first, on: faulty) {
                _ = try? dying.issue([id])
                _ = try? dying.publish()
                dying.store.close()
            }
            if losesPower { disk.cutPower(.some(seed: UInt64(call))) } else { disk.killProcess() }
            let authority = try VirtualAuthority(copying: first, on: disk)
            try PublishedCheckpoint.check(authority.store)
            if !losesPower { _ = try authority.pack() }
            try authority.issuance().finishUnsigned(clock: authority.now)
            if authority.state.applications[id]?.isIssued == false { try authority.issue([id]) }
            try authority.publish()
            let serial = try #require(authority.state.applications[id]?.badge)
            let file = try BadgeArchive.file(of: serial, in: authority.store)
            #expect(try authority.verdict(file).outcome == .trusted, "call \(call)")
            if !faulty.didFire { break }
        }
    }
}
