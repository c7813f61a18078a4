package import BadgeVerifier
import Encoding
import Registry
package import RegistryStore
import Transparency

/// The file `consistency` of the client pack and of `public/`: proofs that the newest checkpoint of each log continues the
/// ones that clients may have seen.
package enum ConsistencyProofs {
    /// Publications whose checkpoints are led on from: four months of daily ones.
    private static let publications = 128
    /// The youngest entries whose own checkpoints, signed when badges were issued, are led on from.
    private static let entries: UInt64 = 64

    /// The proofs as of a checkpoint of the current log; frozen logs lead to their last one.
    ///
    /// - Parameters:
    ///   - size: The size of the current log's checkpoint beside the file.
    ///   - older: Further sizes by log origin, such as those that an older pack knew; sizes that never were are passed
    ///     over, since a proof from them would prove nothing.
    package static func file(
        _ store: RegistryStore, size: UInt64, older: [String: [UInt64]] = [:]
    ) -> ConsistencyFile {
        let state = store.state
        let logs = state.logs.sorted { $0.key < $1.key }
        return ConsistencyFile(
            logs.compactMap { number, log in
                let end = number == state.currentLog ? size : log.final?.size ?? 0
                guard let tree = store.trees[number], end > 0, end <= tree.count else { return nil }
                let known = sizes(log, state, below: end) + (older[log.opening.origin] ?? [])
                let proofs = Set(known.filter { $0 > 0 && $0 < end }).sorted().map {
                    ConsistencyFile.Proof(oldSize: $0, hashes: tree.consistencyProof(from: $0, to: end))
                }
                return .init(origin: log.opening.origin, size: end, proofs: proofs)
            })
    }

    /// The sizes whose checkpoints were handed out lately.
    private static func sizes(_ log: LogState, _ state: RegistryState, below end: UInt64) -> [UInt64] {
        let published = state.publications.suffix(publications).map(\.publication.checkpoint)
        let first = end > entries ? end - entries : 0
        let issued = (first..<end).compactMap {
            BadgeSerial(logNumber: log.opening.number, index: $0).flatMap { state.badges[$0]?.checkpoint }
        }
        return (published + issued + [log.checkpoint].compactMap { $0 }).compactMap {
            size(of: $0, log)
        }
    }

    /// The size in a recorded checkpoint; nil where it is one of another log.
    static func size(of note: [UInt8], _ log: LogState) -> UInt64? {
        guard let note = try? SignedNote(parsing: note), let found = try? Checkpoint(text: note.text),
            sameBytes(found.origin, log.opening.origin)
        else { return nil }
        return found.size
    }
}
