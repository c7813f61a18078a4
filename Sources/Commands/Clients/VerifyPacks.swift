import BadgeVerifier
import ClientPackFiles
import CommandLineKit
import Encoding

/// The client packs of `--trust`, one an authority.
struct VerifyPacks {
    private let places: [String]
    private let directories: [PackDirectory]

    init(_ arguments: ParsedArguments, _ context: CommandContext) throws {
        var parts: PackDirectory.Parts = []
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
        let packs = directories.map { $0.open() }
        for (place, pack) in zip(places, packs) {
            for problem in [pack.snapshotProblem, pack.checkpointProblem.map({ "checkpoint: \($0)" })] {
                guard let problem else { continue }
                context.note("note: in \(visible(place)): \(visible(problem))")
            }
        }
        let mode: VerificationMode = arguments.flag("--pack-mode") ? .packInclusion : .signatures
        return BadgeVerifier(packs: packs, mode: mode, allowTest: true)
    }

    /// A log belongs to one authority: which of two packs judges its badges must not hang on their order.
    private func refuseSharedLogs(_ arguments: ParsedArguments) throws {
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
