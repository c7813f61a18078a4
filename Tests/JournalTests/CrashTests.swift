import Files
import Glibc
import Journal
import TestSupport
import Testing

/// What happens after the fault.
enum Aftermath: Hashable, CaseIterable {
    case processDies, powerCutLosesAll, powerCut1, powerCut2, powerCut3, powerCut4

    func happen(to disk: MemoryFileSystem, salt: Int) {
        switch self {
        case .processDies: disk.killProcess()
        case .powerCutLosesAll: disk.cutPower(.all)
        case .powerCut1: disk.cutPower(.some(seed: UInt64(1_000 + salt)))
        case .powerCut2: disk.cutPower(.some(seed: UInt64(2_000 + salt)))
        case .powerCut3: disk.cutPower(.some(seed: UInt64(3_000 + salt)))
        case .powerCut4: disk.cutPower(.some(seed: UInt64(4_000 + salt)))
        }
    }
}

@Suite("A journal survives")
struct CrashTests {
    /// Nothing acknowledged is missing, nothing is damaged; what was not acknowledged may be there as far as it goes.
    private func check(_ disk: MemoryFileSystem, _ ledger: Ledger, _ what: String) throws {
        if !ledger.isCreated {
            do {
                try Journal.create(directory: directory, headPath: headPath, fileSystem: disk)
            } catch {
                guard case .exists = error else { throw error }
            }
        }
        let found = try disk.readAll()
        #expect(
            (ledger.acknowledged...ledger.attempted.count).contains(found.count),
            "\(what): \(found.count) of \(ledger.acknowledged)")
        #expect(found == Array(ledger.attempted.prefix(found.count)), "\(what)")
        let checkpoint = try disk.journal(.read).checkpoint
        #expect(ledger.checkpoints[ledger.acknowledgedCheckpoint...].contains(checkpoint), "\(what)")
    }

    private func checkAndGoOn(_ disk: MemoryFileSystem, _ ledger: Ledger, _ what: String) throws {
        try check(disk, ledger, what)
        try ledger.settle(on: disk)
        try ledger.extend(on: disk, batches: [2, 1])
        disk.cutPower(.all)
        try check(disk, ledger, "\(what), then more")
        #expect(ledger.acknowledged == ledger.attempted.count)
    }

    private func faults(_ call: Int) -> [FaultyFileSystem.Fault] {
        [
            .stop(call: call, partly: false), .stop(call: call, partly: true),
            .failOnce(call: call, code: EIO), .failFrom(call: call, code: ENOSPC),
        ]
    }

    @Test("a fault at every step of its creation and of appending", arguments: Aftermath.allCases)
    func everyStep(aftermath: Aftermath) throws {
        var steps = 0
        for call in 0..<200 {
            var fired = false
            for fault in faults(call) {
                let disk = MemoryFileSystem()
                try disk.makeDirectories("/r", permissions: 0o755)
                let fileSystem = FaultyFileSystem(disk, fault)
                let ledger = Ledger()
                do { try ledger.run(on: fileSystem) } catch is JournalError {}
                fired = fired || fileSystem.didFire
                #expect(fileSystem.didFire || ledger.acknowledged == 12)
                aftermath.happen(to: disk, salt: call)
                try checkAndGoOn(disk, ledger, "\(fault), \(aftermath)")
            }
            if !fired { break }
            steps += 1
        }
        #expect((30..<200).contains(steps))
    }

    @Test(
        "a fault at every step of cleaning up after a fault",
        arguments: [Aftermath.processDies, .powerCutLosesAll, .powerCut1])
    func faultInRecovery(aftermath: Aftermath) throws {
        for first in 0..<36 {
            for second in 0..<14 {
                let disk = try filledDisk(3)
                let ledger = try Ledger(of: disk)
                let firstFault = faults(first)[first % 4]
                do {
                    try ledger.extend(on: FaultyFileSystem(disk, firstFault), batches: [2, 4, 1])
                } catch is JournalError {}
                aftermath.happen(to: disk, salt: first)
                try check(disk, ledger, "\(firstFault)")
                try ledger.settle(on: disk)
                let secondFault = faults(second)[(first / 4 + second) % 4]
                do {
                    try ledger.extend(on: FaultyFileSystem(disk, secondFault), batches: [1])
                } catch is JournalError {}
                aftermath.happen(to: disk, salt: second)
                try checkAndGoOn(disk, ledger, "\(firstFault), then \(secondFault), \(aftermath)")
            }
        }
    }

    @Test("a failed sync whose bytes only the page cache shows, and a power cut during the next write")
    func lyingCache() throws {
        for call in 0..<12 {
            for next in 0..<16 {
                let disk = try filledDisk(3)
                let ledger = try Ledger(of: disk)
                let failing = FaultyFileSystem(disk, .failOnce(call: call, code: EIO))
                do { try ledger.extend(on: failing, batches: [2]) } catch is JournalError {}
                disk.killProcess()
                let promised = ledger.acknowledged
                let first = ledger.attempted
                try ledger.settle(on: disk)
                let stopping = FaultyFileSystem(disk, .stop(call: next, partly: true))
                do { try ledger.extend(on: stopping, batches: [1]) } catch is JournalError {}
                let wasDone = ledger.acknowledged == ledger.attempted.count && !stopping.didFire
                disk.cutPower(next % 2 == 0 ? .all : .some(seed: UInt64(next)))
                // What the first process was not promised may vanish; what the second was promised may not.
                let found = try disk.readAll()
                #expect(found.count >= (wasDone ? ledger.acknowledged : promised), "\(call), \(next)")
                #expect(found.starts(with: first.prefix(promised)))
                try disk.journal(.write(waitSeconds: 0)).append([[1]])
                #expect(try disk.readAll() == found + [[1]])
            }
        }
    }

    @Test("a full disk: it stays readable, and the object that met it writes no more")
    func fullDisk() throws {
        for call in 0..<20 {
            let disk = try filledDisk(3)
            let fileSystem = FaultyFileSystem(disk, .failFrom(call: call, code: ENOSPC))
            guard let journal = try? fileSystem.journal(.write(waitSeconds: 0)) else {
                #expect(try disk.readAll().count == 3)
                continue
            }
            let error = #expect(throws: JournalError.self) {
                for number in 3..<30 { try journal.append([payload(number)]) }
            }
            guard case .file(let cause)? = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
            #expect(cause.reason == "no space left on the disk")
            let count = try #require(journal.count)
            #expect(try journal.read(from: 0).map(\.payload) == payloads(0..<Int(count)))
            #expect(throws: JournalError.stopped) { try journal.append([[1]]) }
            #expect(throws: JournalError.stopped) { try journal.recordCheckpoint([1]) }
        }
    }

    @Test("bytes behind the head: a reader passes over them, a writer keeps them elsewhere")
    func tornTail() throws {
        let disk = try filledDisk(6)
        let segment = "\(directory)/00000000000000000003.seg"
        let size = try disk.size(of: segment)
        let rubbish = Array("GBJ\u{1} half a frame".utf8)
        try disk.write(rubbish, to: disk.open(segment, .readWrite), at: size)
        try disk.writeNew("\(directory)/00000000000000000009.seg", [9, 9], permissions: 0o600)
        try disk.writeNew("\(directory)/00000000000000000010.seg", [], permissions: 0o600)
        #expect(try disk.readAll().count == 6)
        #expect(try disk.size(of: segment) == size + UInt64(rubbish.count))
        let journal = try disk.journal(.write(waitSeconds: 0))
        let torn = ["torn-00000000000000000006-0.bin", "torn-00000000000000000009-0.bin"]
        #expect(journal.movedAside.map { FilePath.name(of: $0) } == torn)
        #expect(try disk.read(journal.movedAside[0], limit: 100) == rubbish)
        #expect(try disk.read(journal.movedAside[1], limit: 100) == [9, 9])
        try journal.append([payload(6)])
        #expect(try disk.readAll() == payloads(0..<7))
    }
}
