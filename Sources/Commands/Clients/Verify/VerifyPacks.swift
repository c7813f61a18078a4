import BadgeVerifier
import ClientPackFiles
import CommandLineKit
import Encoding

/// The client packs of `--trust`, one an authority.
struct VerifyPacks {
    private let places: [String]
    private let directories: [PackDirectory]

    init(_ arguments: ParsedArguments, _ context: CommandContext) throws {
        var parts = PackDirectory.Parts(rawValue: 0)
        if arguments.value("--state") != nil { parts.insert(.consistency) }
        if arguments.flag("--pack-mode") { parts.insert(.tiles) }
        places = arguments.values("--trust")
        directories = try places.map { try PackDirectory($0, in: context.fileSystem, parts: parts) }
        try refuseSharedLogs(arguments)
    }

    var count: Int { directories.count }

    /// Whether all are of test authorities.
    var areTest: Bool { directories.allSatisfy(\.trust.isTest) }

    /// The verifier under all of them; says what is wrong with a pack.
    func verifier(_ arguments: ParsedArguments, _ context: CommandContext) -> BadgeVerifier {
        let isPackMode = arguments.flag("--pack-mode")
        let packs = directories.map { $0.open() }
        for (index, pack) in packs.enumerated() {
            var problems = Self.problems(of: pack)
            if isPackMode && directories[index].tiles.isEmpty {
                problems.append(
                    "no tiles of its log, so --pack-mode is of no use: badges are verified by their signatures"
                )
            }
            for problem in problems {
                context.note("note: in \(visible(places[index])): \(visible(problem))")
            }
        }
        return BadgeVerifier(packs: packs, mode: isPackMode ? .packInclusion : .signatures, allowTest: true)
    }

    private static func problems(of pack: ClientPack) -> [String] {
        [
            pack.snapshotProblem, pack.checkpointProblem.map { "checkpoint: \($0)" },
            pack.consistencyProblem.map { "consistency: \($0)" }, pack.treeProblem.map { "tiles: \($0)" },
        ].compactMap { $0 }
    }

    /// A log belongs to one authority: which of two packs judges its badges must not hang on their order.
    private func refuseSharedLogs(_ arguments: ParsedArguments) throws {
        // Within one trust file each log stands once.
        guard count > 1 else { return }
        var owners: [ByteString: String] = [:]
        for (place, directory) in zip(places, directories) {
            for log in directory.trust.logs {
                let other = owners.updateValue(place, forKey: ByteString(log.origin))
                guard let other else { continue }
                throw arguments.usageError(
                    "--trust: \(visible(other)) and \(visible(place)) both list the log \(visible(log.origin)): give one pack an authority"
                )
            }
        }
    }
}
