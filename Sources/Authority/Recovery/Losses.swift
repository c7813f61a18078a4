import BadgeVerifier
import CryptoCore
import Encoding
import Registry
import RegistryStore
import Transparency

/// What the head and the published log promise beyond what the journal has.
struct Losses {
    /// The newest checkpoint of the current log that may have left the process.
    let newest: PublishedState.Promise?
    let facts: [String]
    /// The journal has everything that was promised.
    let isEmpty: Bool

    init(
        _ store: RegistryStore, head: (sequence: UInt64, hash: Digest, checkpoint: [UInt8])?,
        _ published: PublishedState
    ) throws {
        let last = store.state.lastSequence ?? 0
        var facts: [String] = []
        var isEmpty = true
        newest = try published.promises(head: head?.checkpoint ?? []).last
        if let head {
            if head.sequence > last {
                isEmpty = false
                facts.append(
                    "the journal ends with transaction \(last), but \(head.sequence) was acknowledged")
            } else if try store.hash(ofTransaction: head.sequence) != head.hash {
                throw AuthorityError.damaged(
                    "transaction \(head.sequence) of the journal is not the one that the head names: they are not of one registry, or two copies went on separately. Put back the journal that belongs to this head (audit tells), or, if you are sure of the journal, move the head away and run recover again; nothing was changed"
                )
            }
        } else {
            facts.append("the head is missing or unreadable; the journal ends with transaction \(last)")
        }
        let size = store.state.log?.final?.size ?? store.trees[store.state.currentLog]?.count ?? 0
        if let newest, newest.checkpoint.size > size {
            isEmpty = false
            facts.append(
                "\(newest.name) promises \(newest.checkpoint.size) log entries, the journal has \(size)")
        }
        self.facts = facts
        self.isEmpty = isEmpty
    }
}

/// The end of a log: where, and what has to be said about what was lost of it.
struct Freezing {
    let freeze: LogFreeze
    let lostBadges: [(serial: BadgeSerial, name: String)]

    /// Base64 of the lost entries stays below this, so that the transaction stays below 16 MiB.
    private static let maximumLostBytes = 8 << 20

    init(_ store: RegistryStore, _ losses: Losses, _ published: PublishedState) throws {
        let number = store.state.currentLog
        let tree = store.trees[number] ?? MerkleAccumulator()
        // Where no checkpoint was ever signed the log ends where the journal does.
        let checkpoint =
            losses.newest?.checkpoint ?? Checkpoint(origin: "", size: tree.count, root: tree.root)
        let lost = try published.entries(upTo: checkpoint)
        var sanctions = LostSanctions(store.state)
        for entry in lost ?? [] { sanctions.read(entry: entry) }
        for (log, snapshot) in try published.snapshots() { sanctions.read(snapshot, log: log) }
        let isSmall = (lost ?? []).map(\.count).reduce(0, +) <= Self.maximumLostBytes
        freeze = LogFreeze(
            number: number, size: checkpoint.size, root: checkpoint.root.hex,
            checkpoint: losses.newest?.note ?? [], lost: isSmall ? lost ?? [] : [],
            sanctions: sanctions.sorted)
        lostBadges = Freezing.badges(in: lost ?? [], from: tree.count, log: number)
    }

    /// Type 1: the tbsCertificate of a badge.
    private static func badges(
        in entries: [[UInt8]], from first: UInt64, log: UInt16
    ) -> [(serial: BadgeSerial, name: String)] {
        entries.enumerated().compactMap { offset, entry in
            guard entry.first == 1, let serial = BadgeSerial(logNumber: log, index: first + UInt64(offset))
            else { return nil }
            let tbs = try? ParsedCertificate.parseTBS([UInt8](entry.dropFirst()))
            return (serial, tbs.flatMap { try? BadgeSubject(der: $0.subject).displayName } ?? "")
        }
    }
}
