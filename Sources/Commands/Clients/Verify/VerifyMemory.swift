import BadgeVerifier
import CommandLineKit

/// What `verify --state` remembers over a run.
///
/// A green answer that is not remembered could be undone by an old pack, so a mark is on the disk before an answer that
/// was found with it is shown. Marks come from the packs and the time alone, never from a badge: the first badge
/// already brings the run's mark, and the file is written once however many badges follow. Only a line of `--stdin`
/// that asks about another time can raise it again.
struct VerifyMemory {
    private let file: HighWaterFile
    private let waitSeconds: Int
    /// What this run knows to be on the disk.
    private var kept: HighWaterMark?

    init(_ path: String, _ context: CommandContext) throws {
        file = try HighWaterFile(path, in: context.fileSystem)
        waitSeconds = try context.arguments.integer("--wait", in: 0...86_400) ?? 10
    }

    /// What earlier runs have seen.
    func read() throws -> HighWaterMark { try file.read() }

    /// Returns when the mark is on the disk.
    mutating func keep(_ mark: HighWaterMark) throws {
        if let kept, kept.merged(with: mark) == kept { return }
        try file.raise(to: mark, waitSeconds: waitSeconds)
        kept = kept?.merged(with: mark) ?? mark
    }
}
