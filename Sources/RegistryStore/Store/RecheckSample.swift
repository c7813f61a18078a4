import CryptoCore
package import Encoding
package import Registry
import Transparency

/// The authority's self-audit (PROGRAMME section 4): of the badges that a quarter issued, 3 % and at least one are
/// checked again, drawn so that everybody who has the registry draws the same.
///
/// The seed is the first checkpoint that was published after the quarter, when its badges could no longer be chosen.
/// Each badge's number is SHA-256 over `greenbadge/recheck@v1`, registry id, quarter, hex root of that checkpoint and
/// serial, a line each; the lowest numbers are drawn.
package struct RecheckSample: Hashable, Sendable {
    /// `2026-Q4`.
    package let quarter: String
    /// The quarter's first and last second.
    package let period: Period
    /// How many badges it issued.
    package let issued: Int
    /// Size and hex root of the checkpoint that is the seed; nil while none was published after the quarter.
    package let seed: Seed?
    /// The badges to check again, in order of their serials; empty without a seed.
    package let badges: [BadgeSerial]

    /// The checkpoint that decides the draw.
    package struct Seed: Hashable, Sendable {
        /// The log's size.
        package let size: UInt64
        /// The log's root in hexadecimal.
        package let root: String
    }

    /// The sample of the last complete quarter before `time`.
    package init(_ state: RegistryState, before time: Timestamp) {
        let (period, name) = time.lastQuarter
        quarter = name
        self.period = period
        let issued = state.badges.values.filter { !$0.isUnsigned && period.contains($0.loggedAt) }
            .map(\.logging.serial).sorted()
        self.issued = issued.count
        seed = state.publications.first {
            $0.publication.issued > period.until && $0.publication.issued <= time
        }
        .flatMap { Self.seed($0.publication) }
        guard let seed, !issued.isEmpty else {
            badges = []
            return
        }
        let numbers = issued.map { serial in
            (
                serial,
                SHA256.hash(
                    Array(
                        "greenbadge/recheck@v1\n\(state.registryID)\n\(name)\n\(seed.root)\n\(serial)\n".utf8)
                ).hex
            )
        }
        let count = Self.count(of: issued.count, state.policy)
        badges = numbers.sorted { ByteString($0.1) < ByteString($1.1) }.prefix(count).map(\.0).sorted()
    }

    /// The policy's share, rounded up, and at least its least.
    private static func count(of issued: Int, _ policy: Policy) -> Int {
        max(Int(policy[.recheckLeast]), (issued * Int(policy[.recheckPercent]) + 99) / 100)
    }

    private static func seed(_ publication: Publication) -> Seed? {
        guard let note = try? SignedNote(parsing: publication.checkpoint),
            let checkpoint = try? Checkpoint(text: note.text)
        else { return nil }
        return Seed(size: checkpoint.size, root: checkpoint.root.hex)
    }
}
