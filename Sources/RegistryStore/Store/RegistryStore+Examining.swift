package import CryptoCore
package import Files
import Journal
import Registry

/// Something wrong with the journal, and where.
package struct JournalFinding: Sendable {
    package let place: String
    package let what: String
}

/// A registry opened as far as it goes, however damaged it is: for `audit` and `recover`.
package struct Examination {
    /// The fold up to the last good transaction; nil where not even transaction 0 is good.
    package let store: RegistryStore?
    /// What is wrong; empty for a registry that can be used.
    package internal(set) var findings: [JournalFinding]
    /// What a crash leaves, which harms nothing.
    package internal(set) var notices: [String] = []

    /// The registry is whole: what it should have can be told.
    package var isWhole: Bool { store != nil && findings.isEmpty }
}

extension RegistryStore {
    /// Folds a journal as far as it is good. The head is believed where it agrees with the journal.
    ///
    /// - Parameters:
    ///   - access: `.examine` holds no lock and changes nothing; `.recover` holds it.
    ///   - believingHead: false folds what is there also where the head is missing or names what is not there. Whole
    ///     transactions behind a head are folded as well; what is broken there is only where the journal ends.
    ///   - last: the last transaction to look at; nil for all.
    /// - Throws: what keeps a registry from being looked at at all: no such directory, the lock, the disk.
    package static func examine(
        _ directory: String, access: StoreAccess, believingHead: Bool = true, upTo last: UInt64? = nil,
        fileSystem: any FileSystem, random: RandomSource
    ) throws(StoreError) -> Examination {
        try StoreError.placing {
            let place = RegistryPlace(directory)
            guard try fileSystem.exists(place.journal) else {
                throw StoreError.environment("\(directory) is not a registry: it has no journal/")
            }
            var findings: [JournalFinding] = []
            func opened() throws -> RegistryStore {
                if !believingHead {
                    return try attach(place, access: access, fileSystem: fileSystem, random: random)
                }
                do {
                    return try attach(place, access: .read, fileSystem: fileSystem, random: random)
                } catch let error as JournalError where error.isDamage {
                    if findings.isEmpty { findings.append(JournalFinding(error, in: place)) }
                    return try attach(place, access: .examine, fileSystem: fileSystem, random: random)
                }
            }
            var store = try opened()
            let head = try store.headAsFound()?.sequence
            if let problem = try store.fold(upTo: last, head: head, place) {
                findings.append(problem)
                // After a refusal the fold is of no use any more: once again, up to the transaction before.
                let good = store.foldedCount
                store.close()
                store = try opened()
                _ = good == 0 ? nil : try store.fold(upTo: good - 1, head: head, place)
            }
            var examination = Examination(
                store: store.state.genesis == nil ? nil : store, findings: findings)
            if believingHead { try store.examineHead(&examination) }
            return examination
        }
    }

    /// How many transactions were folded without complaint.
    private var foldedCount: UInt64 { state.lastSequence.map { $0 + 1 } ?? 0 }

    private func fold(upTo last: UInt64?, head: UInt64?, _ place: RegistryPlace) throws -> JournalFinding? {
        var entry: JournalEntry?
        do {
            var cursor = try journal.entries()
            while let next = try cursor.next() {
                entry = next
                try replay(next.sequence, next.payload)
                // What is given up is not even looked at: it may be what is damaged.
                if next.sequence == last { break }
            }
            return nil
        } catch let error as JournalError where error.isDamage {
            if let head, foldedCount > head { return nil }
            return JournalFinding(error, in: place)
        } catch let error as FileError {
            // The key of a case that others may read, for one.
            return JournalFinding(place: error.path, what: error.reason)
        } catch let error as StoreError {
            guard case .damaged(let what) = error, let entry else { throw error }
            let name = "journal/\(FilePath.name(of: journal.segmentPath(entry.position)))"
            return JournalFinding(
                place: "transaction \(entry.sequence) (\(name), byte \(entry.position.offset))", what: what)
        }
    }

    /// Slots of the head and entries behind it; what a writer at work or a crash explains is only noticed.
    private func examineHead(_ examination: inout Examination) throws {
        guard journal.state == .ok else {
            if examination.findings.isEmpty {
                examination.findings.append(
                    JournalFinding(
                        place: "head",
                        what:
                            "it is missing or unreadable, so nobody can say whether the journal's end is its end; run greenbadge recover"
                    ))
            }
            return
        }
        let writer = journal.writerAtWork
        func report(_ place: String, _ what: String) {
            if let writer {
                examination.notices.append("\(place): \(what) (\(writer) writes, or was cut off)")
            } else {
                examination.findings.append(JournalFinding(place: place, what: what))
            }
        }
        for offset in try journal.brokenHeadSlots() {
            report("head, byte \(offset)", "this slot is not what was written; the other one is")
        }
        if let count = journal.entriesBehindHead, count > 0 {
            report(
                "journal",
                "\(count) whole transaction\(count == 1 ? "" : "s") behind the head; the next writer takes them over"
            )
        }
    }

    /// SHA-256 of a transaction as it stands in the journal; nil where the journal does not reach it.
    package func hash(ofTransaction sequence: UInt64) throws(StoreError) -> Digest? {
        try StoreError.placing { try journal.read(from: sequence, limit: 1).first?.hash }
    }

    /// Makes a new head that ends with the last folded transaction; only for `recover`, which has decided so. The old
    /// one is kept beside it, and what lies behind the new end is moved aside. The registry can be written afterwards.
    package func rebuildHead(checkpoint: [UInt8]) throws(StoreError) {
        try StoreError.placing { try journal.rebuildHead(upTo: state.lastSequence, checkpoint: checkpoint) }
    }

    /// The checkpoint and last transaction that the head file names, believed or not.
    package func headAsFound() throws(StoreError) -> (sequence: UInt64, hash: Digest, checkpoint: [UInt8])? {
        try StoreError.placing {
            try journal.headAsFound().map { ($0.sequence, $0.hash, $0.checkpoint) }
        }
    }
}

extension JournalFinding {
    /// The place of a journal's damage, in words relative to the registry.
    init(_ error: JournalError, in place: RegistryPlace) {
        switch error {
        case .damaged(let file, let offset, let what):
            let name = file == place.head ? "head" : "journal/\(FilePath.name(of: file))"
            self.init(place: "\(name), byte \(offset)", what: what)
        case .headMissing: self.init(place: "head", what: error.description)
        default: self.init(place: "journal", what: error.description)
        }
    }
}
