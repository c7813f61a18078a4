import CryptoCore
import Authority
import Encoding
import Transparency
import Files
import Glibc
import Registry
import Testing
import TestSupport

@testable import RegistryStore

/// Opening, locking, rehearsing, failing.
@Suite struct StoreTests {
    @Test func oneWriterAtATime() throws {
        let authority = try VirtualAuthority()
        let error = #expect(throws: StoreError.self) {
            try RegistryStore.open(
                authority.place.root, access: .write(waitSeconds: 0), fileSystem: authority.fileSystem,
                random: authority.random)
        }
        #expect(error?.exitCode == 5)
        // A reader is not kept out, and sees what is acknowledged.
        let reader = try authority.reader()
        #expect(reader.state.lastSequence == authority.state.lastSequence)
        #expect(throws: StoreError.self) {
            try reader.append(
                [.claimed(ApplicationID(random: [1]))], by: .person("reviewer-1"), clock: authority.now)
        }
        authority.store.close()
        try authority.reopen()
        try authority.file()
    }

    @Test func aReaderCatchesUpWithWhatOthersWrote() throws {
        let authority = try VirtualAuthority()
        let before = try authority.snapshot()
        let reader = try authority.reader()
        try reader.catchUp()
        let id = try authority.file()
        try authority.append([.claimed(id)], by: "reviewer-1")
        let badge = try authority.issuedBadge(.sample(1))
        #expect(reader.state.applications[id] == nil)
        for _ in 0..<2 {
            try reader.catchUp()
            let fresh = try authority.reader()
            #expect(reader.state.applications == fresh.state.applications)
            #expect(reader.state.badges[badge.serial] == fresh.state.badges[badge.serial])
            #expect(reader.state.lastSequence == fresh.state.lastSequence)
            #expect(reader.lastHash == fresh.lastHash)
            #expect(reader.trees[1]?.root == fresh.trees[1]?.root)
        }
        // A writer that let its lock go is a reader.
        authority.store.close()
        let writer = authority.store
        try authority.reopen()
        try authority.file(.sample(2))
        try writer.catchUp()
        #expect(writer.state.lastSequence == authority.state.lastSequence)
        // Somebody put an older registry in the place of this one.
        for (path, bytes) in before {
            try DurableFile.replace(path, bytes, permissions: 0o600, in: authority.fileSystem)
        }
        let error = #expect(throws: StoreError.self) { try reader.catchUp() }
        #expect(error?.exitCode == 4)
    }

    @Test func aReaderCannotWrite() throws {
        let authority = try VirtualAuthority()
        let id = try authority.file()
        let before = try authority.snapshot()
        let error = #expect(throws: StoreError.self) {
            try authority.reader().append([.claimed(id)], by: .person("reviewer-1"), clock: authority.now)
        }
        #expect(error?.exitCode == 5)
        #expect(try authority.snapshot() == before)
    }

    @Test func rehearsingChangesNothing() throws {
        let authority = try VirtualAuthority()
        let id = try authority.file()
        let badge = try authority.issuedBadge(.sample(1))
        let files = try authority.snapshot()
        let state = authority.state
        let (hash, root) = (authority.store.lastHash, authority.store.trees[1]?.root)
        let change = StatusChange(serial: badge.serial, state: .suspended, reason: 6, successor: nil)
        for store in [authority.store, try authority.reader()] {
            try store.rehearse([.claimed(id)], by: .person("reviewer-1"), clock: authority.now)
            try store.rehearse([.statusChanged(change)], by: .person("reviewer-1"), clock: authority.now)
            #expect(throws: StoreError.self) {
                try store.rehearse([.claimed(id)], by: .person("clerk"), clock: authority.now)
            }
            #expect(store.state.lastSequence == state.lastSequence && store.lastHash == hash)
            #expect(store.state.applications == state.applications && store.state.badges == state.badges)
            #expect(
                store.trees[1]?.root == root && store.records[1]?.count == Int(store.trees[1]?.count ?? 0))
        }
        #expect(try authority.snapshot() == files)
        try authority.append([.claimed(id)], by: "reviewer-1")
    }

    @Test func aClockThatIsBehind() throws {
        let authority = try VirtualAuthority()
        let last = authority.now
        authority.wait(minutes: -5)
        let id = try authority.file()
        #expect(authority.state.applications[id]?.filedAt == last, "time never decreases")
        authority.now = last.adding(seconds: -5 * Timestamp.minute - 1)
        let before = try authority.snapshot()
        let error = #expect(throws: StoreError.self) {
            try authority.append([.claimed(id)], by: "reviewer-1")
        }
        #expect(error?.exitCode == 5 && error?.description.contains("clock") == true)
        #expect(throws: StoreError.self) {
            try authority.store.rehearse([.claimed(id)], by: .person("reviewer-1"), clock: authority.now)
        }
        #expect(try authority.snapshot() == before)
    }

    @Test func aBatchIsTakenWholeOrNotAtAll() throws {
        let authority = try VirtualAuthority()
        let (one, two) = (try authority.file(), try authority.file(.sample(1)))
        let before = try authority.snapshot()
        let state = authority.state
        let reviewer = try NoteSigner.person("reviewer-1")
        #expect(throws: StoreError.self) {
            try authority.store.append(
                [
                    Draft([.claimed(one)], by: reviewer), Draft([.claimed(two)], by: reviewer),
                    Draft([.claimed(one)], by: .person("clerk")),
                ], clock: authority.now)
        }
        #expect(try authority.snapshot() == before)
        #expect(authority.state.lastSequence == state.lastSequence)
        #expect(authority.state.applications == state.applications)
        try authority.store.append([Draft([.claimed(one)], by: reviewer)], clock: authority.now)
        #expect(authority.state.lastSequence == state.lastSequence.map { $0 + 1 })
    }

    /// The disk fails at each step of an append in turn: what was acknowledged is there, memory and disk agree, and a
    /// store that met a failure writes no more.
    @Test func diskFailuresDuringAnAppend() throws {
        let authority = try VirtualAuthority()
        let id = try authority.file()
        authority.store.close()
        var call = 0
        while true {
            let faulty = FaultyFileSystem(authority.fileSystem, .failOnce(call: call, code: ENOSPC))
            call += 1
            let opened = try? RegistryStore.open(
                authority.place.root, access: .write(waitSeconds: 0), fileSystem: faulty,
                random: authority.random)
            guard let store = opened else { continue }
            let before = store.state
            let event = try store.question("number \(call)", to: id)
            do {
                try store.append([event], by: .person("reviewer-1"), clock: authority.now)
                #expect(!faulty.didFire || store.state.lastSequence == before.lastSequence.map { $0 + 1 })
            } catch {
                #expect(store.state.lastSequence == before.lastSequence)
                #expect(throws: StoreError.self) {
                    try store.append([event], by: .person("reviewer-1"), clock: authority.now)
                }
            }
            store.close()
            let fresh = try authority.reader()
            // A write whose acknowledgement failed may be there; nothing else may.
            #expect((0...1).contains(Int(fresh.state.lastSequence ?? 0) - Int(before.lastSequence ?? 0)))
            if fresh.state.applications[id]?.openQuestion != nil {
                try authority.reopen()
                try authority.append([try authority.store.answer("so", to: id, onBehalf: false)], by: "clerk")
                authority.store.close()
            }
            if !faulty.didFire { break }
        }
        #expect(call > 3)
    }

    @Test func whatIsNoRegistryIsSaidSo() throws {
        let disk = MemoryFileSystem()
        try disk.makeDirectories("/empty", permissions: 0o755)
        let error = #expect(throws: StoreError.self) {
            try RegistryStore.open("/empty", access: .read, fileSystem: disk, random: .system)
        }
        #expect(error?.exitCode == 5)
    }

    @Test func casesAreFoundByUniquePrefix() throws {
        let authority = try VirtualAuthority()
        let ids = try (0..<6).map { try authority.file(.sample($0)) }
        for id in ids {
            for length in 1...6 {
                let prefix = String(id.compact.prefix(length)).lowercased()
                let fitting = ids.filter { $0.compact.hasPrefix(prefix.uppercased()) }
                if fitting.count == 1 {
                    #expect(try authority.store.application(prefix).id == id)
                } else {
                    #expect(throws: StoreError.self) { try authority.store.application(prefix) }
                }
            }
            #expect(try authority.store.application(id.description).id == id)
        }
        for text in ["", "?", "0OI", "A7K-3MQ-X"] {
            let error = #expect(throws: StoreError.self) { try authority.store.application(text) }
            #expect(error?.exitCode == 2)
        }
    }
}
