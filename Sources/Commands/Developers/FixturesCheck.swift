import CommandLineKit
import ConformanceKit
import Encoding
import Files
import Glibc

/// One run of a verifier over the cases of a kit.
struct FixturesCheck {
    private let context: CommandContext
    private let place: KitPlace
    private let words: [String]
    private let cases: [KitCase]

    init(_ directory: String, _ context: CommandContext) throws {
        self.context = context
        place = KitPlace(directory, context.fileSystem)
        guard let words = CommandWords.split(context.arguments.value("--with") ?? "") else {
            throw context.arguments.usageError(
                "--with: \"\(visible(context.arguments.value("--with") ?? ""))\" is no command, or a quote in it is not closed"
            )
        }
        self.words = words
        let manifest = try place.manifest()
        try place.requireWhole(manifest)
        cases = try Self.chosen(manifest.cases, context)
    }

    private static func chosen(_ cases: [KitCase], _ context: CommandContext) throws -> [KitCase] {
        let names = context.arguments.values("--only")
        for name in names
        where !cases.contains(where: { sameBytes($0.name, name) || sameBytes($0.group, name) }) {
            throw context.arguments.usageError("--only: the kit has no case and no group \(visible(name))")
        }
        return names.isEmpty
            ? cases
            : cases.filter { item in names.contains { sameBytes($0, item.name) || sameBytes($0, item.group) }
            }
    }

    func run() throws -> Int32 {
        let pool = ChildPool(
            width: try context.arguments.integer("--jobs", in: 1...1024) ?? Processors.available(in: context.fileSystem),
            timeLimit: try context.arguments.integer("--time-limit", in: 1...3600) ?? 30)
        let states = try StateFiles(context)
        defer { states.remove() }
        var answers = [ChildPool.Outcome?](repeating: nil, count: cases.count)
        try pool.run(cases.count) { number in
            let state = try cases[number].highWater.map { try states.make(number, $0) }
            return words + VerifierCall(item: cases[number], kit: place.directory, state: state).arguments
        } finished: { number, outcome in
            if case .notStarted(let code) = outcome.ending, !Self.mayPass(code) {
                throw CommandFailure.environment(
                    "\(visible(words[0])) cannot be started: \(FileError.words(for: code)). Is it on the PATH?"
                )
            }
            answers[number] = outcome
        }
        return report(answers)
    }

    /// What is no matter of the program, but of the moment.
    private static func mayPass(_ code: Int32) -> Bool { [EAGAIN, ENOMEM, EMFILE, ENFILE].contains(code) }

    /// Differences in the order of the manifest, then how many there are.
    private func report(_ answers: [ChildPool.Outcome?]) -> Int32 {
        var differences = 0
        for (item, outcome) in zip(cases, answers) {
            guard let outcome else { continue }
            let answer = VerifierAnswer(outcome)
            guard let found = answer.difference(from: item.expected) else { continue }
            differences += 1
            show(item, answer, found, outcome)
        }
        if context.wantsJSON {
            context.print([
                "cases": .integer(Int64(cases.count)), "differences": .integer(Int64(differences)),
            ])
        } else {
            context.print(
                differences == 0
                    ? "\(cases.count) cases: the verifier agrees with all of them"
                    : "\(cases.count) cases: the verifier differs in \(differences)")
        }
        return differences == 0 ? 0 : 1
    }

    private func show(
        _ item: KitCase, _ answer: VerifierAnswer, _ found: String, _ outcome: ChildPool.Outcome
    ) {
        if context.wantsJSON {
            context.print([
                "case": .string(item.name), "group": .string(item.group),
                "expected": [
                    "verdict": .string(item.expected.verdict), "reason": .string(item.expected.reason),
                ],
                "found": ["verdict": .string(answer.verdict), "reason": .string(answer.reason)],
                "difference": .string(found), "why": .string(item.why),
            ])
            return
        }
        context.print("\(item.name)")
        context.print("  expected  \(item.expected.verdict) (\(item.expected.reason))")
        context.print("  found     \(visible(found))")
        context.print("  why       \(visible(item.why))")
        let errors = String(decoding: outcome.errors.prefix(300), as: UTF8.self)
        if let line = errors.split(separator: "\n").first { context.print("  it said   \(visible(line))") }
    }
}

/// The high-water marks of cases, each as a file that the verifier may write to, in a directory that goes with them.
private struct StateFiles {
    private let directory: String
    private let fileSystem: any FileSystem

    init(_ context: CommandContext) throws {
        fileSystem = context.fileSystem
        let parent = context.environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
        // mkdtemp(3) wants six X at the end and writes what it chose in their place.
        var name = Array("\(parent)/greenbadge-\(String(repeating: "X", count: 6))".utf8CString)
        guard mkdtemp(&name) != nil else {
            throw CommandFailure.environment(
                "no directory can be made in \(visible(parent)): \(FileError.words(for: errno))")
        }
        directory = String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    func make(_ number: Int, _ text: String) throws -> String {
        let path = FilePath.join(directory, "\(number)")
        let file = try fileSystem.open(path, .createNew(permissions: 0o644))
        try fileSystem.write(Array(text.utf8), to: file, at: 0)
        return path
    }

    func remove() { try? fileSystem.removeTree(directory) }
}
