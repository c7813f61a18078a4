import Encoding
import Transparency

/// How the log of a pack goes on from what a client saw of it before.
enum LogContinuity: Hashable, Sendable {
    /// Nothing was seen before, the same was, or a proof shows that what was seen is still there.
    case continues
    /// Older than what was seen, gone, or without a proof: it cannot be told.
    case unknown(String)
    /// Two trees of one size with different roots: the log says different things to different people.
    case contradicts(String)
}

extension ClientPack {
    /// The state of a log that this pack vouches for: the last one of a frozen log, which stands in the trust file, or the
    /// pack's checkpoint.
    func state(of log: TrustFile.Log) -> HighWaterMark.LogSize? {
        if let final = log.final { return .init(size: final.size, root: final.root) }
        guard let checkpoint, sameLog(checkpoint, log) else { return nil }
        return .init(size: checkpoint.size, root: checkpoint.root)
    }

    private func sameLog(_ checkpoint: Checkpoint, _ log: TrustFile.Log) -> Bool {
        trust.log(origin: checkpoint.origin)?.number == log.number
    }

    /// How this pack's view of a log goes on from a mark.
    func continuity(of log: TrustFile.Log, from mark: HighWaterMark) -> LogContinuity {
        guard let seen = mark.log(log.key.text) else { return .continues }
        guard let found = state(of: log) else {
            return .unknown(
                "the client pack has no checkpoint of log \(log.number), and one of size \(seen.size) was seen before"
            )
        }
        if found.size == seen.size {
            return found.root == seen.root
                ? .continues
                : .contradicts(
                    "the log signed two trees of size \(found.size): root \(found.root) now, \(seen.root) before"
                )
        }
        guard found.size > seen.size else {
            return .unknown(
                "the client pack's checkpoint of size \(found.size) is older than one of size \(seen.size), seen before"
            )
        }
        // An empty tree is part of every other.
        if seen.size == 0 { return .continues }
        let proof = consistency?.proof(origin: log.origin, from: seen.size, to: found.size)
        let isShown = proof.map {
            MerkleTree.isConsistent(
                oldSize: seen.size, oldRoot: seen.root, newSize: found.size, newRoot: found.root, proof: $0)
        }
        if isShown == true { return .continues }
        let problem =
            consistencyProblem.map { "its proofs cannot be read (\($0))" }
            ?? (isShown == nil ? "it has no proof from there" : "its proof from there does not hold")
        return .unknown(
            "the client pack does not show that its checkpoint of size \(found.size) continues the one of size "
                + "\(seen.size), seen before: \(problem)")
    }

    /// What a mark becomes once this pack was used at a time. A time that lies ahead of the client's clock is not
    /// remembered: an authority's slip must not stop a client for ever.
    func raise(_ mark: inout HighWaterMark, at now: Timestamp) {
        let limit = now.adding(seconds: Limits.clockTolerance)
        for verified in snapshots where verified.snapshot.header.issued <= limit {
            let header = verified.snapshot.header
            mark.raise(
                .init(origin: header.origin, key: verified.key.text),
                to: .init(sequence: header.sequence, issued: header.issued))
        }
        for log in trust.logs {
            guard let state = state(of: log), continuity(of: log, from: mark) == .continues else { continue }
            mark.raise(log: log.key.text, to: state)
        }
    }
}
