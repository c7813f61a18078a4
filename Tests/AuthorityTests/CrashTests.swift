import Authority
import Encoding
import Files
import Glibc
import Registry
import RegistryStore
import TestSupport
import Testing
import Transparency

/// A registry with one badge released and one case approved, closed, on a disk that can be copied.
struct CrashScene {
    let authority: VirtualAuthority
    let disk: MemoryFileSystem
    let released: Issuance.Issued
    let waiting: ApplicationID

    init() throws {
        disk = MemoryFileSystem()
        authority = try VirtualAuthority(on: disk)
        released = try authority.issuedBadge()
        try authority.publish()
        waiting = try authority.approvedCase(.sample(1))
        authority.store.close()
    }

    func open(_ disk: any FileSystem) throws -> RegistryStore {
        try RegistryStore.open(
            authority.setup.directory, access: .write(waitSeconds: 0), fileSystem: disk,
            random: authority.random)
    }

    func issue(on disk: any FileSystem) throws -> [Issuance.Issued] {
        let store = try open(disk)
        defer { store.close() }
        let signers = try Signers(authority.keys, for: store.state)
        return try Issuance(store, signers, by: try .person("issuer")).issue([waiting], clock: authority.now)
    }

    /// What the command does: finishes what was cut off, then publishes.
    func publish(on disk: any FileSystem) throws {
        let store = try open(disk)
        defer { store.close() }
        let signers = try Signers(authority.keys, for: store.state)
        try Issuance(store, signers, by: try .person("issuer")).finishUnsigned(clock: authority.now)
        _ = try Publisher(store, signers, by: try .person("issuer")).publish(clock: authority.now)
    }

    func findings(on disk: any FileSystem) throws -> [String] {
        try Audit.run(authority.setup.directory, fileSystem: disk, random: authority.random)
            .findings.map(\.description)
    }

    /// The case has one badge, and only one; the released one is what it was.
    func check(_ disk: MemoryFileSystem, _ what: String) throws {
        do {
            let issued = try issue(on: disk)
            #expect(issued.map(\.application) == [waiting], "\(what)")
        } catch let error as AuthorityError {
            // It was done before the fault; then saying so again is refused.
            #expect(
                error.exitCode == 3 && error.description.contains("has its badge already"),
                "\(what): \(error)")
        }
        let store = try open(disk)
        defer { store.close() }
        let badges = store.state.badges.values.filter { $0.logging.application == waiting }
        #expect(badges.count == 1 && badges[0].checkpoint != nil, "\(what)")
        let file = try BadgeArchive.file(of: released.serial, in: store)
        #expect(file == released.file, "\(what)")
    }
}

@Suite("A registry survives")
struct RegistryCrashTests {
    /// Death at that call, and one of the other faults in turn: the disk's own suite has every one at every step.
    private func faults(_ call: Int) -> [FaultyFileSystem.Fault] {
        let others: [FaultyFileSystem.Fault] = [
            .stop(call: call, partly: true), .failOnce(call: call, code: EIO),
            .failFrom(call: call, code: ENOSPC),
        ]
        return [.stop(call: call, partly: false), others[call % 3]]
    }

    private func everyStep(
        _ scene: CrashScene, _ run: (any FileSystem) throws -> Void,
        then check: (MemoryFileSystem, String) throws -> Void
    ) throws -> Int {
        for call in 0..<400 {
            var fired = false
            for fault in faults(call) {
                let disk = scene.disk.copy()
                let faulty = FaultyFileSystem(disk, fault)
                try? run(faulty)
                fired = fired || faulty.didFire
                disk.killProcess()
                let found = try scene.findings(on: disk)
                #expect(found == [], "\(fault): \(faulty.calls.last ?? "")")
                try check(disk, "\(fault): \(faulty.calls.last ?? "")")
                guard call % 5 == 0 else { continue }
                let later = try scene.findings(on: disk)
                #expect(later == [], "\(fault), then finished")
            }
            if !fired { return call }
        }
        return 400
    }

    @Test("a fault at every step of an issuance: nothing acknowledged is lost, no serial is given twice")
    func issuance() throws {
        let scene = try CrashScene()
        let steps = try everyStep(scene, { _ = try scene.issue(on: $0) }) { disk, what in
            try scene.check(disk, what)
        }
        #expect((20..<400).contains(steps))
    }

    @Test("a fault at every step of a publication")
    func publication() throws {
        let scene = try CrashScene()
        let steps = try everyStep(scene, { try scene.publish(on: $0) }) { disk, _ in
            try scene.publish(on: disk)
        }
        #expect((20..<400).contains(steps))
    }

    @Test(
        "a power cut at every step of an issuance; publishing mends what can be rebuilt",
        arguments: [0, 1])
    func powerCut(seed: UInt64) throws {
        let scene = try CrashScene()
        for call in 0..<400 {
            let disk = scene.disk.copy()
            let faulty = FaultyFileSystem(disk, .stop(call: call, partly: true))
            try? _ = scene.issue(on: faulty)
            disk.cutPower(seed == 0 ? .all : .some(seed: seed << 32 + UInt64(call)))
            try scene.check(disk, "power cut at \(faulty.calls.last ?? "")")
            // Copies of badges are not synced one by one; the audit says which are torn and that they may go.
            try disk.removeTree(scene.authority.place.badges)
            try scene.publish(on: disk)
            let found = try scene.findings(on: disk)
            #expect(found == [], "power cut at \(faulty.calls.last ?? "")")
            if !faulty.didFire { break }
        }
    }
}
