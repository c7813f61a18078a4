import BadgeVerifier
import CommandLineKit
import Encoding

/// `verify FILE…`: what a client would show for badge files, offline.
enum Verify {
    static let verb = Verb(
        "verify", group: GreenBadgeProgram.Group.clients,
        summary: "Verify badge files offline, as a client does",
        discussion: """
            Prints what a client would show and what the verdict does not establish. A badge file is public and can be \
            copied: --for compares it with the account you are dealing with; --any-account leaves that open.

            A directory is every *.badge in its tree, symbolic links not followed. More than \(VerifyFiles.mostSheets) files, or a directory, \
            have one line each and a summary on standard error; all processors are used, and memory does not grow with their number.

            --trust may be given once for each authority. The pack whose trust.json lists the badge's log judges, within \
            the account kinds and countries that its trust.json names.

            --stdin reads one JSON object a line, each with "badge" (the text of a badge file) or "file" (its path), and writes one \
            a line in the same order: "line", "id", then what --json prints. A line may have "account" (null: not compared), "name", "time", \
            else the command line counts; "id" is said again. A line that is no such object, or longer than \(VerifyStream.lineBytes >> 10) KiB, is answered \
            with verdict null and reason bad-line, and the work goes on. Answers are flushed whenever no further line waits; read them while you write.

            --pack-mode is for very many badges: it takes what the log of the pack holds and its snapshot covers, \
            and is several times faster. The trade: the log's key then counts as much as the CA's. No signature of the CA is \
            checked and no staple is read. The pack needs the log's tiles, as an authority's public/ has them; a badge that it does \
            not answer for is verified by its signatures.

            Exit 0: may be shown as verified. 1: may not. 2: a line of --stdin is no question. 5: a file cannot be read; with --json \
            its object has verdict null and reason unreadable. Of several the highest counts.
            """,
        arguments: [
            .zeroOrMore("FILE", "a badge file or a directory; - reads one badge", completion: .files)
        ],
        options: [
            .value(
                "--trust", "DIR", "a client pack: trust.json, status.snapshot, checkpoint; one an authority",
                environment: "GREENBADGE_TRUST", repeatable: true, required: true, completion: .directories),
            .flag("--stdin", "read questions from standard input, a JSON object a line"),
            .value("--for", "ACCOUNT", "the account at hand, such as tel:+12025550100"),
            .flag("--any-account", "do not compare the account"),
            .value("--name", "NAME", "the display name at hand, to be compared too"),
            .value("--at", "TIME", "verify as of this time (default: now)"),
            .value(
                "--state", "FILE", "remember the newest that was seen, and refuse older packs",
                completion: .files),
            .flag("--pack-mode", "trust the pack's log alone: faster, no signature of the CA is checked"),
        ],
        rules: [.exactlyOne(["FILE", "--stdin"]), .atMostOne(["--for", "--any-account"])],
        examples: [
            "greenbadge verify shop.badge --trust pack --for tel:+12025550100",
            "greenbadge verify badges/ --trust pack --trust other-pack --any-account --json",
            "greenbadge verify --stdin --trust pack < questions.jsonl > answers.jsonl",
        ]
    ) { arguments, context in
        try run(arguments, context)
    }

    private static func run(_ arguments: ParsedArguments, _ context: CommandContext) throws -> Int32 {
        try check(arguments)
        let packs = try VerifyPacks(arguments, context)
        let clock = try VerifyQuestion.Clock(arguments, context, isTest: packs.areTest)
        let memory = try arguments.value("--state").map { try VerifyMemory($0, context) }
        let question = VerifyQuestion(
            verifier: packs.verifier(arguments, context), account: account(arguments),
            name: arguments.value("--name"), seen: try memory?.read() ?? .none)
        let files = arguments.arguments("FILE")
        let isMany =
            files.count > VerifyFiles.mostSheets
            || files.contains { VerifyBadgeFiles.isDirectory($0, in: context.fileSystem) }
        let form: VerifyLayout.Form =
            context.wantsJSON || arguments.flag("--stdin") ? .json : isMany ? .lines : .sheets
        let layout = VerifyLayout(
            form: form, style: context.style, width: context.width, now: clock.now,
            isDryRun: context.isDryRun, namesAuthority: packs.count > 1)
        guard !arguments.flag("--stdin") else {
            let worker = VerifyLineWorker(
                question: question, layout: layout, reader: BadgeReader(fileSystem: context.fileSystem))
            var stream = VerifyStream(context, worker, clock, memory: memory)
            return try stream.run()
        }
        let run = VerifyFiles(
            context: context, question: question, layout: layout, files: files, isMany: isMany)
        return try run.run(memory: memory)
    }

    private static func check(_ arguments: ParsedArguments) throws {
        if !arguments.flag("--stdin"), account(arguments) == nil {
            throw arguments.usageError("verify needs --for ACCOUNT or --any-account")
        }
        guard arguments.arguments("FILE").count(where: { $0 == "-" }) <= 1 else {
            throw arguments.usageError("- is standard input, which can be read only once")
        }
    }

    private static func account(_ arguments: ParsedArguments) -> AccountClaim? {
        if arguments.flag("--any-account") { return .notChecked }
        return arguments.value("--for").map { .account($0) }
    }
}
