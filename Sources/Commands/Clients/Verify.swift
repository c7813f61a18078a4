import BadgeVerifier
import ClientPackFiles
import CommandLineKit
import Encoding
import Files

/// `verify FILE…`: what a client would show for a badge file, offline.
enum Verify {
    static let verb = Verb(
        "verify", group: GreenBadgeProgram.Group.clients,
        summary: "Verify badge files offline, as a client does",
        discussion: """
            Prints what a client would show and what the verdict does not establish. A badge file is public and can be \
            copied: --for compares it with the account you are dealing with; --any-account leaves that open.

            Exit 0: may be shown as verified. 1: may not. 5: a file cannot be read; with --json its object has verdict null and reason \
            unreadable. Of several files the highest counts.
            """,
        arguments: [.oneOrMore("FILE", "a badge file; - reads standard input", completion: .files)],
        options: [
            .value(
                "--trust", "DIR", "the client pack: trust.json, status.snapshot, checkpoint",
                environment: "GREENBADGE_TRUST", required: true, completion: .directories),
            .value("--for", "ACCOUNT", "the account at hand, such as tel:+12025550100"),
            .flag("--any-account", "do not compare the account"),
            .value("--name", "NAME", "the display name at hand, to be compared too"),
            .value("--at", "TIME", "verify as of this time (default: now)"),
            .value(
                "--state", "FILE", "remember the newest status seen, and refuse older ones",
                completion: .files),
        ],
        rules: [.exactlyOne(["--for", "--any-account"])],
        examples: [
            "greenbadge verify shop.badge --trust pack --for tel:+12025550100",
            "greenbadge verify *.badge --trust pack --any-account --json",
        ]
    ) { arguments, context in
        let pack = try PackDirectory(
            arguments.value("--trust") ?? "", in: context.fileSystem,
            parts: arguments.value("--state") == nil ? [] : .consistency)
        let run = try VerifyRun(arguments, context, pack)
        return try run.execute(arguments.arguments("FILE"))
    }
}

/// One run over some files, under one pack, time and account.
private struct VerifyRun {
    let context: CommandContext
    let pack: ClientPack
    let verifier: BadgeVerifier
    let account: AccountClaim
    let name: String?
    let now: Timestamp
    let state: HighWaterFile?

    /// A file with its verdict, or why it could not be read.
    private typealias Answer = (file: String, result: Result<Verdict, CommandFailure>)

    init(_ arguments: ParsedArguments, _ context: CommandContext, _ directory: PackDirectory) throws {
        self.context = context
        pack = directory.open()
        verifier = BadgeVerifier(packs: [pack], allowTest: true)
        account = arguments.value("--for").map { .account($0) } ?? .notChecked
        name = arguments.value("--name")
        now = try Self.time(arguments, context, isTest: directory.trust.isTest)
        state = arguments.value("--state").map { HighWaterFile(path: $0, fileSystem: context.fileSystem) }
    }

    /// The verifier has no clock: any time may be asked about.
    private static func time(
        _ arguments: ParsedArguments, _ context: CommandContext, isTest: Bool
    ) throws -> Timestamp {
        let given = try arguments.value("--at", expected: "a time such as 2026-11-22T14:20:00Z, or a date") {
            Timestamp(dateOrTime: $0)
        }
        guard given == nil || arguments.value("--now") == nil else {
            throw arguments.usageError("--at and --now say the same: give one of them")
        }
        return try given ?? context.time(allowingGiven: isTest)
    }

    func execute(_ files: [String]) throws -> Int32 {
        guard files.count(where: { $0 == "-" }) <= 1 else {
            throw context.arguments.usageError("- is standard input, which can be read only once")
        }
        let place = context.arguments.value("--trust") ?? ""
        for problem in [pack.snapshotProblem, pack.checkpointProblem.map({ "checkpoint: \($0)" })] {
            guard let problem else { continue }
            context.note("note: in \(visible(place)): \(visible(problem))")
        }
        let seen = try state?.read() ?? .none
        let answers = files.map { file in (file: file, result: answer(file, seen)) }
        // Before anything is shown: a green answer that is not remembered could be undone by an old pack.
        try remember(answers)
        for (position, answer) in answers.enumerated() { show(answer, isFirst: position == 0) }
        summarize(answers)
        return answers.map { exitCode($0) }.max() ?? 0
    }

    private func answer(_ file: String, _ seen: HighWaterMark) -> Result<Verdict, CommandFailure> {
        do {
            let bytes = try context.readStart(of: file, count: Limits.badgeFileBytes + 1)
            return .success(
                verifier.verify(bytes, for: account, displayName: name, at: now, highWater: seen))
        } catch {
            return .failure(CommandFailure(error))
        }
    }

    private func remember(_ answers: [Answer]) throws {
        guard let state, !context.isDryRun else { return }
        let verdicts = answers.compactMap { try? $0.result.get() }
        guard let first = verdicts.first else { return }
        let seen = verdicts.dropFirst().reduce(first.highWater) { $0.merged(with: $1.highWater) }
        let wait = try context.arguments.integer("--wait", in: 0...86_400) ?? 10
        try state.raise(to: seen, waitSeconds: wait)
    }

    private func show(_ answer: Answer, isFirst: Bool) {
        switch answer.result {
        case .failure(let failure):
            context.errors.line("greenbadge: \(visible(failure.message))")
            guard context.wantsJSON else { return }
            context.print([
                "file": .string(answer.file), "verdict": .null, "trusted": .bool(false),
                "marketing": .bool(false), "reason": .string("unreadable"),
                "detail": .string(failure.message),
            ])
        case .success(let verdict):
            if context.wantsJSON {
                guard case .object(let members) = verdict.json else { return }
                context.print(.object([.init("file", .string(answer.file))] + members))
            } else {
                if !isFirst { context.print() }
                let text = VerdictText(verdict, file: answer.file, now: now)
                context.output.write(text.text(width: context.width, style: context.style))
            }
        }
    }

    /// One line behind many verdicts.
    private func summarize(_ answers: [Answer]) {
        guard answers.count > 1, !context.wantsJSON else { return }
        let verdicts = answers.compactMap { try? $0.result.get() }
        var parts = Verdict.Outcome.allCases.compactMap { outcome -> String? in
            let count = verdicts.count { $0.outcome == outcome }
            return count == 0 ? nil : "\(count) \(outcome.rawValue)"
        }
        let unread = answers.count - verdicts.count
        if unread > 0 { parts.append("\(unread) could not be read") }
        context.note("\n\(answers.count) files: \(parts.joined(separator: ", "))")
    }

    private func exitCode(_ answer: Answer) -> Int32 {
        switch answer.result {
        case .failure(let failure): failure.exitCode
        case .success(let verdict): verdict.isTrusted ? 0 : 1
        }
    }
}
