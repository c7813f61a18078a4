import Authority
import BadgeVerifier
import CryptoCore
import Encoding
import Files
import Glibc
import Registry
import RegistryStore
import TestSupport
import Testing
import Transparency

/// A registry, a copy of its journal from before, and what happened since.
struct LossScene {
    let authority: VirtualAuthority
    let disk: MemoryFileSystem
    /// Known to the copy.
    let old: Issuance.Issued
    /// Issued, published and lost.
    let lost: Issuance.Issued
    /// Suspended and published, and that lost too.
    let suspended: Issuance.Issued
    private let segment: [UInt8]
    private let headBefore: [UInt8]

    init() throws {
        disk = MemoryFileSystem()
        authority = try VirtualAuthority(on: disk)
        old = try authority.issuedBadge()
        suspended = try authority.issuedBadge(.sample(1))
        let waiting = try authority.approvedCase(.sample(2))
        try authority.publish()
        let path = FilePath.join(authority.place.journal, "00000000000000000000.seg")
        segment = try disk.read(path, limit: 1 << 24)
        headBefore = try disk.read(authority.place.head, limit: 1 << 20)
        authority.wait(minutes: 10)
        lost = try authority.issue([waiting])[0]
        try authority.setStatus(suspended.serial, .suspended, reason: 6)
        try authority.publish()
        authority.store.close()
    }

    /// The journal as it was, in a fresh copy of the disk.
    func rolledBack(head: Bool = false) throws -> MemoryFileSystem {
        let copy = disk.copy()
        try DurableFile.replace(
            FilePath.join(authority.place.journal, "00000000000000000000.seg"), segment, permissions: 0o600,
            in: copy)
        if head { try DurableFile.replace(authority.place.head, headBefore, permissions: 0o600, in: copy) }
        return copy
    }

    func look(_ disk: any FileSystem, access: StoreAccess = .examine, newLog: Bool = false) throws -> Recovery
    {
        try Recovery(
            authority.setup.directory, access: access, wantsNewLog: newLog, fileSystem: disk,
            random: authority.random)
    }

    @discardableResult
    func recover(_ disk: any FileSystem, by name: String = "admin-1", newLog: Bool = false) throws -> Recovery
    {
        let recovery = try look(disk, access: .recover(waitSeconds: 0), newLog: newLog)
        defer { recovery.store.close() }
        try recovery.run(
            by: try .person(name), custody: authority.custody, passphrase: nil, clock: authority.now)
        return recovery
    }

    func findings(_ disk: any FileSystem) throws -> [String] {
        try Audit.run(authority.setup.directory, fileSystem: disk, random: authority.random)
            .findings.map(\.description)
    }

    func verdict(_ file: [UInt8], _ disk: any FileSystem) throws -> ReasonCode {
        func published(_ name: String) throws -> [UInt8] {
            try disk.read(FilePath.join(authority.place.published, name), limit: 1 << 24)
        }
        let pack = try ClientPack(
            trust: try published("trust.json"), snapshot: try published("status.snapshot"),
            checkpoint: try published("checkpoint"),
            frozenSnapshots: [try published("status-1.snapshot")])
        return BadgeVerifier(packs: [pack], allowTest: true)
            .verify(file, for: .notChecked, at: authority.now).reason
    }
}

@Suite struct RecoveryTests {
    @Test func doesNothingWhereNothingIsLost() throws {
        let scene = try LossScene()
        #expect(try scene.look(scene.disk).task == .nothing)
        let before = try scene.disk.read(scene.authority.place.head, limit: 1 << 20)
        try scene.recover(scene.disk)
        #expect(try scene.disk.read(scene.authority.place.head, limit: 1 << 20) == before)
    }

    @Test(arguments: [true, false]) func makesAMissingOrUnreadableHeadAnew(isMissing: Bool) throws {
        let scene = try LossScene()
        let head = scene.authority.place.head
        if isMissing {
            try scene.disk.remove(head)
        } else {
            try DurableFile.replace(head, [1, 2, 3], in: scene.disk)
        }
        #expect(try !scene.findings(scene.disk).isEmpty)
        #expect(try scene.recover(scene.disk).task == .head)
        #expect(try scene.findings(scene.disk) == [])
        try scene.authority.reopen()
        try scene.authority.publish()
    }

    /// Behind the head, and behind the published log alone (journal and head put back together).
    @Test(arguments: [false, true]) func beginsANewLogWhereTheEndIsLost(withHead: Bool) throws {
        let scene = try LossScene()
        let disk = try scene.rolledBack(head: withHead)
        #expect(try !scene.findings(disk).isEmpty)
        let recovery = try scene.recover(disk)
        #expect(recovery.task == .newLog)
        #expect(recovery.lostBadges.map(\.serial) == [scene.lost.serial])
        #expect(try scene.findings(disk) == [])

        #expect(try scene.verdict(scene.old.file, disk) == .ok)
        #expect(try scene.verdict(scene.lost.file, disk) == .revoked)
        // The suspension was published: clients go on seeing it, though the journal had lost it.
        #expect(try scene.verdict(scene.suspended.file, disk) == .suspended)

        let store = try RegistryStore.open(
            scene.authority.setup.directory, access: .read, fileSystem: disk, random: scene.authority.random)
        #expect(store.state.currentLog == 2 && store.state.logs[1]?.final != nil)
        let trust = try #require(store.state.trustFiles.last)
        #expect(try TrustFile(parsing: trust.json).version == 2)
        #expect(try !disk.exists(FilePath.join(scene.authority.place.badges, "\(scene.lost.serial).badge")))
    }

    /// For tools that know no snapshot: what was lost is revoked, and that list stays in every later publication.
    @Test func theFrozenLogsAuthoritySignsALastRevocationList() throws {
        let scene = try LossScene()
        let disk = try scene.rolledBack()
        let path = FilePath.join(scene.authority.place.published, "issuing-1.crl")
        let before = try disk.read(path, limit: 1 << 20)
        let recovery = try scene.look(disk, access: .recover(waitSeconds: 0))
        let unlisted = try recovery.run(
            by: try .person("admin-1"), custody: scene.authority.custody, passphrase: nil,
            clock: scene.authority.now)
        #expect(unlisted == [])
        let ca = try ParsedCertificate(
            der: try #require(recovery.store.state.logs[1]?.issuingCA?.signed?.certificate))
        recovery.store.close()
        let list = try disk.read(path, limit: 1 << 20)
        #expect(list.contains(DER.integer(scene.lost.serial.value)))
        #expect(list.contains(DER.integer(scene.suspended.serial.value)))
        #expect(!list.contains(DER.integer(scene.old.serial.value)))
        #expect(list.contains(DER.time(ca.notAfter)) && !before.contains(DER.time(ca.notAfter)))

        let store = try RegistryStore.open(
            scene.authority.setup.directory, access: .write(waitSeconds: 0), fileSystem: disk,
            random: scene.authority.random)
        let keys = try AuthorityKeys.load(scene.authority.place.keyBundle, passphrase: nil, in: disk)
        let later = scene.authority.now.adding(seconds: 3600)
        _ = try Publisher(store, try Signers(keys, for: store.state), by: try .person("issuer"))
            .publish(clock: later)
        try disk.removeTree(scene.authority.place.published)
        try Publisher.writeFiles(store, into: scene.authority.place.published)
        store.close()
        #expect(try disk.read(path, limit: 1 << 20) == list)
        #expect(try scene.findings(disk) == [])
    }

    @Test func saysWhereTheLastRevocationListCannotBeSigned() throws {
        let scene = try LossScene()
        let disk = scene.disk.copy()
        try disk.remove(scene.authority.place.keyBundle)
        let recovery = try scene.look(disk, access: .recover(waitSeconds: 0), newLog: true)
        let unlisted = try recovery.run(
            by: try .person("admin-1"), custody: scene.authority.custody, passphrase: nil,
            clock: scene.authority.now)
        recovery.store.close()
        #expect(unlisted == [1])
    }

    /// Without the published entries nobody knows what was lost, so all of it is revoked.
    @Test func revokesWhatItCannotKnow() throws {
        let scene = try LossScene()
        let disk = try scene.rolledBack()
        try disk.removeTree(FilePath.join(scene.authority.place.published, "tile"))
        #expect(try scene.recover(disk).lostBadges.isEmpty)
        #expect(try scene.findings(disk) == [])
        #expect(try scene.verdict(scene.old.file, disk) == .ok)
        #expect(try scene.verdict(scene.lost.file, disk) == .revoked)
        #expect(try scene.verdict(scene.suspended.file, disk) == .suspended)
    }

    @Test func theNextLogWorks() throws {
        let scene = try LossScene()
        let disk = try scene.rolledBack()
        try scene.recover(disk)
        let store = try RegistryStore.open(
            scene.authority.setup.directory, access: .write(waitSeconds: 0), fileSystem: disk,
            random: scene.authority.random)
        let keys = try AuthorityKeys.load(scene.authority.place.keyBundle, passphrase: nil, in: disk)
        // The case whose badge was lost is approved still, and gets another one.
        let waiting = try #require(
            store.state.applications.values.first {
                store.state.state(of: $0, at: scene.authority.now) == .approved
            })
        let issued = try Issuance(store, try Signers(keys, for: store.state), by: try .person("issuer"))
            .issue([waiting.id], clock: scene.authority.now)
        #expect(issued.map(\.serial.logNumber) == [2])
        store.close()
        #expect(try scene.verdict(issued[0].file, disk) == .ok)
        #expect(try scene.findings(disk) == [])
    }

    @Test func refusesAFork() throws {
        let scene = try LossScene()
        // The old copy went on by itself: another transaction where the head names one.
        let disk = try scene.rolledBack(head: true)
        let published = FilePath.join(scene.authority.place.published, "checkpoint")
        let newest = try disk.read(published, limit: 1 << 16)
        try disk.remove(published)
        let store = try RegistryStore.open(
            scene.authority.setup.directory, access: .write(waitSeconds: 0), fileSystem: disk,
            random: scene.authority.random)
        _ = try Publisher(
            store, try Signers(scene.authority.keys, for: store.state), by: try .person("issuer")
        ).publish(clock: scene.authority.now.adding(seconds: 60))
        _ = try Publisher(
            store, try Signers(scene.authority.keys, for: store.state), by: try .person("issuer")
        ).publish(clock: scene.authority.now.adding(seconds: 120))
        store.close()
        try DurableFile.replace(published, newest, in: disk)
        let error = #expect(throws: AuthorityError.self) { try scene.look(disk) }
        #expect(error?.exitCode == 4 && error?.description.contains("nothing was changed") == true)
        let other = scene.disk.copy()
        try DurableFile.replace(
            scene.authority.place.head, try disk.read(scene.authority.place.head, limit: 1 << 20), in: other)
        #expect(throws: AuthorityError.self) { try scene.look(other) }
    }

    /// A byte that changed on the disk, and no copy left.
    @Test func givesUpWhatIsDamagedWhenToldSo() throws {
        let scene = try LossScene()
        let disk = scene.disk.copy()
        let segment = FilePath.join(scene.authority.place.journal, "00000000000000000000.seg")
        disk.corrupt(segment, at: Int(try disk.size(of: segment)) - 9)
        let error = #expect(throws: AuthorityError.self) { try scene.look(disk) }
        #expect(error?.exitCode == 4 && error?.description.contains("--up-to") == true)
        let last = try #require(scene.authority.state.lastSequence)
        let recovery = try Recovery(
            scene.authority.setup.directory, access: .recover(waitSeconds: 0), upTo: last - 1,
            fileSystem: disk, random: scene.authority.random)
        #expect(recovery.task == .newLog)
        try recovery.run(
            by: try .person("admin-1"), custody: scene.authority.custody, passphrase: nil,
            clock: scene.authority.now)
        recovery.store.close()
        #expect(try scene.findings(disk) == [])
        // Only the last publication was lost: all badges are in the journal.
        #expect(try scene.verdict(scene.lost.file, disk) == .ok)
        #expect(try scene.verdict(scene.suspended.file, disk) == .suspended)
    }

    @Test func takesAnAdminAndTheRoot() throws {
        let scene = try LossScene()
        let disk = try scene.rolledBack()
        let head = try disk.read(scene.authority.place.head, limit: 1 << 20)
        #expect(throws: AuthorityError.self) { try scene.recover(disk, by: "reviewer-1") }
        let recovery = try scene.look(disk, access: .recover(waitSeconds: 0))
        #expect(throws: AuthorityError.self) {
            try recovery.run(
                by: try .person("admin-1"), custody: nil, passphrase: nil, clock: scene.authority.now)
        }
        #expect(try disk.read(scene.authority.place.head, limit: 1 << 20) == head)
    }

    @Test func keysThatAreLostEndTheirLog() throws {
        let scene = try LossScene()
        let disk = scene.disk.copy()
        try disk.remove(scene.authority.place.keyBundle)
        #expect(try scene.recover(disk, newLog: true).task == .newLog)
        #expect(try scene.findings(disk) == [])
        #expect(try scene.verdict(scene.old.file, disk) == .ok)
        #expect(try scene.verdict(scene.lost.file, disk) == .ok)
        #expect(try scene.verdict(scene.suspended.file, disk) == .suspended)
        // And once more: log 2 ends, log 3 begins.
        #expect(try scene.recover(disk, newLog: true).store.state.currentLog == 3)
        #expect(try scene.findings(disk) == [])
    }

    @Test func aCrashAtAnyStepIsGoneOnFrom() throws {
        let scene = try LossScene()
        for call in 0..<400 {
            let disk = try scene.rolledBack()
            let faulty = FaultyFileSystem(disk, .stop(call: call, partly: call % 2 == 0))
            try? _ = scene.recover(faulty)
            disk.killProcess()
            let last = faulty.calls.last ?? ""
            if faulty.didFire { try scene.recover(disk) }
            let found = try scene.findings(disk)
            #expect(found == [], "call \(call), \(last)")
            #expect(try scene.verdict(scene.old.file, disk) == .ok, "call \(call), \(last)")
            #expect(try scene.verdict(scene.lost.file, disk) == .revoked, "call \(call), \(last)")
            #expect(try scene.look(disk).task == .nothing, "call \(call), \(last)")
            if !faulty.didFire { break }
        }
    }
}
